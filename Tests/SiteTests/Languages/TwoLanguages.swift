/// A small site in English and Chinese.
enum TwoLanguages {
    static let config = """
        site: {title: Test, description: A test, baseURL: "https://example.org/learn/", author: Ann}
        tiers: [{id: premium, name: Premium}]
        languages:
          - {id: zh, name: 中文, title: 测试, description: 一个测试, tiers: {premium: 高级会员}}

        """

    static let files = [
        "content/index.md": "---\ntitle: Home\n---\nWelcome.\n",
        "content/index.zh.md": "---\ntitle: 首页\n---\n欢迎。\n",
        "content/articles/hello.md": "---\ntitle: Hello\ndate: 2026-10-01\ntags: [swift]\n---\nEveryone.\n",
        "content/articles/hello.zh.md": "---\ntitle: 你好\ntags: [swift, 内存]\n---\n大家好。\n",
        "content/articles/only.md": "---\ntitle: Only\ndate: 2026-10-02\n---\nIn English only.\n",
        "content/zh/articles/zhi.md": "---\ntitle: 只有中文\ndate: 2026-10-03\n---\n只有中文。\n",
        "content/courses/swift/index.md": "---\ntitle: Swift\ntier: premium\nprice: 9\n---\nCourse.\n",
        "content/courses/swift/index.zh.md": "---\ntitle: 斯威夫特\n---\n课程。\n",
        "content/courses/swift/01-start/01-values.md": "---\ntitle: Values\n---\nTeaser.\n\nPaid text.\n",
        "content/courses/swift/01-start/02-types.md": "---\ntitle: Types\n---\nTeaser.\n\nPaid types.\n",
        "content/courses/swift/01-start/02-types.zh.md": "---\ntitle: 类型\n---\n预告。\n\n付费内容。\n",
    ]

    static func site(
        _ more: [String: String] = [:], config: String = "", roster: [String] = []
    ) throws -> TestSite {
        try TestSite(files.merging(more) { $1 }, config: Self.config + config, roster: roster)
    }
}
