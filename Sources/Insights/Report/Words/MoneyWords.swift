/// On revenue, prices, strategies and channels.
extension Words {
    var moneyHeading: String { self("Money", "收入") }

    var revenueByMonth: String { self("Revenue by month", "每月收入") }
    var spend: String { self("spent on acquisition", "获客支出") }
    var revenueDescription: String {
        self("Revenue of each month, and what was spent on new members.", "每月收入与获客支出。")
    }
    func revenueSentence(
        perMember: String?, value: String?, byCurve: String?, ratio: (value: Double, text: String)?,
        payback: String?,
        hasCosts: Bool
    ) -> String {
        var text = perMember.map { self("A paying member brings \($0) a month", "每名付费会员每月带来 \($0)") } ?? ""
        if let value {
            text += self(
                text.isEmpty ? "A member is worth \(value)" : " and \(value) in all if churn stays",
                text.isEmpty ? "每名会员总计 \(value)" : "，若流失率不变总计 \(value)")
        }
        guard !text.isEmpty else {
            return self(
                "Nobody paid in the month: there is nothing to divide the revenue by yet.",
                "当月没有付费会员，尚无法计算人均收入。")
        }
        guard let ratio else {
            guard !hasCosts else { return text + self(".", "。") }
            return text
                + self(
                    ". Record what you spend in costs.csv to know whether a new member pays back.",
                    "。请在 costs.csv 中记录支出，才能知道新会员是否回本。")
        }
        text += self(", \(ratio.text) times what a new one costs", "，是获客成本的 \(ratio.text) 倍")
        if let payback { text += self(", paid back in \(payback) months", "，\(payback) 个月回本") }
        if let byCurve {
            text += self(
                "; by how long members of each age stay it is \(byCurve), discounted",
                "；按各时长会员的留存估计为 \(byCurve)（已折现）")
        }
        return text
            + (ratio.value >= 3
                ? self(". That carries more spending.", "。可以增加投入。")
                : self(". Below 3 times: spend less, or keep members longer.", "。低于 3 倍：请减少投入或延长会员留存。"))
    }
    func costAction(_ ratio: String) -> String {
        self(
            "A member is worth only \(ratio) times what a new one costs: spend less, or keep members longer.",
            "会员价值仅为获客成本的 \(ratio) 倍：请减少投入或延长留存。")
    }

    var price: String { self("Price and revenue", "价格与收入") }
    var priceAxis: String { self("price", "价格") }
    var revenuePerOffer: String { self("revenue per offer", "每次报价的收入") }
    var bestPrice: String { self("best price, with 95% interval", "最佳价格及 95% 区间") }
    var priceDescription: String {
        self(
            "Revenue per offer over the prices tried, with a point and its 95% interval for each.",
            "各试验价格下每次报价的收入，附各点的 95% 区间。")
    }
    func priceInside(_ price: String, _ range: String) -> String {
        self(
            "Revenue per offer is highest at \(price) (95%: \(range)): move towards it with new members, and keep the price of those you have.",
            "每次报价的收入在 \(price) 时最高（95%：\(range)）：请对新会员向此价靠拢，老会员保持原价。")
    }
    func priceBeyond(_ price: String, isHigher: Bool) -> String {
        isHigher
            ? self(
                "Revenue still rises at \(price), the highest price tried: try a higher one on some.",
                "在试过的最高价 \(price) 处收入仍在上升：请对部分人试更高的价格。")
            : self(
                "Revenue is highest at or below \(price), the lowest price tried: try a lower one on some.",
                "收入在试过的最低价 \(price) 或更低处最高：请对部分人试更低的价格。")
    }
    var priceUndetermined: String {
        self(
            "The prices tried do not show yet how demand falls: offer them to more people, chosen by chance.",
            "试过的价格还看不出需求如何下降：请随机向更多人报价。")
    }
    func priceAction(_ price: String, _ range: String) -> String {
        self(
            "Offer new members a price near \(price) (\(range)).", "请以接近 \(price)（\(range)）的价格向新会员报价。")
    }
    var demand: String { self("Who buys at which price", "各价格的购买率") }
    var demandDescription: String {
        self(
            "The share of offers that are bought, by price, with 95% intervals.",
            "各价格下成交的比例及 95% 区间。")
    }
    func demandSentence(low: (String, String)?, high: (String, String)?, isClear: Bool) -> String {
        var text = ""
        if let low, let high {
            text = self(
                "\(low.1) buy at \(low.0) and \(high.1) at \(high.0). ",
                "价格 \(low.0) 时有 \(low.1) 购买，\(high.0) 时有 \(high.1)。")
        }
        return text
            + (isClear
                ? self("The fall is clear: use the curve beside it.", "下降明显：可参考旁边的曲线。")
                : self(
                    "The fall may be chance: keep offering all prices before you choose one.",
                    "下降可能是偶然：请继续尝试各种价格再做选择。"))
    }

