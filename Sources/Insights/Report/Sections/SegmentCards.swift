import Foundation
import Metrics

/// Groups of alike members.
extension ReportContext {
    var segmentSection: Section {
        Section(id: "groups", title: words.segmentsHeading, cards: [crowd, profiles])
    }

    private static let styles = ["f0", "f2", "f1", "f3", "f4"]
    private static let otherStyle = "f5"

    private func style(_ segment: Int) -> String {
        Self.styles.indices.contains(segment) ? Self.styles[segment] : Self.otherStyle
    }

    private var crowd: Card {
        Card("segments", words.segments, results.segments, words) { card, result in
            let members = result.members
            let count = [members.segment.count, members.recency.count, members.frequency.count].min() ?? 0
            // Members by recency, frequency and segment; few of one kind are merged with the others there.
            var counts: [[Int: Int]] = Array(repeating: [:], count: 25)
            for index in 0..<count {
                let (column, row) = (members.recency[index] - 1, members.frequency[index] - 1)
                guard (0..<5).contains(column), (0..<5).contains(row) else { continue }
                counts[row * 5 + column][members.segment[index], default: 0] += 1
            }
            var cells: [Crowd.Cell] = []
            var rows: [[DataTable.Cell]] = []
            for (place, segments) in counts.enumerated() {
                let present = segments.sorted { $0.key < $1.key }
                let split = SmallGroups.split(present.map(\.value))
                var shown = split.kept.map { (segment: Optional(present[$0].key), count: present[$0].value) }
                if split.mergedSize > 0 { shown.append((nil, split.mergedSize)) }
                guard !shown.isEmpty else { continue }
                cells.append(
                    Crowd.Cell(
                        column: place % 5, row: place / 5,
                        members: shown.map { ($0.segment.map(style) ?? Self.otherStyle, $0.count) }))
                rows += shown.map {
                    [
                        .count(place % 5 + 1), .count(place / 5 + 1),
                        .text($0.segment.map { segmentName(result, $0) } ?? words.others), .people($0.count),
                    ]
                }
            }
            let perDot = max(1, (count + 799) / 800)
            let crowd = Crowd(
                cells: cells, columns: (1...5).map(String.init), rows: (1...5).map(String.init),
                columnTitle: words.recencyAxis, rowTitle: words.frequencyAxis, perDot: perDot)
            // With few members no place holds enough of them: an empty square says nothing.
            if !cells.isEmpty {
                card.chart = Chart(
                    title: card.title, description: words.crowdDescription(perDot), draw: crowd.draw)
            }
            let shown = visibleSegments(result)
            card.legend = shown.kept.map {
                LegendItem(style($0), "\(segmentName(result, $0)) (\(words.count(result.segments[$0].size)))")
            }
            if cells.contains(where: { $0.members.contains { $0.style == Self.otherStyle } }) {
                card.legend.append(LegendItem(Self.otherStyle, words.mixed))
            }
            card.table = DataTable(
                "segments", ["recency", "frequency", "segment", "members"].map(words.column), rows)
            let total = max(result.segments.reduce(0) { $0 + $1.size }, 1)
            card.sentence = words.segmentsSentence(
                words.list(
                    shown.kept.map {
                        words.sized(
                            segmentName(result, $0),
                            words.roundPercent(Double(result.segments[$0].size) / Double(total)))
                    }), perDot: perDot, isWeak: (result.silhouette ?? 1) < 0.25)
            if result.upgrades >= SmallGroups.fewest {
                card.action = .init(weight: 0.5, text: words.upgradeAction(words.count(result.upgrades)))
            }
        }
    }

    private func visibleSegments(_ result: SegmentsResult) -> SmallGroups.Split {
        SmallGroups.split(result.segments.map(\.size))
    }

    private func segmentName(_ result: SegmentsResult, _ index: Int) -> String {
        guard result.segments.indices.contains(index) else { return words.others }
        return words.segment(result.segments[index].name, index + 1, of: result.segments.count)
    }

    private var profiles: Card {
        Card("profiles", words.profiles, results.segments, words) { card, result in
            card.cautions = []
            let shown = visibleSegments(result).kept
            let features = result.features
            /// In the feature's own unit: all but the share are given as logarithms.
            func value(_ segment: Int, _ feature: Int) -> Double {
                let centre = result.segments[segment].centre
                guard centre.indices.contains(feature) else { return 0 }
                let value = centre[feature]
                return features[feature] == "share of lessons done" ? value : max(exp(min(value, 30)) - 1, 0)
            }
            func text(_ segment: Int, _ feature: Int) -> String {
                let value = value(segment, feature)
                if features[feature] == "share of lessons done" { return words.percent(value) }
                return words.figure(value)
            }
            var panels: [Profiles.Panel] = []
            for feature in features.indices {
                panels.append(
                    Profiles.Panel(
                        name: words.term(features[feature]),
                        bars: shown.map { (value($0, feature), text($0, feature), style($0)) }))
            }
            let drawn = Profiles(panels: panels)
            card.chart = Chart(title: card.title, description: words.profilesDescription, draw: drawn.draw)
            card.legend = shown.map { LegendItem(style($0), segmentName(result, $0)) }
            card.table = DataTable(
                "profiles",
                ["segment", "members"].map(words.column)
                    + features.map {
                        DataTable.Column($0.replacingOccurrences(of: " ", with: "_"), words.term($0))
                    },
                shown.map { segment in
                    [.text(segmentName(result, segment)), .people(result.segments[segment].size)]
                        + features.indices.map { .number(value(segment, $0), decimals: 2) }
                })
            card.sentence = words.profilesSentence(
                upgrades: words.people(result.upgrades), downgrades: words.people(result.downgrades),
                hasGrades: !result.grades.isEmpty)
        }
    }
}
