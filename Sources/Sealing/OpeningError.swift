/// Why a sealed file or a bundle was not opened. The cases are the failure classes of docs/content/internals/format.md.
public enum OpeningError: Error, Sendable, Equatable {
    /// The first line is not this format's.
    case notSealpress
    /// The first line is this format's, of a version that this program does not know.
    case unsupportedVersion(String)
    /// The header is incomplete, not in canonical form, or holds a value of the wrong length.
    case malformedHeader
    /// The header names another file than the one asked for.
    case wrongID(found: String)
    /// None of the grants held opens the file; `listed` are those that would.
    case shut(listed: [GrantEpoch])
    /// The contents were altered, cut short or extended. For a bundle this may also mean that the unlock
    /// code is another member's: AES-GCM cannot tell these apart.
    case damaged
    /// What was inside is authentic but not in canonical form: it was made by another program.
    case malformedContents
}

extension OpeningError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notSealpress: "this is not a file that Sealpress sealed"
        case .unsupportedVersion(let version): "this file has format version \(version); only 1 is known here"
        case .malformedHeader: "the header of this sealed file is damaged"
        case .wrongID(let found): "this sealed file belongs under another name: \(found)"
        case .shut(let listed):
            "no key held opens this file; it opens for \(listed.map(\.description).joined(separator: ", "))"
        case .damaged: "this file was altered or cut short, or belongs to another unlock code"
        case .malformedContents: "this file is authentic, but what it holds is not in canonical form"
        }
    }
}
