import Foundation

extension String {
    /// NFC as UTF-8, the form in which every text enters a format.
    var canonicalUTF8: [UInt8] {
        // Most are ASCII, and that is NFC already.
        if utf8.allSatisfy({ $0 < 0x80 }) { return Array(utf8) }
        return Array(precomposedStringWithCanonicalMapping.utf8)
    }
}
