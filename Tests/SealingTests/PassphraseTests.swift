import Sealing
import Testing

@Suite struct `Passphrases` {
    @Test(
        "PBKDF2 gives the published answers",
        arguments: [
            // RFC 7914 § 11
            (
                "passwd", "salt", 1,
                "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                    + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
            ),
            (
                "Password", "NaCl", 80_000,
                "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                    + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
            ),
            // The inputs of RFC 6070, with SHA-256
            ("password", "salt", 1, "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"),
            ("password", "salt", 2, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
            ("password", "salt", 4096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
            (
                "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096,
                "348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1c635518c7dac47e9"
            ),
            ("pass\0word", "sa\0lt", 4096, "89b69d0516f829893c696226650a8687"),
        ])
    func publishedVectors(password: String, salt: String, iterations: Int, expected: String) throws {
        let derived = try PBKDF2.derive(
            from: SecretBytes(copying: Array(password.utf8)), salt: Array(salt.utf8), iterations: iterations,
            count: expected.utf8.count / 2)
        #expect(hex(derived) == expected)
    }

    @Test(
        "What people type otherwise is the same passphrase",
        arguments: [
            "Orchid Lantern  Gravel ÜBUNG", " orchid-lantern–gravel\u{3000}übung\n",
            "orchid\tlantern\u{A0}gravel u\u{308}bung", "ＯＲＣＨＩＤ　ｌａｎｔｅｒｎ－ｇｒａｖｅｌ übung",
            "or\u{AD}chid \u{200B}lantern gravel übung\u{FEFF}",
        ])
    func spellings(text: String) throws {
        #expect(try Passphrase(text) == Passphrase("orchid lantern gravel übung"))
    }

    @Test("A Greek sigma at the end of a word and a curly apostrophe make no difference")
    func sigmaAndApostrophe() throws {
        #expect(try Passphrase("ΛΌΓΟΣ don’t open twice") == Passphrase("λόγος don't open twice"))
        #expect(try Passphrase("λόγοσ don‘t open twice") == Passphrase("λόγος don't open twice"))
    }

    @Test("Other words, another order or another number of words is another passphrase")
    func differences() throws {
        let one = try Passphrase("orchid lantern gravel compass")
        for text in [
            "lantern orchid gravel compass", "orchid lantern gravel compass compass",
            "orchidlantern gravel compass four", "orchid lantern gravel compasß",
        ] {
            #expect(try Passphrase(text) != one)
        }
    }

    @Test(
        "Weak passphrases are refused",
        arguments: [
            ("", PassphraseError.tooFewWords(found: 0)),
            ("orchid lantern gravel", .tooFewWords(found: 3)),
            ("orchid orchid Orchid lantern", .tooFewWords(found: 2)),
            ("orchid 1234 5678 9012 lantern", .tooFewWords(found: 2)),
            ("a b c ddddd", .tooShort),
            ("cold mint barn lake", .looksLikeCode),
            ("cold mint barn elephant", .looksLikeCode),
            ("EJ0W-HAC8-H395-D1AF-3YF7-J22M-PWCS", .looksLikeCode),
            (String(repeating: "abcdef ghijkl mnopqr stuvwx ", count: 20), .tooLong),
        ])
    func weakOnes(text: String, error: PassphraseError) {
        #expect(throws: error) { try Passphrase(text) }
    }

    @Test("What is far too long is refused before it is looked at")
    func farTooLong() {
        #expect(throws: PassphraseError.tooLong) { try Passphrase(String(repeating: "a", count: 100_000)) }
    }

    @Test("No error and no description shows any of the words")
    func nothingIsShown() throws {
        let passphrase = try Passphrase("orchid lantern gravel compass")
        #expect(!"\(passphrase)\(String(reflecting: passphrase))".contains("orchid"))
        for error in [
            PassphraseError.tooFewWords(found: 3), .tooShort, .tooLong, .looksLikeCode,
        ] {
            #expect(!"\(error)".contains("orchid"))
        }
    }

    @Test("The settings file reads back, and anything else is refused")
    func settings() throws {
        let settings = try Fixtures.keys().passphraseSettings
        #expect(try PassphraseSettings(parsing: settings.file) == settings)
        let text = String(decoding: settings.file, as: UTF8.self)
        let wrong: [(String, OpeningError)] = [
            ("", .notSealpress), ("{}", .notSealpress),
            (text.replacing("passphrase/1", with: "passphrase/2"), .unsupportedVersion("2")),
            (text.replacing("passphrase/1", with: "passphrase/01"), .notSealpress),
            (text.replacing("600000", with: "599999"), .malformedHeader),
            (text.replacing("600000", with: "0600000"), .malformedHeader),
            (text.replacing("600000", with: "10000001"), .malformedHeader),
            (text.replacing("\"salt\":\"", with: "\"salt\":\"A"), .malformedHeader),
            (text + "\n", .malformedHeader), (String(text.dropLast()), .malformedHeader),
        ]
        for (text, error) in wrong {
            #expect(throws: error, "\(text)") { try PassphraseSettings(parsing: Array(text.utf8)) }
        }
        for count in 0..<settings.file.count {
            #expect(throws: OpeningError.self) {
                try PassphraseSettings(parsing: Array(settings.file.prefix(count)))
            }
        }
    }
}
