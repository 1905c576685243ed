import Files
import Metrics

/// The page: HTML that is well-formed XML, too, with its style and pictures in it and no script.
struct ReportPage {
    private let report: Report
    private var words: Words { report.context.words }

    init(_ report: Report) {
        self.report = report
    }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(words.language == .english ? "en" : "zh-Hans")">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="robots" content="noindex"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>\(escaped(words.reportTitle(report.options.title)))</title>
        <style>
        \(Self.style)</style>
        </head>
        <body>
        \(header)<main>
        \(actions)\(headlines)\(report.sections.map(section).joined())\(method)</main>
        </body>
        </html>

        """
    }

    private static let style = String(decoding: PackageResources.report_css, as: UTF8.self)

    private var header: String {
        var links = report.sections.map { "<a href=\"#\($0.id)\">\(escaped($0.title))</a>" }
        links.append("<a href=\"#models\">\(escaped(words.method))</a>")
        let note = report.options.people == nil ? words.privacyNote : words.identifiedNote
        return """
            <header>
            <h1>\(escaped(words.reportTitle(report.options.title)))</h1>
            <p class="lead">\(escaped(words.through(words.day(report.date)) + words(" ", "") + note))</p>
            <nav aria-label="\(escaped(words.contents))">\(links.joined(separator: "\n"))</nav>
            </header>

            """
    }

    private var actions: String {
        let items = report.actions.map {
            "<li><a href=\"#\($0.card.id)\">\(escaped($0.action.text))</a></li>\n"
        }
        let body =
            items.isEmpty
            ? "<p>\(escaped(words.nothingToDo))</p>\n" : "<ol>\n\(items.joined())</ol>\n"
        return
            "<section class=\"todo\" aria-labelledby=\"todo\">\n<h2 id=\"todo\">\(escaped(words.doNow))</h2>\n\(body)</section>\n"
    }

    private var headlines: String {
        let tiles = report.context.headlines.map { headline in
            var change = ""
            if let text = headline.change {
                change =
                    "<p class=\"change \(headline.tone.rawValue)\">\(escaped(text)) <span>\(escaped(words.tone(headline.tone)))</span></p>\n"
            }
            return """
                <div class="tile">
                <h3>\(escaped(headline.label))</h3>
                <p class="figure">\(escaped(headline.value))</p>
                \(change)<p class="detail">\(escaped(headline.detail))</p>
                \(Sparkline.svg(headline.history))
                </div>

                """
        }
        guard !tiles.isEmpty else { return "" }
        return """
            <section aria-labelledby="numbers">
            <h2 id="numbers">\(escaped(words.numbers)) \(fileLinks("headlines"))</h2>
            <div class="tiles">
            \(tiles.joined())</div>
            </section>

            """
    }

    private func section(_ section: Section) -> String {
        """
        <section aria-labelledby="\(section.id)">
        <h2 id="\(section.id)">\(escaped(section.title))</h2>
        <div class="cards">
        \(section.cards.map(card).joined())</div>
        </section>

        """
    }

    private func card(_ card: Card) -> String {
        let style = "card\(card.isWide ? " full" : "")\(card.notRun == nil ? "" : " absent")"
        var body = "<article class=\"\(style)\" id=\"\(card.id)\">\n<h3>\(escaped(card.title))</h3>\n"
        if let notRun = card.notRun {
            body += """
                <p class="badge">\(escaped(words.notRun))</p>
                <dl><dt>\(escaped(words.why))</dt><dd>\(escaped(words.model(notRun.why)))</dd>
                <dt>\(escaped(words.whatToRecord))</dt><dd>\(escaped(words.model(notRun.record)))</dd></dl>

                """
        } else {
            if !card.detail.isEmpty { body += "<p class=\"detail\">\(escaped(card.detail))</p>\n" }
            body += "<p class=\"says\">\(escaped(card.sentence))</p>\n"
            body += legend(card.legend)
            if let chart = card.chart {
                body += "<div class=\"chart\">\n\(chart.svg(card.id, isWide: card.isWide))</div>\n"
            }
            body += table(card) + cautions(card.cautions)
        }
        return body + "</article>\n"
    }

    private func legend(_ items: [LegendItem]) -> String {
        guard !items.isEmpty else { return "" }
        let entries = items.map {
            "<li><svg class=\"key\" viewBox=\"0 0 12 12\" aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\"><rect class=\"\($0.style)\" width=\"12\" height=\"12\" rx=\"3\"/></svg>\(escaped($0.text))</li>"
        }
        return "<ul class=\"legend\">\(entries.joined())</ul>\n"
    }

    private func table(_ card: Card) -> String {
        guard let table = card.table, !table.rows.isEmpty else { return "" }
        var html = ""
        if card.listed > 0 { html += table.html(words, limit: card.listed) + "\n" }
        let more = table.rows.count - card.listed
        if card.listed > 0, card.chart == nil || more <= 0 {
            let rest = more > 0 ? "<p class=\"detail\">\(escaped(words.moreRows(words.count(more))))</p>" : ""
            return html + rest + "<p class=\"files\">\(fileLinks(table.name))</p>\n"
        }
        let rest =
            table.rows.count > Self.mostRows
            ? "<p class=\"detail\">\(escaped(words.moreRows(words.count(table.rows.count - Self.mostRows))))</p>"
            : ""
        return html + """
            <details><summary>\(escaped(words.showData))</summary>
            \(table.html(words, limit: Self.mostRows))\(rest)
            </details>
            <p class="files">\(fileLinks(table.name))</p>

            """
    }

    /// Rows in the page; the files have all.
    private static let mostRows = 60

    private func cautions(_ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        return
            "<p class=\"caution\"><strong>\(escaped(words.cautions)):</strong> \(escaped(sentences.joined(separator: words("; ", "；"))))</p>\n"
    }

    private func fileLinks(_ name: String) -> String {
        let path = report.options.dataFolder + "/" + name
        return
            "<span class=\"files\"><a href=\"\(escaped(path)).csv\">CSV</a> <a href=\"\(escaped(path)).json\">JSON</a></span>"
    }

    private var method: String {
        """
        <section aria-labelledby="models">
        <h2 id="models">\(escaped(words.method)) \(fileLinks("models"))</h2>
        <article class="card full">
        <p class="says">\(escaped(words.methodNote))</p>
        \(report.context.modelTable.html(words))
        </article>
        </section>

        """
    }
}
