import Foundation

/// A text as part of a route or as an anchor: lower case, words joined by `-`, letters of every script
/// kept, in normalization form C. "Hello, 世界!" becomes "hello-世界". Empty when nothing remains.
public func slugify(_ text: String) -> String {
    if let simple = simpleSlug(text) { return simple }
    var slug = String.UnicodeScalarView()
    var needsDash = false
    for scalar in text.lowercased().unicodeScalars {
        if isSlugScalar(scalar) {
            if needsDash, !slug.isEmpty { slug.append("-") }
            needsDash = false
            slug.append(scalar)
        } else if scalar != "'", scalar != "\u{2019}" {
            needsDash = true
        }
    }
    let bytes = Array(String(slug).utf8)
    return String(decoding: UnicodeScan(bytes).mayNeedComposition ? composed(bytes) : bytes, as: UTF8.self)
}

/// The slug of a text of ASCII, Chinese and Japanese; nil when there is more in it.
private func simpleSlug(_ text: String) -> String? {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    var needsDash = false
    let bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
        let byte = bytes[position]
        let length: Int
        var isKept = true
        switch byte {
        case 0..<0x80:
            length = 1
            isKept = byte.isAlphanumeric || byte == UInt8(ascii: "_")
            if byte == UInt8(ascii: "'") {
                position += 1
                continue
            }
        case 0xE4...0xE9: length = 3
        case 0xE3 where position + 1 < bytes.count:
            // Punctuation; kana begin behind it, and their voicing marks may need composing.
            guard bytes[position + 1] == 0x80 || bytes[position + 1] == 0x81 else { return nil }
            guard bytes[position + 1] == 0x81 || (position + 2 < bytes.count && bytes[position + 2] <= 0x82)
            else { return nil }
            length = 3
            isKept = bytes[position + 1] == 0x81
        case 0xEF where position + 2 < bytes.count:
            // The full-width marks ， ： ？ ！ （ ） ；
            guard bytes[position + 1] == 0xBC,
                [0x8C, 0x9A, 0x9F, 0x81, 0x88, 0x89, 0x9B].contains(bytes[position + 2])
            else { return nil }
            length = 3
            isKept = false
        default: return nil
        }
        if isKept {
            if needsDash, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
            needsDash = false
            if byte.isLetter {
                slug.append(byte | 0x20)
            } else {
                slug.append(contentsOf: bytes[position..<min(bytes.count, position + length)])
            }
        } else {
            needsDash = true
        }
        position += length
    }
    return String(decoding: slug, as: UTF8.self)
}

private func isSlugScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF: return true
    case 0..<0x80: return UInt8(scalar.value).isAlphanumeric || scalar == "_"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
        return true
    default: return false
    }
}

/// A file or folder name split at its order: `03-closures`, `03_closures` and `03 closures` are 3 and `closures`.
///
/// - Returns: no order, and the name as it is, unless at most nine digits, a separator and more text begin it.
public func splitOrder(_ name: String) -> (order: Int?, name: String) {
    let digits = name.utf8.prefix { $0.isDigit }
    let rest = name.utf8.dropFirst(digits.count)
    guard digits.count <= 9, rest.count > 1, let separator = rest.first, "-_ ".utf8.contains(separator),
        let order = Int(String(decoding: digits, as: UTF8.self))
    else { return (nil, name) }
    return (order, String(decoding: rest.dropFirst(), as: UTF8.self))
}

/// A route or URL as it stands in an HTML attribute: letters beyond ASCII and spaces percent-encoded,
/// `&` escaped. What is percent-encoded already stays so.
public func attributeURL(_ url: String) -> String {
    var buffer = HTMLBuffer(capacity: url.utf8.count)
    buffer.url(url.utf8)
    return String(decoding: buffer.bytes, as: UTF8.self)
}

/// Text with `%41` turned to `A`; what is no percent-encoding, or no UTF-8, stays as it is.
func percentDecoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var position = 0
    while position < source.count {
        if source[position] == UInt8(ascii: "%"), position + 2 < source.count,
            let high = hexValue(source[position + 1]), let low = hexValue(source[position + 2])
        {
            bytes.append(high << 4 | low)
            position += 3
        } else {
            bytes.append(source[position])
            position += 1
        }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(text)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}