    var strategy: String { self("Which offer keeps members paying", "哪种方案最能留住付费会员") }
    var strategyDescription: String {
        self(
            "For each arm the chance to stay and pay, with a 95% interval; the line is members without an arm.",
            "各方案“留下且付费”的概率及 95% 区间；竖线为未参加方案的会员。")
    }
    func withoutArm(_ share: String) -> String { self("without an arm: \(share)", "未参加方案：\(share)") }
    func strategySentence(
        _ name: String, _ value: String, base: String, chance: String, isSettled: Bool
    ) -> String {
        self(
            "“\(name)” keeps \(value) staying and paying, against \(base) without; it is the best with a chance of \(chance). ",
            "“\(name)”使 \(value) 留下并付费，未参加者为 \(base)；它是最佳方案的概率为 \(chance)。")
            + (isSettled
                ? self("Make it the rule.", "请将其作为常规。")
                : self("Go on trying until that is 95%.", "请继续试验，直到概率达到 95%。"))
    }
    func strategyAction(_ name: String) -> String {
        self("Make “\(name)” the rule: it keeps members paying best.", "请将“\(name)”作为常规：它最能留住付费会员。")
    }

    var value: String { self("What an offer is worth", "每次报价的长期价值") }
    var valueDescription: String {
        self(
            "Expected lifetime revenue per offer of each option, with 95% intervals.",
            "各方案每次报价的预期终身收入及 95% 区间。")
    }
    func offered(_ name: String, _ price: String, _ value: String, _ chance: String) -> String {
        self(
            "“\(name)” at \(price), worth \(value) per offer (best with \(chance))",
            "“\(name)”（\(price)），每次报价值 \(value)（最佳概率 \(chance)）")
    }
    func contender(_ name: String, _ value: String, _ offered: String) -> String {
        self(
            "“\(name)” looks worth more, \(value), but was offered only \(offered) times",
            "“\(name)”看起来价值更高（\(value)），但只报价 \(offered) 次")
    }
    func valueSentence(_ offers: String, contenders: [String], isSettled: Bool) -> String {
        guard !offers.isEmpty else {
            return self(
                "No option has been tried often enough to be offered: go on trying.",
                "还没有方案试得足够多：请继续尝试。")
        }
        guard contenders.isEmpty else {
            return self(
                "\(list(contenders)): offer it more before you settle on anything. Of what was tried enough the most comes from \(offers).",
                "\(list(contenders))：请先多做报价，再做决定。在试得足够多的方案中，收益最高的是\(offers)。")
        }
        return self("Over a membership the most comes from \(offers). ", "从整个会员期看，收益最高的是\(offers)。")
            + (isSettled
                ? self("You may offer it to all.", "可以向所有人提供。")
                : self("Keep offering the others, too, until that is 90%.", "在概率达到 90% 之前，请同时提供其他方案。"))
    }

    var channels: String { self("Where members come from", "会员来源") }
    var channelsDescription: String { self("New members by channel.", "各渠道带来的新会员。") }
    func channel(_ name: String) -> String {
        let known = ["direct": "直接访问", "search": "搜索", "social": "社交媒体", "email": "邮件", "unknown": "未知"]
        if name.hasPrefix("paid: ") { return self(name, "付费：" + name.dropFirst(6)) }
        return self(name, known[name] ?? name)
    }
    func channelsSentence(
        first: (String, String)?, cheap: (String, String)?, dear: (String, String)?
    ) -> String {
        var text = first.map { self("Most come by \($0.0) (\($0.1)). ", "最多来自\($0.0)（\($0.1)）。") } ?? ""
        if let cheap, let dear {
            text += self(
                "A member costs \(cheap.1) by \(cheap.0) and \(dear.1) by \(dear.0): move money to the first, a little at a time.",
                "一名会员经\(cheap.0)的成本为 \(cheap.1)，经\(dear.0)为 \(dear.1)：请逐步把预算移向前者。")
        } else if let cheap {
            text += self(
                "A member costs \(cheap.1) by \(cheap.0): compare it with what a member is worth.",
                "一名会员经\(cheap.0)的成本为 \(cheap.1)：请与会员价值比较。")
        } else {
            text += self(
                "Record what each channel costs in costs.csv to know which pays.",
                "请在 costs.csv 中记录各渠道支出，才能知道哪个划算。")
        }
        return text
    }
    func channelAction(_ name: String) -> String {
        self(
            "\(name) costs more than its members have paid so far: spend less there.",
            "\(name)的支出超过其会员至今的付款：请减少投入。")
    }
}
