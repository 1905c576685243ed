import Sealing
import Testing

@Suite struct `Vectors of passphrases and private files` {
    struct PassphraseDocument: Codable, Equatable {
        struct Accepted: Codable, Equatable { var text, secret, bundleID: String }
        struct Refused: Codable, Equatable { var text, failure: String }

        var rootKey, salt, settingsFile: String
        var iterations: Int
        var accepted: [Accepted]
        var refused: [Refused]
    }

    @Test func `passphrases.json: spellings of passphrases with their secrets, and those that are refused`()
        throws
    {
        let settings = try Fixtures.keys().passphraseSettings
        let accepted = [
            "orchid lantern gravel compass", " Orchid-LANTERN – gravel\u{3000}compass\n",
            "Straße über den Fluß",
            "ΟΔΟΣ don’t turn twice", "ｏｒｃｈｉｄ　lantern gravel com\u{AD}pass", "今天 天气 晴朗 适合 阅读",
        ]
        let refused = [
            "orchid lantern gravel", "orchid 1234 5678 9012 lantern", "a b c ddddd", "cold mint barn lake",
            "cold mint barn elephant",
            "EJ0W-HAC8-H395-D1AF-3YF7-J22M-PWCS",
        ]
        let document = try PassphraseDocument(
            rootKey: hex(Fixtures.rootBytes), salt: hex(settings.salt),
            settingsFile: String(decoding: settings.file, as: UTF8.self), iterations: settings.iterations,
            accepted: accepted.map { text in
                let code = try Passphrase(text).code(settings)
                return .init(
                    text: text, secret: code.withUnsafeBytes { hex(Array($0)) }, bundleID: code.bundleID.hex)
            },
            refused: refused.map { text in
                do {
                    _ = try Passphrase(text)
                    return .init(text: text, failure: "none")
                } catch let error as PassphraseError {
                    return .init(text: text, failure: passphraseFailure(error))
                }
            })
        #expect(!document.refused.contains { $0.failure == "none" })
        #expect(document.accepted[0].secret == document.accepted[1].secret)
        try Vectors.check(document, "passphrases.json")
    }

    private func passphraseFailure(_ error: PassphraseError) -> String {
        switch error {
        case .tooFewWords: "words"
        case .tooShort: "short"
        case .tooLong: "long"
        case .looksLikeCode: "code"
        }
    }

    struct PrivateDocument: Codable, Equatable {
        struct Case: Codable, Equatable {
            var name: String
            /// Bytes of the pattern.
            var pattern: Int
            var salt, file: String
        }
        struct Refused: Codable, Equatable { var name, what, failure, file: String }

        var rootKey: String
        var cases: [Case]
        var refused: [Refused]
    }

    @Test func `private.json: sealed rosters that open, and files that do not`() throws {
        let keys = try Fixtures.keys()
        if Vectors.isRecording, (try? Vectors.read("private.json") as PrivateDocument) == nil {
            try record(keys)
        }
        // The stream's header is drawn, so the files are compared by what they open to.
        let document: PrivateDocument = try Vectors.read("private.json")
        #expect(document.cases.count == 3)
        for entry in document.cases {
            let opened = try keys.openPrivate([UInt8](base64: entry.file), name: entry.name)
            #expect(opened == Fixtures.pattern(entry.pattern))
            // Line and salt follow from name and contents.
            let again = try keys.sealPrivate(opened, name: entry.name)
            let lines = try [UInt8](base64: entry.file).prefix { $0 != 0x7D }
            #expect(again.starts(with: lines))
        }
        #expect(document.refused.count == 7)
        for entry in document.refused {
            let found = try failureClass {
                _ = try keys.openPrivate([UInt8](base64: entry.file), name: entry.name)
            }
            #expect(found == entry.failure, "\(entry.what)")
        }
    }

    private func record(_ keys: SiteKeys) throws {
        let cases = try [("members.csv", 0), ("members.csv", 300), ("payments.csv", 66_000)].map {
            name, count in
            let file = try keys.sealPrivate(Fixtures.pattern(count), name: name)
            let salt = try #require(file.firstRange(of: Array("\"salt\":\"".utf8)))
            return PrivateDocument.Case(
                name: name, pattern: count,
                salt: String(decoding: file[salt.upperBound...].prefix(22), as: UTF8.self), file: file.base64)
        }
        let good = try [UInt8](base64: cases[1].file)
        func changed(_ place: Int) -> [UInt8] {
            var file = good
            file[place] ^= 1
            return file
        }
        let other = try Fixtures.keys([UInt8](repeating: 9, count: 32))
        let refused: [(String, String, [UInt8], String)] = [
            ("an altered byte", "damaged", changed(good.count - 100), "members.csv"),
            ("cut short by a byte", "damaged", Array(good.dropLast()), "members.csv"),
            ("an altered stream header", "damaged", changed(75), "members.csv"),
            (
                "sealed under another root key", "damaged", try other.sealPrivate([], name: "members.csv"),
                "members.csv"
            ),
            ("another file's name", "id", good, "payments.csv"),
            (
                "an unknown version", "version", Array("sealpress-private/2\n".utf8) + good.dropFirst(20),
                "members.csv"
            ),
            ("a plain file", "not-sealpress", Array("id,tier\n".utf8), "members.csv"),
        ]
        try Vectors.record(
            PrivateDocument(
                rootKey: hex(Fixtures.rootBytes), cases: cases,
                refused: refused.map { .init(name: $3, what: $0, failure: $1, file: $2.base64) }),
            "private.json")
    }
}
