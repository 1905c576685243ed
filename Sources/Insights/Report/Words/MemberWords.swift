/// On members, retention, churn and segments.
extension Words {
    var membersHeading: String { self("Members", "会员") }

    var growth: String { self("How many members, and where that leads", "会员人数与走向") }
    var membersCounted: String { self("members, with the curve through them", "会员人数及拟合曲线") }
    var forecastWithInterval: String { self("forecast, and where 95% of months will be", "预测及 95% 区间") }
    func growthDescription(from: String, to: String) -> String {
        self(
            "Members at the end of each month from \(from), the curve through them, and its forecast to \(to) with a band.",
            "自 \(from) 起每月底的会员人数、拟合曲线，以及到 \(to) 的预测区间。")
    }
    func capacity(_ members: String) -> String { self("levels off at \(members)", "上限约 \(members)") }
    func growthSentence(
        now: String, month: String, later: String, mean: String, range: String,
        capacity: (String, String)?, share: Double?
    ) -> String {
        let start = self(
            "\(now) members at the end of \(month); the curve leads to \(mean) in \(later), and to \(range) in 95 of 100 cases.",
            "\(month)底有 \(now) 名会员；按曲线，\(later)约为 \(mean) 名，95% 的可能在 \(range) 之间。")
        guard let capacity, let share else {
            return start
                + self(
                    " It has not bent yet: plan with the forecast, not with a limit.",
                    "增长尚未放缓：请按预测安排，不要按上限安排。")
        }
        if share > 0.8 {
            return start
                + self(
                    " It levels off at \(capacity.0) (\(capacity.1)), and you are nearly there: look for a new audience or channel.",
                    "上限约为 \(capacity.0)（\(capacity.1)），您已接近：请寻找新的读者群或渠道。")
        }
        return start
            + self(
                " It levels off at \(capacity.0) (\(capacity.1)): there is room, go on as you do.",
                "上限约为 \(capacity.0)（\(capacity.1)）：尚有空间，照常进行。")
    }
    func growthAction(_ share: String) -> String {
        self(
            "You have \(share) of the members that this audience seems to hold: try a new channel or audience.",
            "您的会员已达现有读者群上限的 \(share)：请尝试新的渠道或读者群。")
    }

    var funnel: String { self("From visitor to renewed member", "从访客到续费会员") }
    var funnelDescription: String {
        self(
            "Bars with the share that takes each step, with 95% intervals.", "每一步的转化比例及其 95% 区间。")
    }
    var joinedOfVisits: String { self("joined, of visitors a day", "每日访客中加入") }
    var cameDue: String { self("came due", "到期") }
    var renewedOnce: String { self("renewed at least once", "至少续费一次") }
    func renewedTier(_ tier: String) -> String { self("renewed: \(tier)", "续费：\(tier)") }
    func funnelSentence(joined: String, renewed: String, loses: Bool) -> String {
        self(
            "\(joined) of daily visitors join, and \(renewed) of those who came due renewed at least once. ",
            "每日访客中有 \(joined) 加入，到期会员中有 \(renewed) 至少续费一次。")
            + (loses
                ? self(
                    "Most is lost at the renewal: remind members in time, and ask those who leave why.",
                    "流失主要在续费环节：请及时提醒，并询问离开的原因。")
                : self(
                    "Renewal holds, so more members come from more visitors or a clearer offer to them.",
                    "续费稳定；要增加会员，需要更多访客或更清晰的方案介绍。"))
    }
    var funnelEarly: String {
        self(
            "Too little has come due to say where members are lost; look again in a month.",
            "到期的会员太少，还看不出流失环节；一个月后再看。")
    }

    var activity: String { self("Members who come", "活跃会员") }
    var activityDescription: String { self("Members seen in each month.", "每月活跃的会员人数。") }
    func activitySentence(
        daily: String, weekly: String, monthly: String, perMember: String, isFalling: Bool
    ) -> String {
        self(
            "\(daily) members came today, \(weekly) this week, \(monthly) in 30 days; each did \(perMember) things in the month. ",
            "今天有 \(daily) 名会员来访，本周 \(weekly) 名，30 天内 \(monthly) 名；每人当月互动 \(perMember) 次。")
            + (isFalling
                ? self(
                    "That is fewer than in the months before: publish something, and tell them.",
                    "比前几个月少：请发布新内容并告知会员。")
                : self("That is as it was: keep the rhythm.", "与之前相当：保持节奏。"))
    }
    var activityAction: String {
        self(
            "Fewer members come than in the months before: publish something, and tell them.",
            "来访的会员比前几个月少：请发布新内容并告知会员。")
    }

