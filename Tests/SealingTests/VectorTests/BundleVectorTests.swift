import Sealing
import Testing

@Suite struct `Vectors of bundles and signatures` {
    struct BundlesDocument: Codable, Equatable {
        struct Case: Codable, Equatable {
            var name, member, code, path: String
            var tier: String?
            var courses: [String]
            var from, until: String?
            var status: String
            var issued: Int64
            var grants: [String]
            /// The value of the field `advice`, as it stands in the plaintext.
            var advice: String?
            var paddedCount: Int
            /// The plaintext without its padding.
            var plaintext: String
            var file: String
        }

        var rootKey: String
        var cases: [Case]
    }

    @Test func `bundles.json: bundles of members of every kind`() throws {
        let longest = try bundles().map(\.1.encodedCount).max() ?? 0
        let padded = BundlePlaintext.paddedCount(longest: longest)
        let document = try BundlesDocument(
            rootKey: hex(Fixtures.rootBytes),
            cases: bundles().map { name, bundle in
                let code = try Fixtures.keys().unlockCode(member: bundle.member, generation: 1)
                let file = try Fixtures.keys().seal(bundle, paddedTo: padded, for: code)
                #expect(try BundleFile.open(file, with: code) == bundle)
                return .init(
                    name: name, member: bundle.member, code: code.printed(), path: code.bundleID.path,
                    tier: bundle.tier, courses: bundle.courses, from: bundle.from, until: bundle.until,
                    status: bundle.status.rawValue, issued: bundle.issued,
                    grants: bundle.grants.keys.sorted().map(\.text), advice: advice[name],
                    paddedCount: padded,
                    plaintext: json(bundle, advice: advice[name]), file: file.base64)
            })
        try Vectors.check(document, "bundles.json")
    }

    private func bundles() throws -> [(String, BundlePlaintext)] {
        let issued: Int64 = 1_793_491_200
        return try [
            (
                "active",
                BundlePlaintext(
                    member: "anna", tier: "premium", courses: ["swift-basics", "crypto"], from: "2026-01-15",
                    until: nil, status: .active, issued: issued,
                    grants: Fixtures.held([
                        "tier:premium@2026-11", "tier:basic@2026-11", "course:swift-basics@0",
                        "course:swift-basics/drip-14@3", "course:crypto@1",
                    ]))
            ),
            (
                "lapsed",
                BundlePlaintext(
                    member: "ben", tier: "basic", courses: [], from: "2025-02-01", until: "2026-01-31",
                    status: .lapsed, issued: issued, grants: [:])
            ),
            (
                "courses-only",
                BundlePlaintext(
                    member: "m-0042", tier: nil, courses: ["crypto"], from: nil, until: nil, status: .active,
                    issued: issued, grants: Fixtures.held(["course:crypto@1"]))
            ),
            (
                "many-grants",
                BundlePlaintext(
                    member: "zoe", tier: "premium", courses: [], from: "2024-02-29", until: "2026-12-31",
                    status: .active, issued: 0,
                    grants: Fixtures.held((1...12).map { "tier:premium@2026-\($0 < 10 ? "0" : "")\($0)" }))
            ),
            (
                "advised",
                BundlePlaintext(
                    member: "ada", tier: nil, courses: [], from: nil, until: nil, status: .active,
                    issued: issued, grants: [:], advice: Fixtures.advice())
            ),
            (
                "advised-little",
                BundlePlaintext(
                    member: "eve", tier: nil, courses: [], from: nil, until: nil, status: .active,
                    issued: issued, grants: [:],
                    advice: BundleAdvice(
                        standing: .init(points: 0.05, rank: 2, members: 2), arms: ["b-2": "c", "a": "a1"]))
            ),
        ]
    }

