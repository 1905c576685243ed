import Metrics

/// One chart of the page with all that belongs to it.
struct Card: Sendable {
    /// Its address on the page.
    var id: String
    var title: String
    var isWide = false
    /// What it is of, where the title does not say it all.
    var detail = ""
    /// What it shows, and what to do.
    var sentence = ""
    /// Why to doubt it.
    var cautions: [String] = []
    var legend: [LegendItem] = []
    var chart: Chart?
    /// The numbers of the chart, which are also files.
    var table: DataTable?
    /// Rows that are shown without opening anything, instead of a chart or below it.
    var listed = 0
    /// In place of everything else.
    var notRun: NotRun?
    /// What the author may do about it, for the head of the page.
    var action: Action?

    struct Action: Sendable {
        /// How much it matters, 0 … 1.
        var weight: Double
        var text: String
    }

    init(_ id: String, _ title: String, isWide: Bool = false) {
        self.id = id
        self.title = title
        self.isWide = isWide
    }

    /// A card of a model; where it was not run, the card says why.
    init<Result>(
        _ id: String, _ title: String, isWide: Bool = false, _ report: ModelReport<Result>, _ words: Words,
        _ fill: (inout Card, Result) -> Void
    ) {
        self.init(id, title, isWide: isWide)
        if let result = report.result {
            cautions = report.warnings.map(words.model)
            fill(&self, result)
        } else {
            self.isWide = false
            notRun = report.notRun ?? NotRun(why: "", record: "")
        }
    }
}

/// A part of the page with a heading of its own.
struct Section: Sendable {
    var id: String
    var title: String
    var cards: [Card]
}

/// What every section is made from.
struct ReportContext {
    let results: InsightsResults
    let words: Words
    let names: MemberNames
    var currency: String { results.revenue.result?.currency ?? "" }
}
