import Foundation
import Sealing
import Testing

/// The keys that the tests and the vectors share: root key 00 01 02 … 1f.
enum Fixtures {
    static let rootBytes = (0..<32).map { UInt8($0) }
    static let id = "00112233445566778899aabbccddeeff"

    static func keys(_ rootBytes: [UInt8] = rootBytes) throws -> SiteKeys {
        try SiteKeys(root: RootKey(bytes: SecretBytes(copying: rootBytes)))
    }

    static func sealedID(_ hex: String = id) throws -> SealedID {
        try #require(SealedID(hex: hex))
    }

    static func grants(_ names: [String], from keys: SiteKeys) throws -> HeldGrants {
        var grants: HeldGrants = [:]
        for name in names {
            let grant = try GrantEpoch(name)
            grants[grant] = keys.grantKey(grant)
        }
        return grants
    }

    static func recipients(_ names: [String] = ["tier:premium@2026-11"]) throws -> Recipients {
        try Recipients(grants(names, from: keys()))
    }

    static func held(_ names: [String] = ["tier:premium@2026-11"]) throws -> HeldGrants {
        try grants(names, from: keys())
    }

    /// Bytes without a period of a chunk's length: byte i is i ⊕ (i >> 8) ⊕ (i >> 16), cut to 8 bits.
    static func pattern(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 ^ ($0 >> 8) ^ ($0 >> 16)) }
    }

    static func bundle(grants names: [String] = ["tier:premium@2026-11"]) throws -> BundlePlaintext {
        try BundlePlaintext(
            member: "anna", tier: "premium", courses: ["swift-basics"], from: "2026-01-15", until: nil,
            status: .active, issued: 1_793_491_200, grants: held(names))
    }

    /// Something of everything.
    static func advice() throws -> BundleAdvice {
        try BundleAdvice(
            policy: "slate-2026-11-21",
            lessons: [
                .init(
                    route: "/courses/a/two/", title: "Two", reason: .continuesCourse,
                    because: #""One" \ 一"#),
                .init(route: "/标签/", title: "T", reason: .popular),
            ],
            progress: [
                .init(
                    course: "a", title: "A", route: "/courses/a/", completed: 1, lessons: 3,
                    next: .init(route: "/courses/a/two/", title: "Two")),
                .init(course: "b", title: "B", route: "/courses/b/", completed: 2, lessons: 2, next: nil),
            ],
            offer: .init(
                id: "spring", kind: .promotion, title: "Spring", text: "Käse – 12 €",
                url: "https://shop.example/?a=b", price: "12 EUR", until: "2026-12-01"),
            standing: .init(points: 12.5, rank: 1, members: 2),
            arms: ["teaser": "b", "price-1": "low"])
    }
}

/// A source over bytes in memory that gives at most `step` bytes at a time.
func source(_ bytes: [UInt8], step: Int = .max) -> ByteSource {
    var rest = bytes[...]
    return { buffer in
        let taken = rest.prefix(min(buffer.count, step))
        buffer.copyBytes(from: taken)
        rest = rest.dropFirst(taken.count)
        return taken.count
    }
}

/// The bytes of a secret, for comparison with a vector.
func hex(_ secret: SecretBytes) -> String {
    secret.withUnsafeBytes { hex(Array($0)) }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
}

func bytes(hex text: String) -> [UInt8] {
    stride(from: 0, to: text.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
}
