import Foundation

/// Whether `a` comes before `b` when compared byte by byte as UTF-8, the order of every sorted format.
///
/// `String`'s own `<` compares by Unicode equivalence, which differs for text that is not NFC.
public func byUTF8(_ a: String, _ b: String) -> Bool {
    let fast = a.utf8.withContiguousStorageIfAvailable { a in
        b.utf8.withContiguousStorageIfAvailable { b in precedes(a, b) }
    }
    return (fast ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
}

private func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
    let order = memcmp(first, second, min(a.count, b.count))
    return order == 0 ? a.count < b.count : order < 0
}

/// Whether the two texts have the same UTF-8 bytes; `==` also equates NFC with NFD.
public func sameUTF8(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

extension Collection {
    /// The elements sorted by the UTF-8 bytes of a key; those with equal keys keep their order.
    ///
    /// Elements are moved once each, however large they are, and not at all when they are in order.
    public func sortedByUTF8(_ key: (Element) -> String) -> [Element] {
        let elements = Array(self)
        let keys = elements.map(key)
        if zip(keys, keys.dropFirst()).allSatisfy({ !byUTF8($1, $0) }) { return elements }
        let order = keys.indices.sorted {
            byUTF8(keys[$0], keys[$1]) || ($0 < $1 && !byUTF8(keys[$1], keys[$0]))
        }
        return order.map { elements[$0] }
    }
}
