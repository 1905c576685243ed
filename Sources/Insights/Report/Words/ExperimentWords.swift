import Metrics

/// On experiments.
extension Words {
    var experimentsHeading: String { self("Experiments", "实验") }

    func experiment(_ id: String, _ kind: String) -> String {
        switch kind {
        case "price": self("\(id): price", "\(id)：价格")
        case "recommendation": self("\(id): recommendations", "\(id)：推荐")
        case "teaser": self("\(id): teaser", "\(id)：导语")
        default: id
        }
    }

    func state(_ state: ExperimentsResult.State) -> String {
        switch state {
        case .planned: self("planned", "计划中")
        case .running: self("running", "进行中")
        case .ended: self("ended", "已结束")
        }
    }

    private func span(_ days: Int) -> String { days == 1 ? "1 day" : "\(days) days" }

    /// What is compared, by which day.
    func outcome(_ outcome: String, days: Int) -> String {
        switch outcome {
        case "payment": self("paid again within \(span(days))", "\(days) 天内再次付款")
        case "completion": self("did a lesson within \(span(days))", "\(days) 天内完成课时")
        case "visit": self("came back within \(span(days))", "\(days) 天内再次来访")
        case "stay": self("still a member after \(span(days))", "\(days) 天后仍是会员")
        case "onward":
            self("views that went on, in periods of \(span(days))", "继续浏览的页面访问，每 \(days) 天一期")
        case "sale": self("visitors who paid, in periods of \(span(days))", "付款的访客，每 \(days) 天一期")
        default: outcome
        }
    }

    /// `Running, 1 Nov 2026 to 31 Jan 2027; premium; paid again within 30 days.`
    func experimentDetail(
        _ state: ExperimentsResult.State, from: String, until: String?, tiers: [String], outcome: String
    ) -> String {
        let name = self.state(state)
        let capital = name.prefix(1).uppercased() + name.dropFirst()
        let span =
            until.map { self("\(from) to \($0)", "\(from)至\($0)") } ?? self("from \(from)", "自 \(from)起")
        let parts = [capital + self(", ", "，") + span] + (tiers.isEmpty ? [] : [list(tiers)]) + [outcome]
        return parts.joined(separator: self("; ", "；")) + self(".", "。")
    }

    var forestDescription: String {
        self(
            "The share of each arm, and its difference to the first arm in points of percent with an interval that holds at every look: right of the line better, left of it worse; an interval that crosses the line may be chance.",
            "各方案的比例，以及与第一个方案之差（百分点）和随时有效的区间：竖线右侧更好，左侧更差；跨过竖线的区间可能只是偶然。")
    }
    func armOfMembers(_ members: String, rate: String?) -> String {
        self("\(members) members", "\(members) 名会员") + (rate.map { self(", \($0)", "，\($0)") } ?? "")
    }
    func armOfPeriods(_ periods: String, rate: String?) -> String {
        self("\(periods) periods", "\(periods) 期") + (rate.map { self(", \($0)", "，\($0)") } ?? "")
    }
    var comparedWith: String { self("reference", "对照") }
    var noDifferenceYet: String { self("not yet", "尚无") }

    /// A difference of shares in points of percent, `+4.1`.
    func points(_ share: Double) -> String { (share > 0 ? "+" : "") + number(share * 100) }
    /// `+4.1 (+1.2 … +7.0)`
    func points(_ difference: Estimate) -> String {
        let range = "\(points(difference.interval.lower)) … \(points(difference.interval.upper))"
        return "\(points(difference.value)) " + self("(\(range))", "（\(range)）")
    }

    // MARK: What to do

    func beginsOn(_ day: String) -> String { self("It begins on \(day).", "\(day)开始。") }
    func planned(effect: String, total: String, eligible: String, isTooFew: Bool) -> String {
        self(
            "To tell \(effect) points takes about \(total) members, and \(eligible) can take part now",
            "要分辨 \(effect) 个百分点约需 \(total) 名会员，目前可参加的有 \(eligible) 名")
            + (isTooFew
                ? self(
                    ": look for a larger difference, ask more members, or leave it.",
                    "：请寻找更大的差异、更多会员，或放弃该实验。")
                : self(": there are enough.", "：人数足够。"))
    }
    var planUnknown: String {
        self(
            "How many members it takes cannot be told: give 'baseline', the share you expect without it.",
            "无法得知需要多少会员：请填写 baseline，即没有实验时预期的比例。")
    }
    var periodsUnknown: String {
        self(
            "How many periods it takes is known once the first arm was shown in four.",
            "第一个方案展示满四期后，才知道需要多少期。")
    }

