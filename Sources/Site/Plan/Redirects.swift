import Content
import Diagnostics
import Files
import Foundation

/// An entry of `redirects:` in `sealpress.yml`.
struct WrittenRedirect: Sendable {
    var from: Located<String>
    var to: Located<String>
    var source: SourceText
}

/// An address that leads to another.
struct Redirect: Sendable {
    /// Below the site's root, decoded: `/old/`, `/old.html`.
    var path: String
    /// Where the page that says so is written.
    var outputPath: String
    /// What it leads to: a route, a file below the site, or a whole address.
    var target: Target
    /// Of the page that it leads to.
    var title: String
    var language: String

    enum Target: Sendable, Codable {
        case route(Route)
        case file(String)
        case address(String)
    }
}

extension SiteConfiguration {
    /// `redirects:`, old addresses and what took their place.
    static func redirects(_ reader: inout YAMLReader) -> [WrittenRedirect] {
        reader.mapping("redirects", "Old addresses, and what they lead to.") { inner in
            inner.keys(as: "/OLD/").compactMap { key in
                inner.string(
                    key.value, as: "`/new/`, or a whole web address", "Where the old address leads."
                ).map { WrittenRedirect(from: key, to: $0, source: inner.source) }
            }
        } ?? []
    }
}

enum Redirects {
    static let file = "_redirects"

    /// The `aliases:` of pages, and the redirects of the configuration.
    static func plan(
        _ pages: [SourcePage], configuration: SiteConfiguration, statics: [String], _ claims: inout Claims
    ) -> (redirects: [Redirect], diagnostics: [Diagnostic]) {
        var redirects: [Redirect] = []
        var diagnostics: [Diagnostic] = []
        var routes: [String: SourcePage] = [:]
        if !configuration.redirects.isEmpty { for page in pages { routes[page.route.path] = page } }

        func add(
            _ written: Located<String>, in source: SourceText, to target: Redirect.Target, title: String,
            language: String
        ) {
            guard let (path, outputPath) = address(written.value) else {
                diagnostics.append(
                    source.error(
                        "'\(written.value)' cannot be redirected", at: written.location,
                        hint: "write an address of this site from its root on: /old/place/ or /old.html"))
                return
            }
            claims.claim(
                outputPath,
                for: Claims.Owner(
                    file: source.path, location: written.location, excerpt: source.line(written.location.line)
                ),
                what: path, hint: "each address can lead to one place only: delete one")
            redirects.append(
                Redirect(
                    path: path, outputPath: outputPath, target: target, title: title, language: language))
        }

        for page in pages {
            for alias in page.frontMatter.aliases?.value ?? [] {
                add(
                    alias, in: page.document.source, to: .route(page.route), title: page.title,
                    language: page.language)
            }
        }
        for redirect in configuration.redirects {
            let to = redirect.to.value
            let language = configuration.site.language
            if to.hasPrefix("/"), let (path, outputPath) = address(to), claims.has(outputPath) {
                let route = Route(path.split(separator: "/").map(String.init))
                add(
                    redirect.from, in: redirect.source,
                    to: path.hasSuffix("/") ? .route(route) : .file(outputPath),
                    title: routes[path]?.title ?? path, language: routes[path]?.language ?? language)
            } else if to.hasPrefix("/"), claims.has(String(to.dropFirst())) {
                add(
                    redirect.from, in: redirect.source, to: .file(String(to.dropFirst())), title: to,
                    language: language)
            } else if !to.hasPrefix("/"), to.isLinkTarget {
                add(redirect.from, in: redirect.source, to: .address(to), title: to, language: language)
            } else {
                let near = didYouMean(to, among: routes.keys.sorted()).map { "did you mean '\($0)'? " } ?? ""
                diagnostics.append(
                    redirect.source.error(
                        "there is no page '\(to)' to lead to", at: redirect.to.location,
                        hint: near + "write an address of this site such as /articles/new/, or a whole one"))
            }
        }
        if !redirects.isEmpty, !statics.contains(file) { claims.claim(file, for: nil, what: "/" + file) }
        return (redirects.sorted { byUTF8($0.path, $1.path) }, diagnostics)
    }

    /// An old address and the file that stands there.
    private static func address(_ text: String) -> (path: String, outputPath: String)? {
        guard text.hasPrefix("/"),
            let decoded = text.removingPercentEncoding?.precomposedStringWithCanonicalMapping
        else { return nil }
        let parts = decoded.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let isFolder = parts.last?.isEmpty ?? true
        let names = isFolder ? parts.dropLast() : parts
        let isPlain: (Unicode.Scalar) -> Bool = {
            $0.value > 0x20 && $0.value != 0x7F && !"?#\\\"<>".unicodeScalars.contains($0)
        }
        guard
            names.allSatisfy({
                !$0.isEmpty && $0 != "." && $0 != ".." && $0.unicodeScalars.allSatisfy(isPlain)
            }),
            names.first != "_sealpress"
        else { return nil }
        let path = names.joined(separator: "/")
        if names.isEmpty { return ("/", "index.html") }
        if !isFolder, path.hasSuffix(".html") || path.hasSuffix(".htm") { return ("/" + path, path) }
        return ("/" + path + "/", path + "/index.html")
    }
}
