/// On pages, topics, recommendations and what members say.
extension Words {
    var contentHeading: String { self("Content", "内容") }

    var league: String { self("What is read most", "阅读排行") }
    var leagueDescription: String { self("The ten pages with the most views.", "浏览最多的十个页面。") }
    func leagueSentence(first: (String, String)?, worst: (String, String)?) -> String {
        guard let first else {
            return self("Nothing has been read yet: ingest the access logs.", "尚无阅读记录：请导入访问日志。")
        }
        let start = self("“\(first.0)” has \(first.1) of all views. ", "《\(first.0)》占全部浏览的 \(first.1)。")
        guard let worst else {
            return start + self("Link from it to what you want read next.", "请从它链接到您希望读者接着看的内容。")
        }
        return start
            + self(
                "Of the most read, “\(worst.0)” is finished least, by \(worst.1) of its members: shorten it or split it.",
                "在热门页面中，《\(worst.0)》读完的会员最少，仅 \(worst.1)：请精简或拆分。")
    }

    var gaps: String { self("What to write next", "接下来写什么") }
    var gapsDescription: String {
        self(
            "Topics by how much more they are asked for than there is to read; 1 is balanced.",
            "各主题的需求与供给之比；1 表示平衡。")
    }
    func gap(_ tag: String, _ times: String, _ items: Int) -> String {
        self(
            "“\(tag)” (\(times)× asked for, \(items) \(items == 1 ? "page" : "pages"))",
            "“\(tag)”（需求为 \(times) 倍，现有 \(items) 页）")
    }
    func gapsSentence(_ wanted: [String], searches: [String]) -> String {
        var text =
            wanted.isEmpty
            ? self("What there is meets what is asked for: write what you like.", "供需平衡：写您想写的。")
            : self("Write on \(list(wanted)).", "请写\(list(wanted))。")
        if !searches.isEmpty {
            let quoted = quotedList(searches)
            text += self(" Searched for without result: \(quoted).", "搜索无结果：\(quoted)。")
        }
        return text
    }
    func gapAction(_ tag: String, _ times: String) -> String {
        self(
            "Write on “\(tag)”: it is asked for \(times) times as much as there is of it.",
            "请写“\(tag)”：需求是现有内容的 \(times) 倍。")
    }

    var hours: String { self("When to publish", "何时发布") }
    var hoursDescription: String {
        self(
            "The hours of the week, by weekday and hour, darker for more visits in the three hours after.",
            "一周各时段，颜色越深表示随后三小时访问越多。")
    }
    func hoursSentence(_ best: (String, String, String)?, isEarly: Bool) -> String {
        guard let best else {
            return self("No visits are known by hour yet.", "尚无按小时的访问记录。")
        }
        if isEarly {
            return self(
                "\(best.0) at \(best.1) leads so far, on too few visits to plan by: publish when it suits you.",
                "目前\(best.0) \(best.1) 领先，但访问太少：按自己的时间发布即可。")
        }
        return self(
            "Publish on \(best.0) at \(best.1): \(best.2) of the week's visits fall in the three hours after.",
            "建议在\(best.0) \(best.1) 发布：其后三小时占全周访问的 \(best.2)。")
    }