    var spreadUnevenly: String {
        self(
            "Do not believe it: members are not spread over the arms as the weights say. Find out why first.",
            "请勿采信：会员在各方案中的分布与权重不符。请先查明原因。")
    }
    var seenUnevenly: String {
        self(
            "Do not believe it: the members whose browsers told of an arm are not spread as the weights say. Find out why first.",
            "请勿采信：浏览器报告的方案分布与权重不符。请先查明原因。")
    }

    func waitBecause(_ why: String) -> String { self("Wait: \(why).", "请等待：\(why)。") }
    var armOfFew: String {
        self(
            "An arm has fewer than five members and is shown with another, so nothing is compared: wait.",
            "有方案不足五名会员，与其他方案合并显示，因此不作比较：请等待。")
    }
    func endedTooEarly(_ why: String) -> String {
        self("It ended before anything could be told: \(why).", "结束时尚无法得出结论：\(why)。")
    }
    func waitForDifference(_ first: String) -> String {
        self("Wait: no arm is surely different from “\(first)” yet.", "请等待：还没有方案与“\(first)”有明确差异。")
    }
    func moreMembers(_ count: String) -> String {
        self("About \(count) more members are needed.", "约还需 \(count) 名会员。")
    }
    func membersInAll(_ count: String) -> String {
        self("It takes about \(count) members.", "约需 \(count) 名会员。")
    }
    func canTakePart(_ count: String) -> String {
        self("With the \(count) who can take part now it may never tell.", "目前可参加的共 \(count) 名：可能始终得不出结论。")
    }
    func morePeriods(_ count: String) -> String {
        self("Each arm needs about \(count) more periods.", "每个方案约还需 \(count) 期。")
    }
    func enough(effect: String, first: String) -> String {
        self(
            "There have been as many as \(effect) points take, and no arm is surely different: keep “\(first)”.",
            "人数已足以分辨 \(effect) 个百分点，仍无明确差异：请保留“\(first)”。")
    }
    func enoughPeriods(first: String) -> String {
        self(
            "There have been as many periods as it takes, and no arm is surely different: keep “\(first)”.",
            "期数已足够，仍无明确差异：请保留“\(first)”。")
    }
    func endedWithout(_ first: String) -> String {
        self(
            "No arm is surely different from “\(first)”: keep it, or what is least work.",
            "没有方案与“\(first)”有明确差异：请保留它，或选择最省事的。")
    }
    func take(_ arm: String, first: String, _ difference: Estimate) -> String {
        let interval = difference.interval
        let (by, from, to) = (
            number(difference.value * 100), number(interval.lower * 100), number(interval.upper * 100)
        )
        return self(
            "Take “\(arm)”: it is better than “\(first)” by \(by) points (\(from) to \(to), valid at every look).",
            "请采用“\(arm)”：比“\(first)”高 \(by) 个百分点（\(from) 至 \(to)，随时查看均有效）。")
    }
    func alsoBetter(_ arms: String) -> String {
        self(
            "Also better than the first: \(arms). Which of them is best cannot be told.",
            "\(arms)也优于第一个方案；其中哪个最好尚无法确定。")
    }
    func drop(_ arms: String, first: String, isLast: Bool) -> String {
        isLast
            ? self("Keep “\(first)”; surely worse: \(arms).", "请保留“\(first)”：\(arms)明显更差。")
            : self(
                "Drop \(arms), surely worse than “\(first)”; wait for the rest.",
                "请停用\(arms)，明显不如“\(first)”；其余请等待。")
    }

    func takeAction(_ id: String, _ arm: String) -> String {
        self(
            "The experiment “\(id)” is decided: take “\(arm)” for everyone.", "实验“\(id)”已有结论：请对所有人采用“\(arm)”。"
        )
    }
    func keepAction(_ id: String, _ first: String) -> String {
        self(
            "The experiment “\(id)” is decided: keep “\(first)” for everyone.",
            "实验“\(id)”已有结论：请对所有人保留“\(first)”。")
    }
    func unevenAction(_ id: String) -> String {
        self(
            "The experiment “\(id)” is not dealt as it should be: find out why, and do not go by it.",
            "实验“\(id)”的分配不符合设定：请查明原因，暂勿依据其结果行动。")
    }
}
