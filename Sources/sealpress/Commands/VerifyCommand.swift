import ArgumentParser
import Diagnostics
import Sealing
import Site

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a site's files against its signed manifest.",
        discussion: "Names every file that was added, changed, or is missing. Bundles are in no manifest.")

    @Argument(help: ArgumentHelp("The site's folder.", valueName: "site-dir"))
    var site: String

    @Option(
        help: ArgumentHelp(
            "The site's public key, or a file that holds it: see 'sealpress keys show-public'.",
            valueName: "key"))
    var publicKey: String

    func run() throws {
        let result = try SiteVerification(site, publicKey: MinisignPublicKey(argument: publicKey))
        let console = Console(environment: Environment.current)
        if let successor = result.successor {
            console.note(
                "The site's key was replaced, signed by the one you have. It is now:\n\(successor.base64)")
        }
        guard result.isWhole else {
            throw DiagnosticError(
                result.added.map { .error("added: \($0)") } + result.changed.map { .error("changed: \($0)") }
                    + result.missing.map { .error("missing: \($0)") })
        }
        console.print(
            "\(result.fileCount) files are as signed: \(result.trustedComment)")
    }
}