    /// Written out, so that the vector does not merely repeat the code.
    private let advice = [
        "advised": #"""
        {"policy":"slate-2026-11-21","lessons":[{"route":"/courses/a/two/","title":"Two","reason":\#
        "continuesCourse","because":"\"One\" \\ 一"},{"route":"/标签/","title":"T","reason":"popular"}],\#
        "progress":[{"course":"a","title":"A","route":"/courses/a/","completed":1,"lessons":3,"next":\#
        "/courses/a/two/","nextTitle":"Two"},{"course":"b","title":"B","route":"/courses/b/","completed":2,\#
        "lessons":2}],"offer":{"id":"spring","kind":"promotion","title":"Spring","text":"Käse – 12 €","url":\#
        "https://shop.example/?a=b","price":"12 EUR","until":"2026-12-01"},"standing":{"points":12.5,"rank":1,\#
        "members":2},"arms":{"price-1":"low","teaser":"b"}}
        """#,
        "advised-little": #"{"standing":{"points":0.05,"rank":2,"members":2},"arms":{"a":"a1","b-2":"c"}}"#,
    ]

    /// Written here a second time, on its own, so that the vector does not merely repeat the code.
    private func json(_ bundle: BundlePlaintext, advice: String?) -> String {
        func text(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
        let grants = bundle.grants.sorted { $0.key < $1.key }.map { grant, key in
            let base64 = key.withUnsafeBytes { Array($0).base64 }
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            return "\"\(grant)\":\"\(base64)\""
        }
        return """
            {"member":\(text(bundle.member)),"tier":\(text(bundle.tier)),\
            "courses":[\(bundle.courses.map { "\"\($0)\"" }.joined(separator: ","))],\
            "from":\(text(bundle.from)),"until":\(text(bundle.until)),"status":"\(bundle.status.rawValue)",\
            "issued":\(bundle.issued),"grants":{\(grants.joined(separator: ","))}\
            \(advice.map { ",\"advice\":\($0)" } ?? "")}
            """
    }

    struct SignatureDocument: Codable, Equatable {
        struct Refusal: Codable, Equatable { var name, file, signature, failure: String }

        var rootKey, publicKeyFile, file, trustedComment, signature: String
        var refusals: [Refusal]
    }

    @Test func `signature.json: a signed manifest, and signatures that do not verify`() throws {
        let keys = try Fixtures.keys()
        let file =
            #"{"files":[{"path":"index.html","size":3,"sha256":"\#(SHA256Digest(of: [97, 98, 99]).hex)"}]}"#
        let comment = "epoch:2026-11 date:2026-11-21"
        let signature = try keys.sign(Array(file.utf8), trustedComment: comment)
        let other = try Fixtures.keys(Fixtures.rootBytes.reversed())
        let foreign = try other.sign(Array(file.utf8), trustedComment: comment)
        let refused = [
            ("another file", file + " ", signature), ("another key", file, foreign),
            ("another trusted comment", file, signature.replacing("2026-11-21", with: "2026-11-22")),
            (
                "a missing line", file,
                signature.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n"
            ),
            ("no signature", file, ""),
        ]
        let document = SignatureDocument(
            rootKey: hex(Fixtures.rootBytes), publicKeyFile: keys.publicKey.text, file: file,
            trustedComment: comment, signature: signature,
            refusals: refused.map { name, file, signature in
                let failure = failureClass(of: signature, over: file, with: keys.publicKey)
                return .init(name: name, file: file, signature: signature, failure: failure)
            })
        #expect(try keys.publicKey.verify(Array(file.utf8), signature: signature) == comment)
        #expect(
            document.refusals.map(\.failure) == ["signature", "key", "comment", "malformed", "malformed"])
        try Vectors.check(document, "signature.json")
    }

    private func failureClass(of signature: String, over file: String, with key: MinisignPublicKey) -> String
    {
        do {
            _ = try key.verify(Array(file.utf8), signature: signature)
            return "none"
        } catch SignatureError.wrongKey {
            return "key"
        } catch SignatureError.wrongSignature {
            return "signature"
        } catch SignatureError.wrongComment {
            return "comment"
        } catch {
            return "malformed"
        }
    }
}