    var drivers: String { self("What growth goes along with", "与增长相关的因素") }
    var whiskersDescription: String {
        self(
            "Points with their 95% intervals; an interval that crosses the line may be chance.",
            "各点及其 95% 区间；跨过竖线的区间可能只是偶然。")
    }
    func driversSentence(_ clear: (name: String, isUp: Bool)?) -> String {
        guard let clear else {
            return self(
                "Nothing that was recorded moves clearly with growth: wait for more months before you act on it.",
                "目前没有与增长明显相关的记录：请等更多月份再行动。")
        }
        return clear.isUp
            ? self(
                "Months with more “\(clear.name)” grew more: do more of it for two months, and see whether growth follows.",
                "“\(clear.name)”较高的月份增长更快：不妨加强两个月，看增长是否跟上。")
            : self(
                "Months with more “\(clear.name)” grew less: a hint, not a cause; change one thing at a time to find out.",
                "“\(clear.name)”较高的月份增长较慢：这是线索而非原因，请逐项尝试。")
    }

    // MARK: Retention

    var retentionHeading: String { self("Staying and leaving", "留存与流失") }
    var triangle: String { self("Who is still a member", "留存三角") }
    var triangleDescription: String {
        self(
            "A row for each month of joining, a column for each month since: the share in percent who are still members, darker for more.",
            "每行为一个加入月份，每列为加入后的月数：仍是会员的百分比，颜色越深比例越高。")
    }
    func triangleSentence(age: Int, old: String, new: String, trend: Int) -> String {
        let start = self(
            "After \(age) months \(new) of the newer half of cohorts are still members, and \(old) of the older half were. ",
            "加入 \(age) 个月后，较新一半的批次仍有 \(new) 留存，较早一半为 \(old)。")
        switch trend {
        case 1:
            return start + self("Newer members stay longer: keep what you changed.", "新会员留得更久：请保持所做的改变。")
        case -1:
            return start
                + self(
                    "Newer members leave sooner: look at what they were promised and what they read first.",
                    "新会员离开更早：请检查对他们的承诺和最初的阅读内容。")
        default:
            return start + self("That may be chance: nothing to act on yet.", "这可能只是偶然：暂不必行动。")
        }
    }
    var triangleEarly: String {
        self(
            "Each row is a month of joining; with more months it will show whether newer members stay longer.",
            "每行是一个加入月份；月份多了就能看出新会员是否留得更久。")
    }

    var retentionCurve: String { self("How long members stay", "会员留存曲线") }
    var retentionCurveDescription: String {
        self(
            "The share of members who stay, by months of membership, with a 95% band and a projected curve.",
            "按会员月数的留存比例，附 95% 区间和推算曲线。")
    }
    var monthsOfMembership: String { self("months of membership", "会员月数") }
    var seenWithInterval: String { self("seen, with 95% interval", "实际值及 95% 区间") }
    var curveProjected: String { self("curve, projected", "推算曲线") }
    func curveSentence(first: String?, year: String?, lifetime: String?, isEarly: Bool) -> String {
        var sentence = ""
        if let first { sentence += self("\(first) leave after the first month", "首月后有 \(first) 离开") }
        if let year {
            sentence += self(
                sentence.isEmpty ? "\(year) are there after a year" : ", \(year) are there after a year",
                (sentence.isEmpty ? "" : "，") + "一年后仍有 \(year)")
        }
        if let lifetime {
            sentence += self(
                sentence.isEmpty
                    ? "A new member stays \(lifetime) further months"
                    : "; a new member stays \(lifetime) further months on average",
                (sentence.isEmpty ? "" : "；") + "新会员平均还会留 \(lifetime) 个月")
        }
        guard !sentence.isEmpty else { return triangleEarly }
        return sentence
            + (isEarly
                ? self(
                    ". The first month decides: welcome new members and point to one lesson.",
                    "。首月最关键：请欢迎新会员并推荐一节课。")
                : self(
                    ". The start holds: work on reasons to stay after half a year.", "。开头稳定：请为半年后的会员准备留下的理由。"))
    }

