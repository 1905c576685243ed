import Diagnostics
import Files
import Sealing

/// A built site as one member sees it, read from its files alone: as the reader in the browser does it.
public struct MemberView: Sendable {
    public let folder: String
    public let bundle: BundlePlaintext

    /// Opens the member's bundle.
    ///
    /// - Parameter name: what errors call the code, which a passphrase may stand behind.
    /// - Throws: a `DiagnosticError` when the site does not know the code; `OpeningError` for a damaged bundle.
    public init(_ folder: String, code: UnlockCode, name: String = "code") throws {
        let path = folder + "/" + code.bundleID.path
        guard try FileSystem.status(folder)?.kind == .folder else {
            throw DiagnosticError(.error("there is no folder '\(folder)'"))
        }
        guard try FileSystem.status(path) != nil else {
            throw DiagnosticError(
                .error(
                    "this site does not know the \(name)",
                    hint: "it may have been replaced by a newer one, or belong to another site"))
        }
        self.folder = folder
        bundle = try BundleFile.open(try Self.read(path), with: code)
    }

    /// A file of the site, which may be anyone's: a pipe in its place would never end.
    private static func read(_ path: String) throws -> [UInt8] {
        if let kind = try FileSystem.status(path)?.kind, kind != .file {
            throw DiagnosticError(.error("'\(path)' is not a regular file"))
        }
        return try FileSystem.read(path)
    }

    /// What turns a passphrase of this site into an unlock code.
    ///
    /// - Throws: a `DiagnosticError` when the site has no passphrases; `OpeningError` for a damaged file.
    public static func passphraseSettings(of folder: String) throws -> PassphraseSettings {
        let path = folder + "/" + PassphraseSettings.path
        guard try FileSystem.status(path) != nil else {
            throw DiagnosticError(.error("the site in '\(folder)' has no passphrases"))
        }
        return try PassphraseSettings(parsing: try read(path))
    }

    /// A sealed section of a page, opened or not.
    public struct Section: Sendable {
        /// `_sealpress/sealed/ID.bin`
        public let path: String
        /// What the page says opens it.
        public let tier: String
        /// The HTML, without its padding.
        public let html: Result<[UInt8], OpeningError>
    }

    /// The pages with sealed sections, by their path below the folder.
    public func pagesWithSections() throws -> [String] {
        try FileSystem.list(folder).filter { $0.kind == .file && $0.path.hasSuffix(".html") }.map(\.path)
            .filter {
                SectionElement.all(in: try FileSystem.read(folder + "/" + $0)).isEmpty == false
            }
    }

    /// Where a route's page is: `/articles/hello/`, with or without its slashes.
    public static func pagePath(ofRoute route: String) -> String {
        let parts = route.split(separator: "/")
        if let last = parts.last, last.hasSuffix(".html") { return parts.joined(separator: "/") }
        return (parts + ["index.html"]).joined(separator: "/")
    }

    /// The sections of a page, in its order.
    ///
    /// - Parameter path: below the folder, as `pagesWithSections` gives it.
    public func sections(of path: String) throws -> [Section] {
        try SectionElement.all(in: page(path)).map(open)
    }

    /// The page's HTML with the sections that this member may read in the place of their notices.
    public func html(of path: String) throws -> [UInt8] {
        let page = try page(path)
        var html: [UInt8] = []
        var position = 0
        for element in SectionElement.all(in: page) {
            html += page[position..<element.range.lowerBound]
            switch try open(element).html {
            case .success(let opened): html += opened
            case .failure: html += page[element.range]
            }
            position = element.range.upperBound
        }
        return html + page[position...]
    }

    private func page(_ path: String) throws -> [UInt8] {
        let path = try RelativePath(path).below(folder)
        guard try FileSystem.status(path)?.kind == .file else {
            throw DiagnosticError(.error("there is no page at '\(path)'"))
        }
        return try FileSystem.read(path)
    }

    private func open(_ element: SectionElement) throws -> Section {
        let file = try RelativePath(element.path).below(folder)
        let bytes = try Self.read(file)
        do {
            let opened = try SealedFile.open(bytes, id: element.id, with: bundle.grants)
            var html = opened.plaintext
            while html.last == 0x20 { html.removeLast() }
            return Section(path: element.path, tier: element.tier, html: .success(html))
        } catch let error as OpeningError {
            return Section(path: element.path, tier: element.tier, html: .failure(error))
        }
    }
}

/// A `<sealpress-section>` in a page's HTML.
struct SectionElement {
    /// From `<` to the end of the closing tag.
    let range: Range<Int>
    let id: SealedID
    let tier: String

    var path: String { id.path }

    private static let opening = Array("<sealpress-section src=\"".utf8)
    private static let middle = Array("\" tier=\"".utf8)
    private static let closing = Array("</sealpress-section>".utf8)

    /// Every section of the page; whatever is not exactly such an element is text.
    static func all(in html: [UInt8]) -> [SectionElement] {
        var elements: [SectionElement] = []
        var position = 0
        while let start = html.firstRange(of: opening, from: position) {
            position = start.upperBound
            guard let gap = html.firstRange(of: middle, from: position),
                let end = html[gap.upperBound...].firstIndex(of: UInt8(ascii: "\"")),
                let close = html.firstRange(of: closing, from: end)
            else { return elements }
            let src = String(decoding: html[start.upperBound..<gap.lowerBound], as: UTF8.self)
            let name = src.split(separator: "/").last.map { $0.hasSuffix(".bin") ? $0.dropLast(4) : $0 }
            if let name, let id = SealedID(hex: String(name)) {
                elements.append(
                    SectionElement(
                        range: start.lowerBound..<close.upperBound, id: id,
                        tier: String(decoding: html[gap.upperBound..<end], as: UTF8.self)))
            }
            position = close.upperBound
        }
        return elements
    }
}

extension [UInt8] {
    fileprivate func firstRange(of needle: [UInt8], from start: Int) -> Range<Int>? {
        guard let first = needle.first else { return nil }
        var position = start
        while let hit = self[position...].firstIndex(of: first) {
            if count - hit >= needle.count, self[hit..<hit + needle.count].elementsEqual(needle) {
                return hit..<hit + needle.count
            }
            position = hit + 1
        }
        return nil
    }
}

/// HTML as plain text, for a terminal.
public enum PlainText {
    /// Tags are dropped, blocks end lines, entities are resolved.
    public static func of(_ html: [UInt8]) -> String {
        var text: [UInt8] = []
        var position = 0
        while position < html.count {
            guard html[position] == UInt8(ascii: "<") else {
                text.append(html[position])
                position += 1
                continue
            }
            let end = html[position...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1
            let tag = String(decoding: html[position + 1..<Swift.max(position + 1, end)], as: UTF8.self)
                .lowercased()
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
            if blocks.contains(String(name)), text.last != 0x0A { text.append(0x0A) }
            if name == "li", !tag.hasPrefix("/") { text += "- ".utf8 }
            position = end + 1
        }
        let words = entities.reduce(String(decoding: text, as: UTF8.self)) { $0.replacing($1.0, with: $1.1) }
        // Nothing in a text may command the terminal.
        return String(
            String.UnicodeScalarView(
                words.unicodeScalars.filter {
                    $0.properties.generalCategory != .control || "\n\t".unicodeScalars.contains($0)
                }))
    }

    private static let blocks: Set<String> = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "pre", "blockquote", "table", "tr",
        "section", "article", "aside", "figure", "figcaption", "hr", "br",
    ]

    /// `&amp;` last, so that `&amp;lt;` stays `&lt;`.
    private static let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
    ]
}
