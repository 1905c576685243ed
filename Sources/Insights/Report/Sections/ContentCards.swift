import Metrics

/// What is read, what is missing, and when to publish.
extension ReportContext {
    var contentSection: Section {
        Section(
            id: "content", title: words.contentHeading,
            cards: [league, gaps, hours, recommending, sentiment, behaviour, points])
    }

    private var league: Card {
        Card("league", words.league, results.content, words) { card, result in
            card.cautions = []
            let pages = result.pages.filter { $0.views > 0 }
            let bars = Bars(
                rows: pages.prefix(10).map {
                    Bars.Row(name: $0.title, value: Double($0.views), text: words.count($0.views))
                })
            card.chart = Chart(title: card.title, description: words.leagueDescription, draw: bars.draw)
            card.table = DataTable(
                "pages", ["page", "title", "views", "members", "completed_share"].map(words.column),
                result.pages.map { page in
                    [
                        .text(page.route), .text(page.title), .count(page.views), .people(page.members),
                        .share(
                            page.members >= SmallGroups.fewest
                                ? share(page.completed, of: page.members)?.value : nil),
                    ]
                })
            let total = max(result.pages.reduce(0) { $0 + $1.views }, 1)
            let judged = pages.prefix(20).compactMap { page -> (title: String, rate: Rate.Measured)? in
                SmallGroups.visible(share(page.completed, of: page.members)).map { (page.title, $0) }
            }
            let worst = judged.filter { $0.rate.denominator >= 20 }
                .min { ($0.rate.value, $0.title) < ($1.rate.value, $1.title) }
            card.sentence = words.leagueSentence(
                first: pages.first.map {
                    ($0.title, words.roundPercent(Double($0.views) / Double(total)))
                },
                worst: worst.map { ($0.title, words.roundPercent($0.rate.value)) })
        }
    }

    private var gaps: Card {
        Card("gaps", words.gaps, results.content, words) { card, result in
            let tags = result.tags.filter { $0.demand > 0 }
            let bars = Bars(
                rows: tags.prefix(10).map {
                    Bars.Row(
                        name: $0.tag, value: $0.gap, text: words.number($0.gap) + "×",
                        style: $0.gap > 1.15 ? "f0" : "f5")
                })
            card.chart = Chart(title: card.title, description: words.gapsDescription, draw: bars.draw)
            card.table = DataTable(
                "tags",
                [
                    "tag", "views", "completions", "empty_searches", "questions", "items", "demand", "gap",
                ].map(words.column),
                result.tags.map {
                    [
                        .text($0.tag), .count($0.views), .count($0.completions), .count($0.emptySearches),
                        .count($0.questions), .count($0.items), .number($0.demand, decimals: 0),
                        .number($0.gap, decimals: 2),
                    ]
                })
            let wanted = tags.filter { $0.gap > 1.15 }.prefix(3)
            // What one or two have typed may say who they are.
            let searches = result.searches.filter { $0.times >= SmallGroups.fewest }.prefix(3).map(\.text)
            card.sentence = words.gapsSentence(
                wanted.map { words.gap($0.tag, words.number($0.gap), $0.items) }, searches: Array(searches))
            if let first = wanted.first {
                card.action = .init(weight: 0.6, text: words.gapAction(first.tag, words.number(first.gap)))
            }
        }
    }

    private var hours: Card {
        Card("hours", words.hours, results.content, words) { card, result in
            card.cautions = []
            let slots = result.hours
            let full = slots.compactMap { $0.share?.value }.max() ?? 1
            let map = HeatMap(
                rows: (0..<7).map { day in
                    HeatMap.Row(
                        name: String(words.weekday(day).prefix(3)), size: "",
                        cells: (0..<24).map { hour in
                            slots.first { $0.weekday == day && $0.hour == hour }?.share?.value ?? 0
                        })
                }, columns: (0..<24).map(String.init), full: full)
            card.chart = Chart(title: card.title, description: words.hoursDescription, draw: map.draw)
            card.table = DataTable(
                "hours", ["weekday", "hour", "share"].map(words.column),
                slots.map {
                    [.text(words.weekday($0.weekday)), .count($0.hour), .share($0.share?.value)]
                })
            let best = slots.first
            let visits = best?.share?.denominator ?? 0
            card.sentence = words.hoursSentence(
                best.map {
                    (
                        words.weekday($0.weekday), "\($0.hour):00",
                        $0.share.map { words.percent($0.value) } ?? "–"
                    )
                }, isEarly: visits < 500)
        }
    }

    private var recommending: Card {
        Card("recommendations", words.recommending, results.recommendations, words) { card, result in
            var rows: [(name: String, rate: Rate.Measured, style: String)] = []
            if let score = result.score {
                if let rate = SmallGroups.visible(score.hitRate) {
                    rows.append((words.ourSlates, rate, "f0"))
                }
                if let rate = SmallGroups.visible(score.popularityHitRate) {
                    rows.append((words.byPopularity, rate, "f5"))
                }
            }
            let bars = Bars(
                rows: rows.map {
                    Bars.Row(
                        name: $0.name, value: $0.rate.value, text: words.percent($0.rate.value),
                        interval: ($0.rate.interval.lower, $0.rate.interval.upper), style: $0.style)
                }, full: 1)
            if !rows.isEmpty {
                card.chart = Chart(
                    title: card.title, description: words.recommendingDescription, draw: bars.draw)
            }
            card.table = DataTable(
                "recommendations",
                ["name", "numerator", "denominator", "share", "lower", "upper"].map(words.column),
                rows.map { [.text($0.name)] + rateCells($0.rate) })
            let isBetter: Bool? =
                rows.count == 2
                ? RateDifference(rows[0].rate, less: rows[1].rate).interval.lower > 0 : nil
            card.sentence = words.recommendingSentence(
                slates: words.people(result.slates), isBandit: result.policy.kind == .bandit,
                isBetter: isBetter)
            if let judged = result.offPolicy {
                card.cautions += judged.warnings.map(words.model)
                card.sentence +=
                    words(" ", "")
                    + words.judged(
                        shown: words.count(judged.shown),
                        earned: words.percent(judged.logged.value),
                        learned: words.percent(judged.selfNormalised.value), isBetter: judged.isBetter)
            } else if let notJudged = result.notJudged {
                card.cautions.append(words.notJudged(words.model(notJudged.why)))
            }
        }
    }

