/// What models say in English, by the pattern of their sentences, in Chinese; `{}` is what differs.
enum ModelSentences {
    /// Names of features, inputs and actions.
    static let terms: [String: String] = [
        "days since last seen": "距上次来访天数",
        "visits": "访问次数",
        "sections read": "阅读付费内容",
        "lessons done": "完成课时",
        "months as a member": "会员月数",
        "visits in 90 days": "90 天内访问",
        "sections read in 90 days": "90 天内阅读付费内容",
        "share of lessons done": "课时完成比例",
        "paid in 365 days": "365 天内付款",
        "days as a member": "会员天数",
        "lessons done per visit": "每次访问完成课时",
        "visits per member": "人均访问",
        "spend": "获客支出",
        "ln(age)": "会员月数（对数）",
        "recommendations accepted": "接受的推荐",
        "accepted": "接受的推荐",
        "accepted recommendations": "接受的推荐",
        "write what is new since the last visit": "告知上次来访后的新内容",
        "point to a short lesson that fits": "推荐一节合适的短课",
        "show what the membership opens": "介绍会员可看的内容",
        "suggest the next lesson of the course begun": "推荐已开始课程的下一课",
        "welcome: the first months decide": "欢迎问候：最初几个月最关键",
        "members.csv": "members.csv",
        "payments.csv": "payments.csv",
        "costs.csv": "costs.csv",
        "comments.csv": "comments.csv",
        "arms.csv": "arms.csv",
        "points.csv": "points.csv",
        "facts of members by day": "会员每日记录",
        "facts of members by page": "会员页面记录",
        "facts of content": "内容记录",
        "facts of hours": "时段记录",
        "facts of visits and sources": "访问与来源记录",
        "members": "会员",
        "comments": "评论",
        "places shown": "展示的位置",
        "months with members": "有会员的月份",
        "prices tried": "试过的价格",
        "members who opened a page": "打开过页面的会员",
        "members who were shown recommendations": "看到过推荐的会员",
        "articles and lessons that are out": "已发布的文章和课时",
        "members who left after a month at least": "至少一个月后离开的会员",
        "members without an arm who came due": "未参加方案且到期的会员",
    ]

