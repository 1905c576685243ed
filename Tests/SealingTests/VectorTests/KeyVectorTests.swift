import Sealing
import Testing

@Suite struct `Vectors of keys and codes` {
    struct KeysDocument: Codable, Equatable {
        struct GrantKeyCase: Codable, Equatable { var grant, epoch, key: String }
        struct MemberCase: Codable, Equatable {
            var id: String
            var generation: Int
            var secret, code, bundleID, beaconID, bundlePath: String
        }
        struct SectionCase: Codable, Equatable { var route, section, id: String }
        struct AssetCase: Codable, Equatable { var path, id: String }

        var rootKey, printedRootKey, publicKey, publicKeyID: String
        var grantKeys: [GrantKeyCase]
        var members: [MemberCase]
        var sections: [SectionCase]
        var assets: [AssetCase]
    }

    @Test func `keys.json: everything derived from the root key`() throws {
        let keys = try Fixtures.keys()
        let grants = [
            ("tier:premium", "2026-11"), ("tier:premium", "2026-12"), ("tier:premium", "2026-11.1"),
            ("tier:basic", "2026-Q4"), ("tier:basic", "2026"), ("course:swift-basics", "0"),
            ("course:swift-basics/drip-14", "3"),
        ]
        let members = [("anna", 1), ("anna", 2), ("ben", 1), ("m-0042", 10)]
        let document = try KeysDocument(
            rootKey: hex(Fixtures.rootBytes),
            printedRootKey: RootKey(bytes: SecretBytes(copying: Fixtures.rootBytes)).printed(),
            publicKey: keys.publicKey.base64, publicKeyID: keys.publicKey.idText,
            grantKeys: grants.map { grant, epoch in
                let key = try keys.grantKey(GrantEpoch(grant: grant, epoch: epoch))
                return .init(grant: grant, epoch: epoch, key: key.withUnsafeBytes { hex(Array($0)) })
            },
            members: members.map { id, generation in
                let code = keys.unlockCode(member: id, generation: generation)
                return .init(
                    id: id, generation: generation, secret: code.withUnsafeBytes { hex(Array($0)) },
                    code: code.printed(), bundleID: code.bundleID.hex, beaconID: code.beaconID.hex,
                    bundlePath: code.bundleID.path)
            },
            sections: [
                ("articles/ownership/", "s1"), ("articles/ownership/", "s2"), ("courses/所有权/übung/", "bonus"),
                ("articles/u\u{308}bung/", "s1"),
            ].map { .init(route: $0, section: $1, id: keys.sectionID(route: $0, section: $1).hex) },
            assets: ["images/graph.png", "courses/swift-basics/übung.zip"]
                .map { .init(path: $0, id: keys.assetID(path: $0).hex) })
        try Vectors.check(document, "keys.json")
    }

    struct CodesDocument: Codable, Equatable {
        enum Kind: String, Codable { case unlockCode, rootKey }
        struct Accepted: Codable, Equatable {
            var kind: Kind
            var text, secret: String
        }
        struct Refused: Codable, Equatable {
            var kind: Kind
            var text, failure: String
        }

        var accepted: [Accepted]
        var refused: [Refused]
    }

    @Test func `codes.json: spellings of codes that are read, and those that are refused`() throws {
        let code = try Fixtures.keys().unlockCode(member: "anna", generation: 1)
        let printed = code.printed()
        let root = try RootKey(bytes: SecretBytes(copying: Fixtures.rootBytes)).printed()
        let ones = [UInt8](repeating: 0, count: 15) + [33]
        let zeros = try UnlockCode(bytes: SecretBytes(copying: ones)).printed()
        let accepted: [(CodesDocument.Kind, String)] = [
            (.unlockCode, printed), (.unlockCode, printed.lowercased()),
            (.unlockCode, printed.replacing("-", with: "")), (.unlockCode, printed.replacing("-", with: " ")),
            (.unlockCode, "  \(printed)\r\n"), (.unlockCode, printed.map { "\($0)-" }.joined()),
            (.unlockCode, zeros), (.unlockCode, zeros.replacing("0", with: "O").replacing("1", with: "I")),
            (.unlockCode, zeros.replacing("0", with: "o").replacing("1", with: "l")),
            (.unlockCode, zeros.replacing("1", with: "L").lowercased()),
            (.rootKey, root), (.rootKey, root.lowercased().replacing("-", with: " ")),
            (.rootKey, root.replacing("0", with: "o").replacing("1", with: "i")),
        ]
        let last = printed.last == "0" ? "1" : "0"
        let refused: [(CodesDocument.Kind, String)] = [
            (.unlockCode, ""), (.unlockCode, String(printed.dropLast())), (.unlockCode, printed + "0"),
            (.unlockCode, printed.dropLast() + last), (.unlockCode, "U" + printed.dropFirst()),
            (.unlockCode, printed.replacing("-", with: "_")), (.unlockCode, printed.dropLast() + "!"),
            (.unlockCode, printed.dropLast() + "ü"), (.unlockCode, root), (.rootKey, printed),
            (.rootKey, root.dropLast() + (root.last == "0" ? "1" : "0")), (.rootKey, "U" + root.dropFirst()),
        ]
        let document = try CodesDocument(
            accepted: accepted.map { .init(kind: $0, text: $1, secret: try secret($0, $1)) },
            refused: refused.map { kind, text in
                do {
                    _ = try secret(kind, text)
                    return .init(kind: kind, text: text, failure: "none")
                } catch let error as CodeError {
                    return .init(kind: kind, text: text, failure: failureClass(of: error))
                }
            })
        #expect(!document.refused.contains { $0.failure == "none" })
        try Vectors.check(document, "codes.json")
    }

    private func secret(_ kind: CodesDocument.Kind, _ text: String) throws -> String {
        switch kind {
        case .unlockCode: try UnlockCode(parsing: text).withUnsafeBytes { hex(Array($0)) }
        case .rootKey: try RootKey(printed: text).withUnsafeBytes { hex(Array($0)) }
        }
    }

    private func failureClass(of error: CodeError) -> String {
        switch error {
        case .invalidSymbol: "symbol"
        case .wrongLength: "length"
        case .wrongChecksum: "checksum"
        }
    }
}
