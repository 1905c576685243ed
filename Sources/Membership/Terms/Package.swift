/// Courses that are sold together.
///
/// Buying a package gives its courses: the roster names them one by one, so that a package may change later without
/// taking anything from those who bought it.
public struct Package: Sendable, Hashable, Identifiable {
    public var id: String
    /// The ids of its courses, each once.
    public var courses: [String]

    public init(_ id: String, courses: [String]) {
        self.id = id
        self.courses = courses
    }
}
