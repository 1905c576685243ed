import Content
import Diagnostics
import Files
import Theme

/// The default theme with the author's own files in front.
struct ThemeFiles: Sendable {
    /// One file of the theme.
    struct File: Sendable {
        /// `layouts/article.mustache`, `assets/style.css`, `reader/reader.js`, `strings/en.yml`.
        var name: String
        /// The path to name in errors.
        var path: String
        var bytes: [UInt8]
        /// Whether the author wrote it.
        var isOverride: Bool
    }

    /// By name, sorted.
    var files: [File]
    /// The default theme's strings, also those that the author has a file for.
    private var defaultStrings: [File]

    /// The author's folder.
    static let folder = "layouts"

    /// The folders of a theme; all other files of the author's folder are layouts.
    private static let otherKinds = ["assets/", "reader/", "strings/"]

    static func read(root: String) -> (theme: ThemeFiles, diagnostics: [Diagnostic]) {
        var byName: [String: File] = [:]
        let embedded = embedded()
        for file in embedded { byName[file.name] = file }
        var diagnostics: [Diagnostic] = []
        do throws(FileError) {
            if try FileSystem.status(root + "/" + folder)?.kind == .folder {
                for entry in try FileSystem.list(root + "/" + folder)
                where entry.kind == .file && !entry.isHidden {
                    let name =
                        otherKinds.contains(where: entry.path.hasPrefix)
                        ? entry.path : "layouts/" + entry.path
                    let path = folder + "/" + entry.path
                    guard name.hasPrefix("layouts/") == name.hasSuffix(".mustache") else {
                        diagnostics.append(
                            .warning(
                                "this file is no part of a theme and is left out",
                                at: SourceLocation(file: path, line: 1),
                                hint:
                                    "layouts end in .mustache; other files go into assets/, reader/ or strings/"
                            ))
                        continue
                    }
                    byName[name] = File(
                        name: name, path: path, bytes: try FileSystem.read(root + "/" + path),
                        isOverride: true)
                }
            }
        } catch {
            diagnostics.append(error.diagnostic)
        }
        let theme = ThemeFiles(
            files: byName.values.sorted { byUTF8($0.name, $1.name) },
            defaultStrings: embedded.filter { $0.name.hasPrefix("strings/") })
        return (theme, diagnostics)
    }

    /// The default theme.
    static func embedded() -> [File] {
        UnsafeBufferPointer(start: theme_files, count: theme_file_count).map { file in
            let name = String(cString: file.path)
            return File(
                name: name, path: "(default theme)/" + name,
                bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.size)), isOverride: false)
        }
    }

    /// The templates, named as partials refer to them.
    var layouts: [Templates.File] {
        files(below: "layouts/").map {
            Templates.File(
                name: String($0.name.dropFirst("layouts/".count).dropLast(".mustache".count)), path: $0.path,
                bytes: $0.bytes)
        }
    }

    /// Files of one kind: `assets/`, `reader/`.
    func files(below kind: String) -> [File] {
        files.filter { $0.name.hasPrefix(kind) }
    }

    /// The strings of every language. What an author's file leaves out is the default theme's, in the same
    /// language or else in English.
    ///
    /// - Parameter editions: the site's languages.
    func strings(_ editions: [Edition]) -> (strings: [String: Strings], diagnostics: [Diagnostic]) {
        var (result, diagnostics) = Self.strings(defaultStrings, check: nil)
        let needed = editions.count > 1 ? editions.map(\.language) : []
        let check = StringsCheck(
            standard: result.nearest(to: []),
            whole: Set(needed.filter { result[$0] == nil && result[$0.primaryLanguage] == nil }),
            isPrinted: prints)
        let (own, found) = Self.strings(files(below: "strings/").filter(\.isOverride), check: check)
        diagnostics += found
        // English first and `zh` before `zh-Hans`: others fall back on them as the author has them.
        for language in ["en"] + own.keys.filter({ $0 != "en" }).sorted() {
            guard let strings = own[language] else { continue }
            let base = result.nearest(to: [language])
            result[language] = Strings(
                language: language, page: base.page.merging(strings.page) { $1 },
                reader: base.reader.merging(strings.reader) { $1 })
        }
        return (result, diagnostics + StringsCheck.warnings(editions, result))
    }

    /// Whether a layout or script of the author's own has the name in it.
    private func prints(_ name: String) -> Bool {
        files.contains { file in
            file.isOverride && !file.name.hasPrefix("strings/")
                && String(decoding: file.bytes, as: UTF8.self).contains(name)
        }
    }

    /// The files' strings, by language.
    private static func strings(
        _ files: [File], check: StringsCheck?
    ) -> (strings: [String: Strings], diagnostics: [Diagnostic]) {
        var result: [String: Strings] = [:]
        var diagnostics: [Diagnostic] = []
        for file in files where file.name.hasSuffix(".yml") {
            let language = String(file.name.dropFirst("strings/".count).dropLast(".yml".count))
            do throws(DiagnosticError) {
                let source = try SourceText(path: file.path, bytes: file.bytes)
                let (read, found) = YAMLReader.read(source) { reader in
                    let texts = { (part: String, meaning: String, reader: inout YAMLReader) in
                        let place = reader.keyLocation(part)
                        if place == nil { check?.checkAbsent(part, &reader, language: language) }
                        return Self.texts(part, &reader, meaning) {
                            check?.check(part, &$0, language: language, place: place)
                        }
                    }
                    return Strings(
                        language: language, page: texts("page", "What layouts print.", &reader),
                        reader: texts("reader", "What the script in the browser says.", &reader))
                }
                diagnostics += found
                if let read { result[language] = read }
            } catch {
                diagnostics += error.diagnostics
            }
        }
        return (result, diagnostics)
    }

    private static func texts(
        _ key: String, _ reader: inout YAMLReader, _ meaning: String, check: (inout YAMLReader) -> Void
    ) -> [String: String] {
        reader.mapping(key, meaning) { inner in
            check(&inner)
            let names = inner.keys(as: "NAME").map(\.value)
            return Dictionary(
                names.compactMap { name in
                    inner.string(name, "The words of that name.").map { (name, $0.value) }
                }
            ) { first, _ in first }
        } ?? [:]
    }
}
