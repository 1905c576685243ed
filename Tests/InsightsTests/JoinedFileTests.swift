import Diagnostics
import Foundation
import Insights
import TestSupport
import Testing

@Suite("Files that are joined with the facts")
struct JoinedFileTests {
    @Test("costs name a channel and month once")
    func costs() {
        var faults: [Diagnostic] = []
        let text = "spend,channel,month\n5,ads,2026-11\n7.25,ads,2026-10\n1,ads,2026-11\n"
        let costs = CostsFile.parse(Array(text.utf8), file: "costs.csv", &faults)
        #expect(
            costs.map { "\($0.channel) \($0.month) \($0.spend)" } == ["ads 2026-11 5", "ads 2026-10 7.25"])
        #expect(faults.map(\.message) == ["'ads' in 2026-11 is there twice, also on line 2"])
        #expect(faults.first?.location?.line == 4)
    }

    @Test("a missing column is named, with the one that was meant")
    func columns() {
        var faults: [Diagnostic] = []
        #expect(CostsFile.parse(Array("chanel,month,spend\n".utf8), file: "costs.csv", &faults).isEmpty)
        #expect(
            faults.map(\.message) == ["there is no column 'channel'"] && faults[0].hint == "is it 'chanel'?")
    }

    @Test("no bytes crash the readers, and what is read was whole")
    func fuzzing() {
        var random = SeededGenerator(seed: 3)
        let samples = [
            ("costs.csv", "channel,month,spend\nads,2026-11,5\n\"a,b\",2026-01,0.50\n"),
            (
                "comments.csv",
                "time,text,member,route\n2026-11-20,\"a\nb\",ada,/b/\n2026-11-20T10:00:00Z,x,,\n"
            ),
            ("comments.ndjson", "{\"time\":\"2026-11-20\",\"text\":\"\\u00e9\",\"member\":null}\n{}\n"),
        ]
        for round in 0..<3000 {
            let (file, text) = samples[round % samples.count]
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.insert(Array("\",\n{}[]\\".utf8).randomElement(using: &random) ?? 0, at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 3))
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            var faults: [Diagnostic] = []
            for cost in CostsFile.parse(bytes, file: file, &faults) {
                #expect(!cost.channel.isEmpty && cost.month.utf8.count == 7)
            }
            for comment in CommentsFile.parse(bytes, file: file, timeZone: .gmt, &faults) {
                #expect(comment.route.isEmpty || comment.route.hasPrefix("/"))
            }
        }
    }
}
