/// The parameters of a query that are asked for by name.
struct QueryParameters {
    let query: ByteSlice

    /// The first part that begins with `NAME=`, decoded, without spaces at its ends.
    ///
    /// - Parameter limit: the most bytes.
    /// - Returns: empty when there is none, or it cannot be used.
    func value(_ name: StaticString, limit: Int = 100) -> [UInt8] {
        var start = 0
        while start <= query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), from: start) ?? query.count
            let part = query[start..<end]
            let length = name.utf8CodeUnitCount
            if part.count > length, part.starts(with: name), part[length] == UInt8(ascii: "=") {
                return decoded(part.from(length + 1), limit)
            }
            start = end + 1
        }
        return []
    }

    private func decoded(_ text: ByteSlice, _ limit: Int) -> [UInt8] {
        guard let bytes = PercentDecoding.decode(text, plusIsSpace: true), PercentDecoding.isCleanText(bytes)
        else {
            return []
        }
        let trimmed = bytes.drop { $0 == 0x20 }
        let end = trimmed.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? trimmed.startIndex
        return end - trimmed.startIndex <= limit ? Array(trimmed[trimmed.startIndex..<end]) : []
    }
}
