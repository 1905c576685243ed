/// What simulated members say, in Chinese and English.
enum SimulatedComments {
    static func sentences(_ topic: SimulatedCommunity.Topic, pleased: Bool) -> [String] {
        switch (topic, pleased) {
        case (.updates, true): ["更新很快，每周都有新内容", "Regular updates, I love it", "作者勤快，点赞"]
        case (.updates, false): ["好久没更新了，催更", "No new lessons for weeks, disappointing", "更新太慢，有点失望"]
        case (.difficulty, true): ["讲得很清楚，新手也能懂", "Clear and easy to follow", "循序渐进，干货满满"]
        case (.difficulty, false): ["太难了，跟不上", "Too hard and confusing for beginners", "跳步太多，看不懂"]
        case (.price, true): ["这个价格很值", "Great value for the money", "物超所值"]
        case (.price, false): ["太贵了，不值这个价", "Overpriced for what you get", "性价比不高"]
        case (.service, true): ["客服回复很及时，谢谢", "Support was quick and helpful", "答疑很耐心"]
        case (.service, false): ["提问没人理，很失望", "Support never answers, terrible", "视频卡顿，体验差"]
        }
    }
}
