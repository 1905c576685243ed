import Metrics

/// Made-up names; whoever bears one is not meant.
enum Names {
    static func one(isChinese: Bool, _ random: inout RandomStream) -> String {
        if isChinese {
            return family[random.index(below: family.count)] + given[random.index(below: given.count)]
        }
        return first[random.index(below: first.count)] + " " + last[random.index(below: last.count)]
    }

    private static let first = [
        "Agnes", "Amir", "Anouk", "Bao", "Beatriz", "Cem", "Clara", "Dmitri", "Elif", "Emeka", "Fatou",
        "Femke",
        "Giulia", "Hana", "Henrik", "Imani", "Ines", "Jonas", "Kaito", "Karim", "Leila", "Lucía", "Maja",
        "Marek",
        "Nadia", "Noor", "Oskar", "Priya", "Rafael", "Saskia", "Tariq", "Tomás", "Ulrike", "Viktor",
        "Wanjiru", "Yara",
    ]
    private static let last = [
        "Abara", "Andersen", "Bakker", "Castillo", "Cohen", "Dvořák", "Eriksen", "Fontaine", "García",
        "Haddad",
        "Ito", "Jansen", "Kaya", "Keller", "Kowalska", "Lindgren", "Marchetti", "Mensah", "Moreau",
        "Nakamura",
        "Novak", "Okafor", "Petrov", "Quinn", "Rossi", "Santos", "Sharma", "Tanaka", "Vasquez", "Weber",
        "Yilmaz",
        "Zhou",
    ]
    private static let family = [
        "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "沈", "韩", "杨", "朱", "许", "何",
    ]
    private static let given = [
        "晓雨", "明远", "思琪", "子涵", "静", "伟", "佳宁", "一鸣", "若溪", "浩然", "雅文", "志强", "梦瑶", "建国", "婷", "俊杰",
    ]
}

/// What members search for and do not find.
enum Wishes {
    static func search(isChinese: Bool, _ random: inout RandomStream) -> String {
        let texts = isChinese ? chinese : english
        return texts[random.choice(weights: texts.indices.map { 1 / Double($0 + 1) })]
    }

    /// The most wanted first.
    private static let english = [
        "hebrew calendar", "islamic calendar", "easter date", "maya long count", "week numbers excel",
        "julian day in python",
    ]
    private static let chinese = ["黄历", "二十八宿", "伊斯兰历", "藏历", "日食", "八字"]
}