    var survival: String { self("The chance to be still there", "留存概率") }
    var survivalDescription: String {
        self(
            "The chance to be still a member after each month, by a model, with a 95% band.",
            "模型估计的各月后仍是会员的概率及 95% 区间。")
    }
    var halfAreGone: String { self("half are gone", "半数离开") }
    func survivalSentence(
        first: String, later: String, month: Int, payments: String?, isFront: Bool
    ) -> String {
        self(
            "\(first) leave in the first month of membership, \(later) in month \(month)",
            "会员首月流失 \(first)，第 \(month) 个月为 \(later)")
            + (payments.map { self("; a new member pays \($0) times in that span", "；期间新会员平均付款 \($0) 次") }
                ?? "")
            + (isFront
                ? self(". Put your effort into the first months.", "。请把精力放在最初几个月。")
                : self(
                    ". Leaving is spread evenly: a reminder helps at any age.", "。流失分布均匀：任何时候提醒都有帮助。"))
    }
    func survivalAction(_ first: String) -> String {
        self(
            "\(first) of new members leave in the first month: send a welcome with one lesson to begin with.",
            "新会员首月流失 \(first)：请发送欢迎信并推荐第一节课。")
    }

    // MARK: Churn

    var churnList: String { self("Members who may leave", "可能流失的会员") }
    func churnSentence(
        atRisk: String, considered: String, threshold: String, reason: String?, suggestion: String?,
        skill: (value: Double, text: String)?
    ) -> String {
        var text = self(
            "\(atRisk) of \(considered) members have a chance of \(threshold) or more to leave next month",
            "\(considered) 名会员中有 \(atRisk) 名下月流失的可能达到 \(threshold)")
        if let reason, let suggestion {
            text += self(
                ", most often for this: \(reason). What helps: \(suggestion).",
                "，最常见的原因：\(reason)。建议：\(suggestion)。")
        } else {
            text += self(".", "。")
        }
        guard let skill else { return text }
        switch skill.value {
        case ..<0.6:
            return text
                + self(
                    " The list is hardly better than guessing (AUC \(skill.text)): do not spend on it.",
                    "这份名单与猜测相差无几（AUC \(skill.text)）：不要为它花钱。")
        case ..<0.75:
            return text
                + self(
                    " The list is a rough guide (AUC \(skill.text)): a kind message, no discount.",
                    "名单只是粗略参考（AUC \(skill.text)）：适合问候，不宜打折。")
        default:
            return text
                + self(
                    " The list tells them apart well (AUC \(skill.text)): start at its top.",
                    "名单区分度良好（AUC \(skill.text)）：请从最上面开始。")
        }
    }
    func churnAction(_ members: String, _ reason: String?) -> String {
        self(
            "Write to the \(members) members who may leave"
                + (reason.map { "; the most common sign: \($0)" } ?? "") + ".",
            "请联系 \(members) 名可能流失的会员" + (reason.map { "，最常见的迹象：\($0)" } ?? "") + "。")
    }
    func reasons(_ names: [String]) -> String { names.joined(separator: self(", ", "、")) }
    /// A feature as what is the matter with a member.
    func reason(_ feature: String, isMuch: Bool) -> String {
        switch (feature, isMuch) {
        case ("days since last seen", true): self("not seen for long", "很久没来")
        case ("days since last seen", false): self("seen lately", "最近来过")
        case ("visits", true): self("many visits", "访问多")
        case ("visits", false): self("few visits", "访问少")
        case ("sections read", true): self("many sections read", "付费内容读得多")
        case ("sections read", false): self("few sections read", "付费内容读得少")
        case ("lessons done", true): self("many lessons done", "完成课时多")
        case ("lessons done", false): self("few lessons done", "完成课时少")
        case ("months as a member", true): self("long a member", "老会员")
        case ("months as a member", false): self("new member", "新会员")
        default:
            isMuch
                ? self("much: \(term(feature))", "多：\(term(feature))")
                : self("little: \(term(feature))", "少：\(term(feature))")
        }
    }
    func suggestion(_ action: String) -> String { term(action) }