    private var sentiment: Card {
        Card("sentiment", words.sentiment, isWide: true, results.sentiment, words) { card, result in
            let topics = result.topics.filter { $0.comments >= SmallGroups.fewest && $0.mean != nil }
            let weeks = result.topics.first?.weeks ?? []
            let place = Dictionary(zip(weeks.map(\.week), 0...), uniquingKeysWith: { first, _ in first })
            var rows: [[DataTable.Cell]] = []
            var panels: [SmallMultiples.Panel] = []
            for topic in topics {
                // Weeks are joined until each point speaks of enough comments.
                let runs = SmallGroups.runs(
                    topic.weeks.map(\.comments), atLeast: max(SmallGroups.fewest, topic.comments / 16))
                var points: [(x: Double, y: Double)] = []
                for run in runs {
                    let part = topic.weeks[run]
                    let comments = part.reduce(0) { $0 + $1.comments }
                    guard comments > 0, let first = part.first, let last = part.last else { continue }
                    let mean = part.reduce(0) { $0 + ($1.mean ?? 0) * Double($1.comments) } / Double(comments)
                    let from = Double(place[first.week] ?? run.lowerBound)
                    let to = Double(place[last.week] ?? (run.upperBound - 1))
                    points.append(((from + to) / 2, mean))
                    rows.append([
                        .text(words.topic(topic.topic)), .text(first.week), .text(last.week),
                        .count(comments),
                        .number(mean, decimals: 2),
                    ])
                }
                panels.append(
                    SmallMultiples.Panel(
                        name: words.topic(topic.topic), text: words.moodOf(topic.mean ?? 0, topic.comments),
                        points: points, trend: nil, style: topic.topic == "all" ? "s0" : "s2"))
            }
            let drawn = SmallMultiples(
                panels: panels, x: (0, Double(max(weeks.count - 1, 1))), y: (-1, 1),
                firstLabel: weeks.first?.week ?? "", lastLabel: weeks.last?.week ?? "")
            card.chart = Chart(title: card.title, description: words.sentimentDescription, draw: drawn.draw)
            card.table = DataTable(
                "sentiment", ["topic", "first_week", "last_week", "comments", "mean"].map(words.column), rows)
            func clear(_ topic: SentimentResult.Topic) -> Double? {
                topic.slope.flatMap { $0.interval.contains(0) ? nil : $0.value }
            }
            let single = topics.filter { $0.topic != "all" }
            let falling = single.filter { (clear($0) ?? 0) < 0 }.map { words.topic($0.topic) }
            let rising = single.filter { (clear($0) ?? 0) > 0 }.map { words.topic($0.topic) }
            let lowest = single.min { ($0.mean ?? 0, $0.topic) < ($1.mean ?? 0, $1.topic) }
            card.sentence = words.sentimentSentence(
                comments: words.count(result.scored),
                positive: words.roundPercent(
                    Double(result.positive) / Double(max(result.scored, 1))),
                falling: falling, rising: rising, lowest: lowest.map { words.topic($0.topic) })
            if let first = falling.first { card.action = .init(weight: 0.7, text: words.moodAction(first)) }
        }
    }

    private var behaviour: Card {
        Card("behaviour", words.behaviour, results.behaviour, words) { card, result in
            let rows = result.acceptance.map { ($0, false) } + result.activity.map { ($0, true) }
            let whiskers = Whiskers(
                rows: rows.map { effect, isActivity in
                    Whiskers.Row(
                        name: words.term(effect.name), value: effect.estimate.value,
                        lower: effect.estimate.interval.lower, upper: effect.estimate.interval.upper,
                        text: words.number(effect.estimate.value, decimals: 2),
                        style: effect.estimate.interval.contains(0) ? "f5" : isActivity ? "f2" : "f0")
                }, neutral: 0)
            card.chart = Chart(title: card.title, description: words.whiskersDescription, draw: whiskers.draw)
            card.table = effects("behaviour", rows.map { ($0.0.name, $0.0.estimate, $0.0.pValue) })
            let clear = result.activity.contains { $0.estimate.interval.lower > 0 }
            card.sentence = words.behaviourSentence(
                members: words.people(result.members),
                explained: words.roundPercent(result.acceptanceRSquared),
                isClear: clear)
        }
    }

    private var points: Card {
        Card("points", words.points, results.points, words) { card, result in
            let first = result.first.prefix(10)
            let bars = Bars(
                rows: first.map {
                    Bars.Row(
                        name: "\($0.rank). \(names.name($0.member, words))", value: max($0.points, 0),
                        text: words.figure($0.points), style: "f4")
                })
            card.chart = Chart(title: card.title, description: words.pointsDescription, draw: bars.draw)
            card.table = DataTable(
                "points", ["rank", "member", "points"].map(words.column),
                result.first.map {
                    [
                        .count($0.rank), .text(names.name($0.member, words)),
                        .number($0.points, decimals: 1),
                    ]
                })
            card.sentence = words.pointsSentence(words.people(result.members))
        }
    }
}