    static let patterns: [(english: String, chinese: String)] = [
        ("there are no payments", "没有付款记录"),
        (
            "keep payments.csv (sealpress members import adds to it)",
            "请维护 payments.csv（sealpress members import 会写入）"
        ),
        ("there are no facts up to this day", "截至该日没有任何访问记录"),
        ("sealpress ingest LOG… counts access logs", "用 sealpress ingest LOG… 导入访问日志"),
        ("no member has a first day that is known, in the last 60 months", "最近 60 个月没有会员的起始日期"),
        ("give `from` in members.csv", "请在 members.csv 中填写 from"),
        ("needs at least {} rows, has {}", "至少需要 {} 行数据，现有 {} 行"),
        (
            "needs {} members who left in the last {} months with facts, has {}",
            "需要最近 {1} 个有记录的月份中有 {0} 名离开的会员，现有 {2} 名"
        ),
        (
            "needs {} members who stayed in the last {} months with facts, has {}",
            "需要最近 {1} 个有记录的月份中有 {0} 名留下的会员，现有 {2} 名"
        ),
        ("no slate of an earlier run was shown", "还没有展示过以前的推荐"),
        ("none of the {} places shown led to a lesson done", "展示的 {} 个位置都没有带来完成的课时"),
        ("fewer than 30 members were seen in the month", "当月来访的会员不足 30 名"),
        ("there are no experiments", "没有实验"),
        (
            "write what is to be tried under experiments: in sealpress.yml",
            "请在 sealpress.yml 的 experiments: 中写明要试验的内容"
        ),
        (
            "each arm needs {} members with the outcome and {} without, whose {} days are over",
            "每个方案需要 {0} 名有结果和 {1} 名无结果的会员，且已满 {2} 天"
        ),
        ("each arm needs {} periods of {} days that one arm was shown in", "每个方案需要 {0} 期（每期 {1} 天）只展示该方案"),
        ("every period came to the same", "各期结果都相同"),
        (
            "{} members saw an arm that is not theirs: the root key or the weights changed",
            "{} 名会员看到了不属于自己的方案：根密钥或权重有变"
        ),
        ("no page has '::: arm {}/…'", "没有页面含有“::: arm {}/…”"),
        ("needs {} {}, has {}", "需要 {0} 个“{1}”，现有 {2} 个"),
        ("there is no {} with an arm", "{} 中没有方案"),
        ("there is no {}", "没有 {}"),
        (
            "record in it how many were offered each price: arm,segment,price,offered (segment a tier, or empty for all)",
            "在其中记录每个价格的报价次数：arm,segment,price,offered（segment 为等级，留空表示全部）"
        ),
        ("record in it what members say: time,member,route,text", "在其中记录会员的评论：time,member,route,text"),
        ("record in it what earns points: kind,points (kinds: {})", "在其中记录积分规则：kind,points（可用种类：{}）"),
        ("more members make it possible", "会员增多后即可运行"),
        ("more months make it possible", "月份增多后即可运行"),
        ("more months of facts and members make it possible", "会员和记录的月份增多后即可运行"),
        ("more months of facts make it possible", "记录的月份增多后即可运行"),
        ("wait for more months", "请等待更多月份"),
        ("wait for the month's end", "请等到月底"),
        ("no month with facts is over", "还没有完整的一个月记录"),
        ("no month with payments is over", "还没有完整的一个月付款"),
        ("check the dates of members.csv and payments.csv", "请检查 members.csv 与 payments.csv 中的日期"),
        (
            "it takes members who left (until in members.csv) in months with facts",
            "需要在有记录的月份里离开的会员（members.csv 中的 until）"
        ),
        ("it takes members who left (until in members.csv)", "需要离开的会员（members.csv 中的 until）"),
        ("no payment that came due has an arm", "到期的付款都没有方案"),
        ("write the arm of each sale into payments.csv", "请在 payments.csv 中写明每笔销售的方案"),
        (
            "it takes `analytics.beacon: true` and slates shown to members",
            "需要设置 analytics.beacon: true 并向会员展示推荐"
        ),
        ("offer another price to some, and record both", "请向部分人提供另一价格，并记录两者"),
        ("offer more prices to more people", "请向更多人尝试更多价格"),
        ("give in {} how many were offered it", "请在 {} 中写明报价次数"),
        ("arm '{}' was bought {} times and offered {} times", "方案“{0}”购买 {1} 次，但只报价 {2} 次"),
        ("write in content/", "请在 content/ 中写作"),
        ("no article or lesson is out", "还没有发布文章或课时"),
        ("add to {}", "请补充 {}"),
        ("use points that are numbers", "积分须为数字"),
        ("use the kinds {}", "请使用这些种类：{}"),
        ("{} gives points for '{}', which nobody counts", "{0} 为“{1}”计分，但没有这种记录"),
        ("'{}' is the same in every row, so there is nothing to tell apart", "“{}”在每行都相同，无从区分"),
        ("column '{}' holds one value only; leave it out", "“{}”只有一个值"),
        ("'{}' is the same everywhere, which tells nothing", "“{}”处处相同，说明不了什么"),
        ("there were as many members at the end of every month", "每个月底的会员数都相同"),
        (
            "column '{}' is a linear combination of {}; leave one out; only the penalty holds their coefficients apart",
            "“{0}”可由{1}推出，其系数仅靠惩罚项区分"
        ),
        ("column '{}' is a linear combination of {}", "“{0}”可由其他列推出"),
        (
            "column '{}' helps to tell the outcomes apart without error, so its coefficient has no finite estimate; add a penalty or leave it out",
            "“{}”能完全区分结果，因此没有有限的估计"
        ),
        ("column '{}' helps to tell {}", "“{}”能完全区分结果"),
        ("{} did not converge in {} iterations", "{0} 在 {1} 步内未收敛"),
        ("{} is not a finite number for these inputs", "{} 在这些数据下不是有限数"),
        ("'{}', row {}: must be {}", "“{0}”第 {1} 行的值超出范围"),
        ("'{}' must be {}", "“{0}”的值超出范围"),
        ("the fall of demand with price is not clear yet", "需求随价格下降尚不明显"),
        ("demand does not fall with price", "需求不随价格下降"),
        ("the optimum is outside the prices tried; not extrapolated", "最优价格在试过的范围之外，不作外推"),
        ("the retention floor holds the price at {}", "留存下限把价格限制在 {}"),
        ("no price tried keeps retention at {}", "试过的价格都达不到 {} 的留存"),
        (
            "renewals are known at fewer than two prices, so the retention floor was not applied",
            "只有不足两个价格有续费记录，未应用留存下限"
        ),
        ("few rows for {} columns: {}", "{0} 列只有 {1} 行数据"),
        (
            "fewer than ten events per column; the coefficients are uncertain and biased outwards",
            "每列事件不足十次，系数不确定且偏大"
        ),
        ("nobody churned, so this formula has no finite LTV", "无人流失，因此该公式没有有限的终身价值"),
        ("only {} members", "只有 {} 名会员"),
        ("only {} visits; hours differ by chance", "只有 {} 次访问，时段差异可能是偶然"),
        ("only {} periods", "只有 {} 个月"),
        ("only {} weeks", "只有 {} 周"),
        ("only {} comments", "只有 {} 条评论"),
        (
            "the data has not bent yet: growth is exponential so far and K cannot be told",
            "增长尚未放缓，目前为指数增长，看不出上限"
        ),
        ("the data has not bent yet: K cannot be told", "增长尚未放缓，看不出上限"),
        ("the split is weak, silhouette {}", "分群界限模糊（轮廓系数 {}）"),
        ("there are fewer distinct points than groups", "不同的数据点少于群数"),
        ("the centres still moved after {} steps", "{} 步后中心仍在移动"),
        ("fewer than ten members per band", "每档不足十名会员"),
        ("α and β are known only to within a factor of seven", "曲线参数只知道在七倍范围内"),
        ("the likelihood is flat: α and β cannot be told", "似然平坦，无法确定曲线参数"),
        ("'{}' is best with {} only; keep trying", "“{0}”为最佳的概率只有 {1}，请继续试验"),
        ("the policies differ so much that {} exposures are worth {}", "两种策略差别太大，{0} 次展示只相当于 {1} 次"),
        ("no demand or no content to compare", "没有可比较的需求或内容"),
        ("{} of {} items share no member with another", "{1} 个页面中有 {0} 个与其他页面没有共同会员"),
        ("the model ranks hardly better than guessing", "模型排序与猜测相差无几"),
        ("without costs.csv the cost of a new member is not known", "没有 costs.csv，不知道获客成本"),
        ("without costs.csv the cost of a channel is not known", "没有 costs.csv，不知道渠道成本"),
        ("the money of {} payments in other currencies than {} is left out", "金额未计入 {0} 笔非 {1} 的付款"),
        ("{} cost money and brought no member", "{} 有支出但没有带来会员"),
        ("{} members have no first or last day that is known", "{} 名会员的起止日期不明"),
        ("offered only {} times", "只报价 {} 次"),
        ("price outside the allowed range", "价格超出允许范围"),
        ("retention {} is below the floor", "留存 {} 低于下限"),
        ("only {} members; quintiles are coarse", "只有 {} 名会员，五分位较粗"),
        ("suggesting what is popular does as well", "直接推荐热门内容效果相当"),
        (
            "{} of the predictions leave [0, 1]; use logistic regression for probabilities",
            "{} 的预测超出 [0, 1]，请以逻辑回归为准"
        ),
        ("{} of {} weeks have fewer than five comments", "{1} 周中有 {0} 周评论不足五条"),
        ("more members renewed than were active, so their quotient is no share", "续费会员多于活跃会员，其商不是比例"),
        ("no rule gives points for '{}' ({} events)", "没有规则为“{0}”计分（{1} 次）"),
        ("fewer than ten rows have one of the outcomes", "某一结果不足十行"),
        ("{}: no option keeps the guard rails", "{}：没有方案符合限制"),
        ("{}: '{}' looks worth more, but was offered only {} times", "{0}：“{1}”看起来价值更高，但只报价 {2} 次"),
        ("no arm was bought yet", "还没有方案成交"),
        ("write the arm of each sale into payments.csv", "请在 payments.csv 中写明每笔销售所属的方案"),
        ("the newest log that was counted ends on {}: ingest newer ones", "已导入的日志只到 {}：请导入更新的日志"),
        ("{} comments are older than five years and left out", "未计入 {} 条五年前的评论"),
        ("the optimum of the line is outside the prices tried; not extrapolated", "最优价格在试过的范围之外，不作外推"),
    ]