    var recommending: String { self("What members are shown next", "推荐效果") }
    var ourSlates: String { self("recommended", "推荐算法") }
    var byPopularity: String { self("most popular", "按热门") }
    var recommendingDescription: String {
        self(
            "How often the page that a member read last is among ten suggestions made without it, with 95% intervals.",
            "会员最后阅读的页面出现在十条推荐中的比例及 95% 区间。")
    }
    func recommendingSentence(slates: String, isBandit: Bool, isBetter: Bool?) -> String {
        let start =
            isBandit
            ? self(
                "\(slates) members get lessons chosen by what was completed when shown. ",
                "\(slates) 名会员收到由完成情况学习得出的推荐。")
            : self("\(slates) members get lessons chosen by what others read. ", "\(slates) 名会员收到基于他人阅读的推荐。")
        switch isBetter {
        case true?:
            return start + self("That finds more than popularity alone: leave it on.", "效果好于只按热门推荐：请保持开启。")
        case false?:
            return start
                + self(
                    "It does not beat popularity beyond chance: more pages and readers will help, nothing needs doing.",
                    "尚未明显优于热门推荐：页面和读者增多后会改善，无需处理。")
        case nil: return start + self("Too little is known to score it.", "数据太少，尚无法评分。")
        }
    }
    func judged(shown: String, earned: String, learned: String, isBetter: Bool) -> String {
        self(
            "Of \(shown) places shown, \(earned) were completed; what was learned from them would reach \(learned)",
            "在展示的 \(shown) 个位置中，\(earned) 被完成；学习所得的策略可达 \(learned)")
            + (isBetter
                ? self(", better beyond doubt.", "，明显更好。")
                : self(", not clearly better, so nothing changes.", "，差别不明显，因此不作改变。"))
    }
    func notJudged(_ why: String) -> String {
        self("the slates shown so far were not judged: \(why)", "已展示的推荐尚未评估：\(why)")
    }

    var sentiment: String { self("What members say", "会员的评价") }
    var sentimentDescription: String {
        self(
            "Mood of comments from −1 to 1 by topic over the weeks; the middle line is neutral.",
            "各主题评论情绪（−1 到 1）随周变化；中线为中性。")
    }
    func topic(_ name: String) -> String {
        switch name {
        case "all": self("all comments", "全部评论")
        case "updateFrequency": self("updates", "更新频率")
        case "difficulty": self("difficulty", "难度")
        case "price": self("price", "价格")
        case "service": self("service", "服务")
        case "quality": self("quality", "质量")
        default: name
        }
    }
    func moodOf(_ mean: Double, _ comments: Int) -> String {
        let mean = (mean > 0 ? "+" : "") + number(mean, decimals: 2)
        return self("\(mean), \(count(comments)) comments", "\(mean)，\(count(comments)) 条")
    }
    func sentimentSentence(
        comments: String, positive: String, falling: [String], rising: [String], lowest: String?
    ) -> String {
        let start = self(
            "\(positive) of \(comments) comments with an opinion are pleased. ",
            "\(comments) 条有观点的评论中，\(positive) 是满意的。")
        if !falling.isEmpty {
            return start
                + self(
                    "The mood on \(list(falling)) falls: read those comments first, and answer them.",
                    "对\(list(falling))的评价在下降：请先阅读并回复这些评论。")
        }
        if !rising.isEmpty {
            return start
                + self("The mood on \(list(rising)) rises: keep at it.", "对\(list(rising))的评价在上升：请保持。")
        }
        guard let lowest else { return start + self("There is no trend yet.", "尚无趋势。") }
        return start
            + self(
                "No topic rises or falls beyond chance; \(lowest) is the least liked, so begin there.",
                "各主题没有明显升降；\(lowest)评价最低，可从这里着手。")
    }
    func moodAction(_ topic: String) -> String {
        self(
            "The mood on \(topic) falls: read those comments, and answer them.", "对\(topic)的评价在下降：请阅读并回复这些评论。"
        )
    }

    var behaviour: String { self("Do recommendations make members active?", "推荐是否带动活跃") }
    func behaviourSentence(members: String, explained: String, isClear: Bool) -> String {
        self(
            "Behaviour explains \(explained) of how many recommendations \(members) members accept. ",
            "在 \(members) 名会员中，行为可解释 \(explained) 的推荐接受情况。")
            + (isClear
                ? self(
                    "Those who accept more are more active: keep showing them.", "接受推荐越多的会员越活跃：请继续推荐。")
                : self(
                    "Whether acceptance makes members active is not clear yet: wait.",
                    "接受推荐是否带动活跃尚不明确：请等待。"))
    }

    var points: String { self("Points", "积分") }
    var pointsDescription: String { self("The ten members with the most points.", "积分最高的十名会员。") }
    func pointsSentence(_ members: String) -> String {
        self(
            "\(members) members have points: thank the first ten, they carry the community.",
            "\(members) 名会员有积分：请感谢前十名，他们支撑着社区。")
    }
}
