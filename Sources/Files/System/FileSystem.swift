/// Operations on files and folders, straight over POSIX.
///
/// Paths are absolute or relative to the working directory. All errors are `FileError`.
public enum FileSystem {
    /// The largest file that is read into memory as a whole; larger ones go through `FileReader`.
    public static let largestWholeFile = 1 << 30
}

/// Whether `a` comes before `b` when compared byte by byte as UTF-8, the order of every sorted format.
///
/// `String`'s own `<` compares by Unicode equivalence, which differs for text that is not NFC.
public func byUTF8(_ a: String, _ b: String) -> Bool {
    var a = a
    var b = b
    return a.withUTF8 { a in b.withUTF8 { b in precedes(a, b) } }
}

private func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    let shared = min(a.count, b.count)
    var index = 0
    while index < shared {
        if a[index] != b[index] { return a[index] < b[index] }
        index += 1
    }
    return a.count < b.count
}

/// Whether the two texts have the same UTF-8 bytes; `==` also equates NFC with NFD.
public func sameUTF8(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
