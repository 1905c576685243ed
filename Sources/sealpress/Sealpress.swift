import ArgumentParser

@main
struct Sealpress: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A static site generator for paid content.")
}
