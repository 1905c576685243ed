/// The name of a sealed file: 32 lower-case hex digits.
public struct SealedID: Sendable, Hashable, CustomStringConvertible {
    public let hex: String

    init(bytes: [UInt8]) {
        hex = Hex.encode(bytes)
    }

    /// Nil unless `hex` is 32 lower-case hex digits.
    public init?(hex: String) {
        guard hex.utf8.count == 32, hex.utf8.allSatisfy(Hex.isDigit) else { return nil }
        self.hex = hex
    }

    /// Where the file lies below the site's base: `_sealpress/sealed/ID.bin`.
    public var path: String { "_sealpress/sealed/\(hex).bin" }
    public var description: String { hex }
}

/// The name of a member's bundle, derived from the unlock code: 32 lower-case hex digits.
public struct BundleID: Sendable, Hashable, CustomStringConvertible {
    public let hex: String

    init(bytes: [UInt8]) {
        hex = Hex.encode(bytes)
    }

    /// Nil unless `hex` is 32 lower-case hex digits.
    public init?(hex: String) {
        guard let id = SealedID(hex: hex) else { return nil }
        self.hex = id.hex
    }

    /// Where the bundle lies below the site's base: `_sealpress/bundles/<first two digits>/ID.bin`.
    public var path: String { "_sealpress/bundles/\(hex.prefix(2))/\(hex).bin" }
    public var description: String { hex }
}

/// What the reader calls a member in beacons: 32 lower-case hex digits, unrelated to the bundle's id for
/// anyone without the code.
public struct BeaconID: Sendable, Hashable, CustomStringConvertible {
    public let hex: String

    init(bytes: [UInt8]) {
        hex = Hex.encode(bytes)
    }

    public var description: String { hex }
}

/// A lower-case media type `type/subtype` without parameters, such as `image/png`.
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// The one type whose plaintext is padded.
    public static let html = MediaType(unchecked: "text/html")

    public let text: String

    private init(unchecked text: String) {
        self.text = text
    }

    /// Each half begins with a letter or digit and goes on with those or `! # $ & ^ _ . + -` (RFC 6838).
    ///
    /// - Throws: ``SealingError/invalidMediaType(_:)``.
    public init(_ text: String) throws {
        let halves = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy(Self.isRestrictedName) else {
            throw SealingError.invalidMediaType(text)
        }
        self.text = text
    }

    private static func isRestrictedName(_ name: Substring.UTF8View) -> Bool {
        guard let first = name.first, isLetterOrDigit(first), name.count <= 127 else { return false }
        return name.allSatisfy { isLetterOrDigit($0) || "!#$&^_.+-".utf8.contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }

    public var description: String { text }
}
