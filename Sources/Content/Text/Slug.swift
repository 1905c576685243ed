import Foundation

/// A text as part of a route or as an anchor: lower case, words joined by `-`, letters of every script
/// kept, in normalization form C. "Hello, 世界!" becomes "hello-世界". Empty when nothing remains.
public func slugify(_ text: String) -> String {
    if let ascii = asciiSlug(text) { return ascii }
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

private func asciiSlug(_ text: String) -> String? {
    var slug: [UInt8] = []
    var needsDash = false
    for byte in text.utf8 {
        guard byte < 0x80 else { return nil }
        if byte.isAlphanumeric || byte == UInt8(ascii: "_") {
            if needsDash, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
            needsDash = false
            slug.append(byte.isLetter ? byte | 0x20 : byte)
        } else if byte != UInt8(ascii: "'") {
            needsDash = true
        }
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

/// A file or folder name split at its order: `03-closures` is 3 and `closures`.
///
/// - Returns: no order, and the name as it is, unless digits, a `-` and more text begin it.
public func splitOrder(_ name: String) -> (order: Int?, name: String) {
    let digits = name.utf8.prefix { $0.isDigit }
    let rest = name.utf8.dropFirst(digits.count)
    guard !digits.isEmpty, digits.count <= 9, rest.first == UInt8(ascii: "-"), rest.count > 1,
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