    /// The Chinese of a sentence; nil for one that is not known here.
    static func chinese(_ sentence: String) -> String? {
        if let term = terms[sentence] { return term }
        for pattern in patterns {
            guard let captured = match(sentence, pattern.english) else { continue }
            let values = captured.map { terms[$0] ?? $0 }
            var text = pattern.chinese
            for (index, value) in values.enumerated() {
                text = text.replacing("{\(index)}", with: value)
            }
            if let first = values.first { text = text.replacing("{}", with: first, maxReplacements: 1) }
            for value in values.dropFirst() { text = text.replacing("{}", with: value, maxReplacements: 1) }
            return text
        }
        return nil
    }

    /// What stands where the pattern has `{}`, each as short as can be; nil where it does not fit.
    static func match(_ sentence: String, _ pattern: String) -> [String]? {
        let parts = pattern.split(separator: "{}", omittingEmptySubsequences: false)
        guard let first = parts.first, sentence.hasPrefix(first) else { return nil }
        var rest = sentence.dropFirst(first.count)
        var captured: [String] = []
        for (index, part) in parts.enumerated().dropFirst() {
            if index == parts.count - 1 {
                guard rest.hasSuffix(part) else { return nil }
                captured.append(String(rest.dropLast(part.count)))
                rest = ""
            } else {
                guard let range = rest.firstRange(of: part) else { return nil }
                captured.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
        }
        return rest.isEmpty ? captured : nil
    }
}

extension Words {
    /// A feature, an input or an action as models name it.
    func term(_ name: String) -> String { self(name, ModelSentences.terms[name] ?? name) }

    /// A sentence of a model's.
    func model(_ sentence: String) -> String {
        self(sentence, ModelSentences.chinese(sentence) ?? sentence)
    }

    func subject(_ subject: Subject) -> String {
        switch subject {
        case .activation: self("activation and renewal", "激活与续费")
        case .retention: self("retention", "留存")
        case .activity: self("activity", "活跃")
        case .segments: self("segments", "分群")
        case .churn: self("churn", "流失预警")
        case .survival: self("survival", "生存分析")
        case .revenue: self("revenue", "收入")
        case .strategy: self("strategy", "策略比较")
        case .recommendations: self("recommendations", "推荐")
        case .behaviour: self("behaviour", "行为")
        case .pricing: self("price", "定价")
        case .value: self("value", "价值最大化")
        case .growth: self("growth", "增长")
        case .channels: self("channels", "渠道")
        case .sentiment: self("sentiment", "情感")
        case .content: self("content", "内容规划")
        case .points: self("points", "积分")
        case .experiments: self("experiments", "实验")
        }
    }
}
