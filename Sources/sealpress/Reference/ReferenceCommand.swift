import ArgumentParser
import Site

/// Prints a page of `docs/content/reference/`, for `Scripts/reference`.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print a page of the reference as Markdown.", shouldDisplay: false
    )

    enum Page: String, ExpressibleByArgument, CaseIterable {
        case configuration, frontMatter = "front-matter", layouts, commands
    }

    @Argument(help: "Which page.")
    var page: Page

    func run() throws {
        let text =
            switch page {
            case .configuration: KeyReference.configuration
            case .frontMatter: KeyReference.frontMatter
            case .layouts: try LayoutReference.page()
            case .commands: try CommandReference.page()
            }
        print(text, terminator: "")
    }
}
