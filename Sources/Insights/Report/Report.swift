import Files

/// What the models said, as a page for people, as tables for programs, and in short for a terminal.
///
/// A function of its inputs: the same results and options give the same bytes. Groups of fewer than five members are
/// merged or left out of all of it, and members are numbers unless `options.people` has their names.
public struct Report: Sendable {
    let context: ReportContext
    let options: ReportOptions
    let sections: [Section]

    public init(_ results: InsightsResults, _ options: ReportOptions) {
        let shown =
            (results.churn.result?.warnings ?? []).map(\.member)
            + (results.points.result?.first ?? []).map(\.member)
        context = ReportContext(
            results: results, words: Words(language: options.language),
            names: MemberNames(shown, people: options.people))
        self.options = options
        sections = [
            context.memberSection, context.retentionSection, context.segmentSection, context.moneySection,
            context.contentSection, context.experimentSection,
        ].filter { !$0.cards.isEmpty }
    }

    /// The day that the results are of, `2026-11-21`.
    public var date: String { context.results.activation.date }

    /// The page: HTML with everything in it.
    public var page: [UInt8] { Array(ReportPage(self).html.utf8) }

    /// CSV and JSON of each table, by file name, in the order of the page.
    public var dataFiles: [(name: String, bytes: [UInt8])] {
        tables.flatMap { [($0.name + ".csv", $0.csv), ($0.name + ".json", $0.json)] }
    }

    /// The names of all data files that any report can have; an old one is to go when a new one does not have it.
    public static let dataFileNames: Set<String> = Set(
        tableNames.flatMap { [$0 + ".csv", $0 + ".json"] })

    static let tableNames = [
        "headlines", "growth", "funnel", "activity", "drivers", "retention_triangle", "retention_curve",
        "survival", "members_at_risk", "churn_forces", "risks", "segments", "profiles", "revenue",
        "price_curve", "price_arms", "strategy", "value", "channels", "pages", "tags", "hours",
        "recommendations", "sentiment", "behaviour", "points", "experiments", "models",
    ]

    /// Cards that name the same file have their rows in it, one after the other.
    var tables: [DataTable] {
        var tables = [context.headlineTable]
        for table in sections.flatMap(\.cards).compactMap({ $0.notRun == nil ? $0.table : nil }) {
            if let index = tables.firstIndex(where: { $0.name == table.name }) {
                tables[index].rows += table.rows
            } else {
                tables.append(table)
            }
        }
        return tables + [context.modelTable]
    }

    /// What the author may do, what matters most first.
    var actions: [(card: Card, action: Card.Action)] {
        let all = sections.flatMap(\.cards).compactMap { card in card.action.map { (card: card, action: $0) }
        }
        return Array(
            all.enumerated().sorted {
                ($1.element.action.weight, $0.offset) < ($0.element.action.weight, $1.offset)
            }
            .map(\.element).prefix(5))
    }
}

extension ReportContext {
    /// Every model: whether it was run, and from what.
    var modelTable: DataTable {
        DataTable(
            "models", ["model", "status", "inputs", "why", "record"].map(words.column),
            results.summaries.map { summary in
                [
                    .text(words.subject(summary.subject)),
                    .text(summary.notRun == nil ? words.ran : words.notRun),
                    .text(
                        summary.inputs.map(input).joined(separator: words("; ", "；"))),
                    .text(summary.notRun.map { words.model($0.why) } ?? ""),
                    .text(summary.notRun.map { words.model($0.record) } ?? ""),
                ]
            })
    }

    /// `members.csv: from, until` has columns, which are the same in every language.
    private func input(_ text: String) -> String {
        guard let colon = text.firstIndex(of: ":") else { return words.term(text) }
        let name = String(text[..<colon])
        return (name == "events" ? words("events", "事件") : words.term(name)) + text[colon...]
    }
}
