import Diagnostics

/// What a check asks of a body beyond where its links lead; taken down only with ``RenderOptions/takesNotes``.
public struct BodyNotes: Sendable, Hashable {
    /// Addresses of other sites, as links, pictures and other media name them.
    public var external: [Located<String>] = []
    /// Pictures without words for those who do not see them, by their addresses as written.
    public var untoldImages: [Located<String>] = []

    public init() {}

    static func + (a: BodyNotes, b: BodyNotes) -> BodyNotes {
        var sum = a
        sum.external += b.external
        sum.untoldImages += b.untoldImages
        return sum
    }
}
