import Foundation
import Sealing
import Testing

@Suite struct `Signatures` {
    private let file = Array("{\"files\":[]}\n".utf8)
    private let comment = "epoch:2026-11 date:2026-11-21 – Übung"

    @Test func `verify, and give back the trusted comment`() throws {
        let keys = try Fixtures.keys()
        let signature = try keys.sign(file, trustedComment: comment)
        #expect(try keys.publicKey.verify(file, signature: signature) == comment)
        #expect(try keys.sign(file, trustedComment: comment) == signature)
        #expect(try keys.publicKey.verify([], signature: keys.sign([], trustedComment: "")) == "")
    }

    @Test func `do not verify another file, key, or comment`() throws {
        let keys = try Fixtures.keys()
        let other = try Fixtures.keys(Fixtures.rootBytes.reversed())
        let signature = try keys.sign(file, trustedComment: comment)
        #expect(throws: SignatureError.wrongSignature) {
            try keys.publicKey.verify(file + [0], signature: signature)
        }
        #expect(throws: SignatureError.wrongComment) {
            try keys.publicKey.verify(
                file, signature: signature.replacing("epoch:2026-11", with: "epoch:2026-12"))
        }
        #expect(
            throws: SignatureError.wrongKey(expected: other.publicKey.idText, found: keys.publicKey.idText)
        ) {
            try other.publicKey.verify(file, signature: signature)
        }
        let untrusted = signature.replacing("from a Sealpress site's key", with: "from somebody")
        #expect(try keys.publicKey.verify(file, signature: untrusted) == comment)
    }

    @Test func `cut, extended or flipped anywhere do not verify`() throws {
        let key = try Fixtures.keys().publicKey
        let text = try Array(Fixtures.keys().sign(file, trustedComment: "t", untrustedComment: "u").utf8)
        let untrusted = "untrusted comment: ".utf8.count
        for index in text.indices {
            var damaged = text
            damaged[index] ^= 1
            if index != untrusted {
                #expect(throws: SignatureError.self, "byte \(index)") {
                    try key.verify(file, signature: String(decoding: damaged, as: UTF8.self))
                }
            }
            #expect(throws: SignatureError.self, "\(index) bytes") {
                try key.verify(file, signature: String(decoding: text[..<index], as: UTF8.self))
            }
        }
        #expect(throws: SignatureError.malformed) {
            try key.verify(file, signature: String(decoding: text, as: UTF8.self) + "\n")
        }
    }

    @Test func `of minisign's older kind are told apart`() throws {
        let keys = try Fixtures.keys()
        let text = try keys.sign(file, trustedComment: "t")
        let lines = text.split(separator: "\n").map(String.init)
        let legacy = text.replacing(lines[1], with: "RW" + lines[1].dropFirst(2))
        #expect(throws: SignatureError.self) { try keys.publicKey.verify(file, signature: legacy) }
        let decoded = try #require(Data(base64Encoded: lines[1]))
        let legacyLine = (Data("Ed".utf8) + decoded.dropFirst(2)).base64EncodedString()
        #expect(throws: SignatureError.unsupportedAlgorithm) {
            try keys.publicKey.verify(file, signature: text.replacing(lines[1], with: legacyLine))
        }
    }

    @Test func `have comments of one printable line`() throws {
        let keys = try Fixtures.keys()
        for comment in ["a\nb", "a\rb", "a\u{0}", "a\u{7F}", String(repeating: "a", count: 8193)] {
            #expect(throws: SealingError.invalidComment) { try keys.sign(file, trustedComment: comment) }
            #expect(throws: SealingError.invalidComment) {
                try keys.sign(file, trustedComment: "", untrustedComment: comment)
            }
        }
    }

    @Test func `Public keys read back from their file and from its second line`() throws {
        let key = try Fixtures.keys().publicKey
        #expect(try MinisignPublicKey(parsing: key.text) == key)
        #expect(try MinisignPublicKey(parsing: key.base64) == key)
        #expect(try MinisignPublicKey(parsing: key.base64 + "\n") == key)
        for text in [
            "", "\n", "untrusted comment: x\n", key.base64.dropLast() + "", "x\n" + key.base64,
            key.text + "x",
        ] {
            #expect(throws: SignatureError.malformed) { try MinisignPublicKey(parsing: text) }
        }
    }

    static let minisign = ["/usr/bin/minisign", "/usr/local/bin/minisign", "/opt/homebrew/bin/minisign"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: minisign != nil, "minisign is not installed"))
    func `are accepted by minisign, and altered files are not`() throws {
        let keys = try Fixtures.keys()
        let folder = FileManager.default.temporaryDirectory.appending(path: "sealpress-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let manifest = folder.appending(path: "manifest.json")
        try Data(file).write(to: manifest)
        try Data(keys.sign(file, trustedComment: comment).utf8)
            .write(to: folder.appending(path: "manifest.json.minisig"))
        try Data(keys.publicKey.text.utf8).write(to: folder.appending(path: "site.pub"))

        func verify(_ key: [String]) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = URL(filePath: try #require(Self.minisign))
            process.arguments = ["-V", "-m", manifest.path()] + key
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }

        let byFile = try verify(["-p", folder.appending(path: "site.pub").path()])
        #expect(byFile.status == 0, "\(byFile.output)")
        #expect(byFile.output.contains("Trusted comment: \(comment)"))
        #expect(try verify(["-P", keys.publicKey.base64]).status == 0)
        try Data(file + [32]).write(to: manifest)
        #expect(try verify(["-P", keys.publicKey.base64]).status != 0)
    }
}
