/// A path below some root that cannot lead out of it: no leading `/`, no `.`, `..` or empty
/// component, no NUL. Compared and hashed by its UTF-8 bytes.
public struct RelativePath: Sendable {
    public let text: String

    /// - Throws: `RelativePathError`, which says what is wrong with the path.
    public init(_ text: String) throws(RelativePathError) {
        if text.isEmpty { throw RelativePathError(text, "it is empty") }
        if text.utf8.first == UInt8(ascii: "/") { throw RelativePathError(text, "it is absolute") }
        if text.utf8.contains(0) { throw RelativePathError(text, "it has a NUL") }
        for component in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if component.isEmpty { throw RelativePathError(text, "it has an empty component") }
            if component.elementsEqual(".".utf8) || component.elementsEqual("..".utf8) {
                throw RelativePathError(text, "it has a '\(Substring(component))'")
            }
        }
        self.text = text
    }

    /// The parts between the slashes; at least one.
    public var components: [Substring] { text.split(separator: "/") }

    /// The folder that holds it, empty when that is the root.
    public var folder: Substring {
        text.lastIndex(of: "/").map { text[..<$0] } ?? ""
    }

    /// The path as it stands below `root`.
    public func below(_ root: String) -> String { joined(root, text) }
}

extension RelativePath: Hashable, Comparable, CustomStringConvertible {
    public static func == (a: RelativePath, b: RelativePath) -> Bool { sameUTF8(a.text, b.text) }
    public static func < (a: RelativePath, b: RelativePath) -> Bool { byUTF8(a.text, b.text) }
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
    public var description: String { text }
}

/// Why a text is not a path below a root.
public struct RelativePathError: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    /// `'../x' is not a path inside the folder: it has a '..'`
    public var description: String { "'\(path)' is not a path inside the folder: \(reason)" }
}
