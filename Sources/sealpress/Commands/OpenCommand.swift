import ArgumentParser
import Diagnostics
import Files
import Foundation
import Sealing
import Site

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Read a built site as a member would.",
        discussion: """
            Opens the member's bundle with an unlock code, or with the passphrase in a file, and tries every sealed section. Without --page it lists what \
            opens and what stays shut.
            """)

    @Argument(help: ArgumentHelp("The built site's folder.", valueName: "site-dir"))
    var site: String

    @Option(help: "The member's unlock code.")
    var code: String?

    @Option(
        help: ArgumentHelp(
            "A file with a passphrase in its first line; - is standard input.", valueName: "file"))
    var passphraseFile: String?

    @Option(help: ArgumentHelp("One page, as /articles/hello/.", valueName: "route"))
    var page: String?

    @Flag(help: "Print the page's sections as plain text (the default with --page).")
    var text = false

    @Flag(help: "Print the page's whole HTML with its sections opened.")
    var html = false

    func validate() throws {
        guard (code == nil) != (passphraseFile == nil) else {
            throw ValidationError("give either a --code or a --passphrase-file")
        }
        if text, html { throw ValidationError("--text and --html exclude each other") }
        if text || html, page == nil { throw ValidationError("--text and --html need a --page") }
    }

    func run() throws {
        let console = Console(environment: Environment.current)
        let view = try MemberView(site, code: try unlockCode(), name: code == nil ? "passphrase" : "code")
        guard let page else { return try list(view, console) }
        let path = MemberView.pagePath(ofRoute: page)
        if html {
            console.write(try view.html(of: path))
            return
        }
        var shut: [Diagnostic] = []
        for section in try view.sections(of: path) {
            switch section.html {
            case .success(let opened): console.print(PlainText.of(opened))
            case .failure(let error):
                shut.append(.error("a section for '\(section.tier)' stays shut: \(error)"))
            }
        }
        if !shut.isEmpty { throw DiagnosticError(shut) }
    }

    private func unlockCode() throws -> UnlockCode {
        guard let passphraseFile else { return try UnlockCode(parsing: code ?? "") }
        let text =
            passphraseFile == "-"
            ? readLine() ?? "" : try FileSystem.readText(passphraseFile, limit: 1 << 16)
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return try Passphrase(line).code(try MemberView.passphraseSettings(of: site))
    }

    /// What the member is advised, a line each.
    private func tell(_ advice: BundleAdvice, _ console: Console) {
        for lesson in advice.lessons { console.print("next: \(lesson.route) \(lesson.title)") }
        for course in advice.progress {
            console.print("course \(course.course): \(course.completed) of \(course.lessons) lessons done")
        }
        if let offer = advice.offer {
            let terms = [offer.price, offer.until.map { "until \($0)" }].compactMap(\.self)
            console.print(
                "offer \(offer.id): \(offer.title)"
                    + (terms.isEmpty ? "" : " (\(terms.joined(separator: ", ")))"))
        }
        if let standing = advice.standing {
            console.print("points: \(standing.points), rank \(standing.rank) of \(standing.members)")
        }
    }

    private func list(_ view: MemberView, _ console: Console) throws {
        let bundle = view.bundle
        let validity = bundle.until.map { bundle.status == .active ? " until \($0)" : " (until \($0))" } ?? ""
        console.print("\(bundle.member): \(bundle.tier ?? "no tier"), \(bundle.status.rawValue)\(validity)")
        if let advice = bundle.advice { tell(advice, console) }
        for path in try view.pagesWithSections() {
            let sections = try view.sections(of: path)
            let opened = sections.count { if case .success = $0.html { true } else { false } }
            console.print("\(opened)/\(sections.count)  /\(path.replacing("index.html", with: ""))")
        }
    }
}
