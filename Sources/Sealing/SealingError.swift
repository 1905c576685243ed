/// Why something could not be sealed, derived or signed. No case carries key material.
public enum SealingError: Error, Sendable, Equatable {
    /// libsodium could not start: it found no source of randomness.
    case libraryUnavailable
    /// This processor, or this build of libsodium, has no hardware AES-256-GCM.
    case aesUnavailable
    /// A key of the wrong number of bytes.
    case wrongKeyLength(expected: Int, found: Int)
    /// RFC 5869 yields at most 255 blocks of 32 bytes.
    case outputTooLong(Int)
    /// Not `grant@epoch`, or with characters that a grant or an epoch cannot have.
    case invalidGrant(String)
    /// Not a lower-case `type/subtype` without parameters.
    case invalidMediaType(String)
    /// A sealed file that nobody could open.
    case noRecipients
    /// More grants than fit in a header of ``SealedHeader/maximumCount`` bytes.
    case headerTooLong(Int)
    /// More plaintext than ``SealedFile/maximumPlaintextCount`` bytes.
    case plaintextTooLong(Int)
    /// The source gave fewer or more bytes than announced.
    case unexpectedLength(expected: Int)
    /// The source gave other bytes on the second reading than on the first.
    case plaintextChanged
    /// A bundle field with a value that the format does not allow.
    case invalidBundleField(name: String)
    /// A bundle's padded length that is too short or not a multiple of 1024 bytes.
    case invalidBundlePadding(bundle: Int, padded: Int)
    /// A signature comment that is not one printable line, or too long for minisign.
    case invalidComment
}

extension SealingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .libraryUnavailable:
            "libsodium could not start: the system gave it no randomness"
        case .aesUnavailable:
            """
            hardware AES-256-GCM is not available here; sealing needs an x86-64 processor with AES-NI and \
            PCLMUL, or an ARM one with libsodium 1.0.19 or later: run the build on such a machine, or update \
            libsodium
            """
        case .wrongKeyLength(let expected, let found):
            "a key must be \(expected) bytes long, but this one is \(found)"
        case .outputTooLong(let count):
            "HKDF cannot derive \(count) bytes; the most is \(HKDF.maximumCount)"
        case .invalidGrant(let text):
            "'\(text)' is not a grant and epoch such as 'tier:premium@2026-11'"
        case .invalidMediaType(let text):
            "'\(text)' is not a media type such as 'image/png' (lower case, no parameters)"
        case .noRecipients:
            "a sealed file needs at least one grant that opens it"
        case .headerTooLong(let count):
            """
            the header of a sealed file would be \(count) bytes long, the most is \
            \(SealedHeader.maximumCount): too many grants share one file
            """
        case .plaintextTooLong(let count):
            "\(count) bytes are too many for one sealed file; the most is \(SealedFile.maximumPlaintextCount)"
        case .unexpectedLength(let expected):
            "the file did not have its announced length of \(expected) bytes: it changed while it was read"
        case .plaintextChanged:
            "the file changed between its first and its second reading; run the build again"
        case .invalidBundleField(let name):
            "the bundle field '\(name)' has a value that the format does not allow"
        case .invalidBundlePadding(let bundle, let padded):
            """
            a bundle of \(bundle) bytes cannot be padded to \(padded): the padded length is at least the \
            longest bundle's, in multiples of \(BundlePlaintext.paddingUnit)
            """
        case .invalidComment:
            "a signature comment must be one printable line, at most 1024 bytes (untrusted) or 8192 (trusted)"
        }
    }
}

/// Why a sealed file or a bundle was not opened. The cases are the failure classes of docs/format.md.
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
