import Foundation
import Sealing
import Site
import Testing

/// The same as `SecrecyTests`, for sites of random structure.
@Suite struct SecrecyPropertyTests {
    private static let seeds = Array<UInt64>(1...24)

    @Test(arguments: seeds)
    func `no secret is in a public file, and each opens for exactly those who may`(seed: UInt64) throws {
        let random = RandomSite(seed: seed)
        let courses = Set(random.secrets.compactMap(\.course)).sorted()
        let others = Dictionary(uniqueKeysWithValues: courses.map { ("only-" + $0, $0) })
        let site = try TestSite(
            random.files,
            roster: [
                "basic,basic,,,,active,1", "lapsed,premium,,,2026-11-01,active,1",
                "premium,premium,,,,active,1",
            ]
                + others.sorted { $0.key < $1.key }.map { "\($0.key),,\($0.value),,,active,1" })
        try site.build()

        for (path, bytes) in try site.files() {
            let text = String(decoding: bytes, as: UTF8.self)
            let leaked = text.matches(of: /zq\d+secret/).map { String($0.output) }
            #expect(leaked.isEmpty, "seed \(seed): \(leaked) in \(path)")
        }
        for (route, marks) in random.marks {
            for mark in marks {
                #expect(site.page(route).contains(mark), "seed \(seed): \(mark) is not open on \(route)")
            }
        }
        let routes = Set(random.secrets.map(\.route))
        for member in ["basic", "lapsed", "premium"] + others.keys {
            for route in routes {
                let read = Set(
                    try site.sections(route, as: member).compactMap(\.self).joined()
                        .matches(of: /zq\d+secret/).map { String($0.output) })
                let wanted = random.secrets.filter { $0.route == route && opens($0, member, others[member]) }
                #expect(read == Set(wanted.map(\.word)), "seed \(seed): \(member) on \(route)")
            }
        }
    }

    private func opens(_ secret: RandomSite.Secret, _ member: String, _ course: String?) -> Bool {
        switch member {
        case "premium": true
        case "basic": secret.tier == "basic"
        case "lapsed": false
        default: secret.course == course
        }
    }
}
