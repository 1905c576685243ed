/// What a source says of itself as a whole.
public struct SourceSettings: Sendable, Hashable {
    public var title: String?
    public var description: String?
    public var language: String?
    public var baseURL: String?
    /// Folders that become sections with lists of their own.
    public var sections: [String] = []

    init() {}
}
