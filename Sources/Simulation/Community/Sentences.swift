import Metrics

/// What simulated members say.
enum Sentences {
    static func one(
        _ topic: String, _ isPleased: Bool, isChinese: Bool, _ random: inout RandomStream
    ) -> String {
        let texts = all(topic, isPleased, isChinese: isChinese)
        return texts.isEmpty ? "" : texts[random.index(below: texts.count)]
    }

    /// The topics that there are sentences of.
    static let topics = ["difficulty", "price", "quality", "service", "updateFrequency"]

    static func all(_ topic: String, _ isPleased: Bool, isChinese: Bool) -> [String] {
        switch (topic, isPleased, isChinese) {
        case ("updateFrequency", true, false):
            [
                "Regular updates every week, I love it.", "Great to see new lessons so often.",
                "The new chapter came early, wonderful.",
            ]
        case ("updateFrequency", false, false):
            [
                "No new lessons for weeks, disappointing.", "The updates are far too slow.",
                "Still waiting for an update, very disappointing. Will there be more lessons?",
            ]
        case ("updateFrequency", true, true): ["更新很快，每周都有新内容，喜欢。", "作者更新勤快，点赞。", "更新稳定，很满意。"]
        case ("updateFrequency", false, true): ["好久没更新了，很失望。", "更新太慢，有点失望。", "什么时候更新？等得很失望。"]
        case ("difficulty", true, false):
            [
                "Clear and easy to follow, even for beginners.",
                "Difficult matter, but explained wonderfully.",
                "The exercises are easy to follow and helpful.",
            ]
        case ("difficulty", false, false):
            [
                "Too hard and confusing for beginners.",
                "I got lost, this lesson is confusing and too difficult.",
                "Way too hard. Why does the month need a correction?",
            ]
        case ("difficulty", true, true): ["讲得很清楚，新手也能懂。", "循序渐进，容易理解，很好。", "难点讲得清楚，赞。"]
        case ("difficulty", false, true): ["太难了，跟不上。", "难度太大，看不懂，很失望。", "跳步太多，太难。为什么要置闰？"]
        case ("price", true, false):
            [
                "Great value for the money.", "The price is fair, I am happy to pay it.",
                "Worth every cent, great price.",
            ]
        case ("price", false, false):
            ["Overpriced for what you get.", "Too expensive, a bad deal.", "The price is a rip-off, sadly."]
        case ("price", true, true): ["这个价格很值，满意。", "物超所值，价格很好。", "不贵，很划算，喜欢。"]
        case ("price", false, true): ["太贵了，不值这个价。", "价格偏高，性价比低，失望。", "会员太贵，很失望。"]
        case ("service", true, false):
            [
                "Support was quick and helpful, thanks!",
                "Friendly support, my question was answered in an hour.", "Excellent support, thank you.",
            ]
        case ("service", false, false):
            [
                "Support never answers, terrible.", "Awful service, nobody replied to my mail.",
                "My question to support was ignored, very bad.",
            ]
        case ("service", true, true): ["客服回复很及时，谢谢。", "答疑很耐心，赞。", "客服态度很好，满意。"]
        case ("service", false, true): ["客服没人理，很失望。", "客服态度很差。", "提问没人回复，服务太差了。"]
        case ("quality", true, false):
            [
                "Excellent lesson, well written.", "Brilliant article with great examples.",
                "The content is excellent, I learned a lot.",
            ]
        case ("quality", false, false):
            [
                "The content is shallow and boring.", "A poor lesson, full of mistakes.",
                "Boring article, poorly written.",
            ]
        case ("quality", true, true): ["内容非常好，干货满满。", "文章质量很高，喜欢。", "例子精彩，内容很棒。"]
        case ("quality", false, true): ["内容太水了，失望。", "文章质量差，错误很多。", "内容无聊，没有干货。"]
        default: []
        }
    }
}