    var churnForces: String { self("What goes along with leaving", "与流失相关的因素") }
    var raisesRisk: String { self("raises the risk", "提高风险") }
    var lowersRisk: String { self("lowers the risk", "降低风险") }
    var unclear: String { self("may be chance", "可能是偶然") }
    func forcesSentence(up: [String], down: [String]) -> String {
        var parts: [String] = []
        if !up.isEmpty {
            parts.append(self("more of \(quotedList(up)) goes with leaving", "\(quotedList(up))越多越容易离开"))
        }
        if !down.isEmpty {
            parts.append(self("more of \(quotedList(down)) goes with staying", "\(quotedList(down))越多越容易留下"))
        }
        guard !parts.isEmpty else {
            return self(
                "Nothing recorded tells leavers from stayers beyond chance: wait for more data.",
                "现有记录还分不出离开与留下的会员：请等待更多数据。")
        }
        let text = parts.joined(separator: self("; ", "；"))
        return (text.first.map { $0.uppercased() } ?? "") + text.dropFirst()
            + self(
                ". It is a sign, not a cause: try a change on some members before you make it for all.",
                "。这是迹象而非原因：先在部分会员中尝试，再推广。")
    }

    var risks: String { self("How the risk is spread", "风险分布") }
    var risksDescription: String {
        self("Members by their chance to leave next month.", "按下月流失可能性划分的会员人数。")
    }
    func risksSentence(base: String, threshold: String) -> String {
        self(
            "\(base) of members leave in a usual month; the list above begins at \(threshold), so leave those below alone.",
            "通常每月有 \(base) 的会员离开；上面的名单从 \(threshold) 起，低于此值的不必打扰。")
    }

    // MARK: Segments

    var segmentsHeading: String { self("Groups of members", "会员分群") }
    var segments: String { self("Who they are", "他们是谁") }
    var recencyAxis: String { self("how recently they came (5 = just now)", "最近来访（5 = 刚刚）") }
    var frequencyAxis: String { self("how often (5 = most)", "频率（5 = 最高）") }
    var mixed: String { self("too few of a kind to tell", "人数太少，不区分") }
    func crowdDescription(_ perDot: Int) -> String {
        self(
            "Members as dots by how recently and how often they came, coloured by group; a dot is \(perDot) members.",
            "会员按最近来访与频率分布的散点，颜色代表群体；每点代表 \(perDot) 名会员。")
    }
    func segment(_ name: String, _ rank: Int, of count: Int) -> String {
        switch name {
        case "active": self("active", "活跃")
        case "passive": self("passive", "一般")
        case "inactive": self("inactive", "沉默")
        default: self("activity \(rank) of \(count)", "活跃度第 \(rank) 组（共 \(count) 组）")
        }
    }
    func sized(_ name: String, _ share: String) -> String { self("\(share) \(name)", "\(name) \(share)") }
    func segmentsSentence(_ groups: String, perDot: Int, isWeak: Bool) -> String {
        let start = self("Members fall into groups: \(groups). ", "会员分为：\(groups)。")
        return start
            + (isWeak
                ? self(
                    "The groups run into each other, so do not treat them differently yet.",
                    "各群界限模糊，暂不宜区别对待。")
                : self(
                    "Write for the first, wake the last with one short lesson, and look whether they move.",
                    "为最活跃的群体写作，用一节短课唤醒最沉默的群体，再看是否有变化。"))
    }
    func upgradeAction(_ count: String) -> String {
        self(
            "\(count) members use the site like those of a higher tier: show them what it opens.",
            "有 \(count) 名会员的使用情况接近更高等级：请介绍更高等级的内容。")
    }
    var profiles: String { self("What tells the groups apart", "各群特征") }
    var profilesDescription: String {
        self("For each feature a bar of each group, at its centre.", "每项特征在各群中心的数值。")
    }
    func profilesSentence(upgrades: String, downgrades: String, hasGrades: Bool) -> String {
        hasGrades
            ? self(
                "\(upgrades) members are active enough for a higher tier and \(downgrades) use less than theirs: offer the first an upgrade, and the second a reason to come.",
                "\(upgrades) 名会员活跃度足以升级，\(downgrades) 名低于其等级：请向前者介绍升级，给后者一个回来的理由。")
            : self(
                "The longer a bar against the other groups, the more it tells the group apart: aim at that feature.",
                "与其他群相比越长的条越能说明该群的特点：请从该特征入手。")
    }
}
