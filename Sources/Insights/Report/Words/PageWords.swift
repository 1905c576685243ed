import Metrics

/// What the page says around its charts.
extension Words {
    func reportTitle(_ site: String) -> String {
        site.isEmpty ? self("Insights", "洞察报告") : self("\(site) – insights", "\(site)：洞察报告")
    }
    func through(_ day: String) -> String {
        self("Everything counted through \(day).", "数据截至 \(day)。")
    }
    var identifiedNote: String {
        self(
            "This page names members. Keep it to yourself, and delete it when you are done.",
            "本页含有会员姓名。请勿外传，用完即删。")
    }
    var privacyNote: String {
        self(
            "Members are numbers here, and groups of fewer than five are shown together or not at all.",
            "会员在此以编号代替；不足五人的群体合并显示或不显示。")
    }
    var doNow: String { self("What to do now", "现在该做什么") }
    var nothingToDo: String {
        self(
            "Nothing stands out. Go on writing, and look again next month.",
            "没有特别突出的事项。继续写作，下个月再来看看。")
    }
    var numbers: String { self("The month in numbers", "本月数字") }
    var contents: String { self("On this page", "本页目录") }
    var data: String { self("Data", "数据") }
    var showData: String { self("Show the numbers", "查看数据") }
    func moreRows(_ count: String) -> String {
        self("\(count) more are in the file.", "其余 \(count) 行见文件。")
    }
    var cautions: String { self("Why to doubt it", "需要留意") }
    var notRun: String { self("Not run yet", "尚未运行") }
    var why: String { self("Why", "原因") }
    var whatToRecord: String { self("What to record", "需要记录") }
    var method: String { self("What was run", "运行了哪些模型") }
    var methodNote: String {
        self(
            "The results in full are in the insights folder, one JSON file per model.",
            "完整结果在 insights 文件夹中，每个模型一个 JSON 文件。")
    }
    var ran: String { self("run", "已运行") }
    var others: String { self("others", "其他") }
    var allMembers: String { self("all members", "全部会员") }
    var tooFewToShow: String {
        self("Fewer than five members are in each, so nothing is shown.", "每组不足五人，因此不显示。")
    }
    func member(_ number: Int) -> String { self("Member \(number)", "会员 \(number)") }

    // MARK: Headlines

    var members: String { self("Members", "会员") }
    var churnRate: String { self("Left in the month", "当月流失") }
    var renewalRate: String { self("Renewed when due", "到期续费") }
    var activationRate: String { self("Came at least once", "当月活跃比例") }
    var conversion: String { self("Visits that became members", "访问转化为会员") }
    var revenue: String { self("Revenue", "收入") }
    var lifetimeValue: String { self("Worth of a member", "会员终身价值") }
    var activeMembers: String { self("Active in 30 days", "30 天内活跃") }
    func atTheEndOf(_ month: String) -> String { self("at the end of \(month)", "\(month)底") }
    func inMonth(_ month: String) -> String { self("in \(month)", "\(month)") }
    func costOfAMember(_ cost: String) -> String { self("a new one cost \(cost)", "获客成本 \(cost)") }
    func stickiness(_ share: String, _ interval: String) -> String {
        self("\(share) of them on a given day (\(interval))", "平均每天 \(share)（\(interval)）")
    }
    func changed(_ share: Double) -> String {
        self(
            "\(arrow(share)) \(percent(share.magnitude)) on the month before",
            "\(arrow(share)) 比上月 \(percent(share.magnitude))")
    }
    func pointsChanged(_ value: Double, _ interval: Interval) -> String {
        let points = number(value.magnitude * 100)
        let range = "\(signed(interval.lower * 100)) … \(signed(interval.upper * 100))"
        return self(
            "\(arrow(value)) \(points) points (95%: \(range))", "\(arrow(value)) \(points) 个百分点（95%：\(range)）"
        )
    }
    func tone(_ tone: Headline.Tone) -> String {
        switch tone {
        case .better: self("better", "变好")
        case .worse: self("worse", "变差")
        case .unclear: self("no clear change", "变化不明显")
        }
    }
    private func arrow(_ value: Double) -> String { value > 0 ? "▲" : value < 0 ? "▼" : "=" }
    private func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + number(value) }
}
