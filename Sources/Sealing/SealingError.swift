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
    /// The name of a private file with characters that such names do not have.
    case invalidFileName(String)
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
        case .invalidFileName(let name):
            "'\(name)' cannot be the name of a sealed file: use lower-case letters, digits, dots and dashes"
        case .invalidComment:
            "a signature comment must be one printable line, at most 1024 bytes (untrusted) or 8192 (trusted)"
        }
    }
}
