/// What a directive takes: the names that its template uses, as it uses them.
///
/// A name that the template asks for anywhere is optional, one that it only prints is needed wherever it is reached.
public struct DirectiveSignature: Sendable, Hashable {
    public indirect enum Use: Sendable, Hashable {
        case printed(String)
        /// What is reached where there is such a name, or, `inverted`, where there is none.
        case asked(String, inverted: Bool, uses: [Use])
    }

    /// What the body is called beside the attributes.
    public static let body = "body"

    private let uses: [Use]
    private let printed: Set<String>
    private let asked: Set<String>
    let isUnread: Bool

    public init(_ uses: [Use]) {
        self.init(uses, isUnread: false)
    }

    private init(_ uses: [Use], isUnread: Bool) {
        self.uses = uses
        self.isUnread = isUnread
        var printed: Set<String> = []
        var asked: Set<String> = []
        Self.collect(uses, &printed, &asked)
        self.printed = printed
        self.asked = asked
    }

    private static func collect(_ uses: [Use], _ printed: inout Set<String>, _ asked: inout Set<String>) {
        for use in uses {
            switch use {
            case .printed(let name): printed.insert(name)
            case .asked(let name, _, let inner):
                asked.insert(name)
                collect(inner, &printed, &asked)
            }
        }
    }

    /// The attributes that may be written, sorted.
    public var attributes: [String] {
        printed.union(asked).subtracting([Self.body]).sorted()
    }

    /// Whether there may be Markdown inside it.
    public var takesBody: Bool { printed.contains(Self.body) }

    /// Whether an attribute is only asked for, so stands alone: `loop`.
    public func isFlag(_ name: String) -> Bool { asked.contains(name) && !printed.contains(name) }

    /// Whether the template looks whether there is such an attribute; an empty one is none then.
    func asksFor(_ name: String) -> Bool { asked.contains(name) }

    /// What is needed where `given` is there, ``body`` among it where there is one; in the order of the template.
    func missing(_ given: Set<String>) -> [String] {
        guard !isUnread else { return [] }
        var missing: [String] = []
        collectMissing(uses, given, &missing)
        return missing
    }

    private func collectMissing(_ uses: [Use], _ given: Set<String>, _ missing: inout [String]) {
        for use in uses {
            switch use {
            case .printed(let name):
                if !given.contains(name), !asked.contains(name), !missing.contains(name) {
                    missing.append(name)
                }
            case .asked(let name, let inverted, let inner):
                if given.contains(name) != inverted { collectMissing(inner, given, &missing) }
            }
        }
    }

    /// Of a template that cannot be read: anything goes, for its own fault is enough to tell.
    public static let unread = DirectiveSignature([.printed(body)], isUnread: true)

    /// What call-outs take that have no template of their own.
    static let callout = DirectiveSignature([
        .asked("title", inverted: false, uses: [.printed("title")]), .printed(body),
    ])
}
