import Content
import Diagnostics

/// `passphrases.txt`: a line `name: words` for each passphrase. No diagnostic shows a line of it.
struct PassphraseFile {
    struct Entry {
        var words: String
        /// Where the words come from; never with an excerpt.
        var location: SourceLocation?
        var place: String
    }

    private(set) var entries: [String: Entry] = [:]

    /// - Parameters:
    ///   - bytes: the file; nil where there is none.
    ///   - variables: the environment's, which come before the file.
    init(_ bytes: [UInt8]?, variables: [String: String], names: [String], _ faults: inout Faults) {
        if let bytes { parse(bytes, &faults) }
        for name in names {
            let variable = Self.variable(for: name)
            guard let words = variables[variable], !words.isEmpty else { continue }
            entries[name] = Entry(words: words, location: nil, place: variable)
        }
    }

    /// `SEALPRESS_PASSPHRASE_AUTUMN_2026` for `autumn-2026`.
    static func variable(for name: String) -> String {
        BuildInputs.passphrasePrefix + name.uppercased().replacing("-", with: "_")
    }

    private mutating func parse(_ bytes: [UInt8], _ faults: inout Faults) {
        let file = Workplace.passphrasesPath
        guard let text = String(validating: bytes, as: UTF8.self) else {
            faults.add([.error("'\(file)' is not UTF-8 text")])
            return
        }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let line = line.drop(while: \.isWhitespace)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let location = SourceLocation(file: file, line: index + 1)
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first.map(String.init), isIdentifier(name) else {
                faults.add([
                    .error(
                        "this line is no 'name: words'", at: location,
                        hint: "a name has lower-case letters, digits and '-'; a '#' begins a comment")
                ])
                continue
            }
            guard entries[name] == nil else {
                faults.add([.error("there are two passphrases '\(name)'", at: location, hint: "delete one")])
                continue
            }
            entries[name] = Entry(words: String(parts[1]), location: location, place: file)
        }
    }
}
