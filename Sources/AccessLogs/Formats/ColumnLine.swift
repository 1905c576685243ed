/// W3C extended log lines, whose columns the file's `#Fields` names; CloudFront's standard logs are such.
public struct ColumnLine: Sendable, Hashable {
    enum Column: Int, Sendable, CaseIterable {
        case date, time, address, method, stem, query, status, size, referrer, agent, host, spareHost
    }

    static let names: [String: Column] = [
        "date": .date, "time": .time, "c-ip": .address, "cs-method": .method, "cs-uri-stem": .stem,
        "cs-uri-query": .query, "sc-status": .status, "sc-bytes": .size, "cs(referer)": .referrer,
        "cs(user-agent)": .agent, "x-host-header": .host, "cs-host": .spareHost,
    ]

    /// The column of the nth field of a line; nil for one that is not needed.
    private let columns: [Column?]
    let isCloudFront: Bool

    /// The `#Fields:` line of a file.
    ///
    /// - Returns: nil for another line, or one without the needed columns.
    init?(header: ByteSlice) {
        guard header.starts(with: "#Fields:") else { return nil }
        let fields = header.from(8).text.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        columns = fields.map { Self.names[$0.lowercased()] }
        isCloudFront = fields.contains { $0 == "x-edge-location" }
        let needed: [Column] = [.date, .time, .address, .method, .stem, .status]
        guard needed.allSatisfy({ column in columns.count { $0 == column } == 1 }) else { return nil }
    }

    var givesAgent: Bool { columns.contains(.agent) }

    /// Reads one line that is neither empty nor a header.
    func parse(_ line: ByteSlice, _ scratch: Scratch, _ fields: inout LineFields) -> LineFault? {
        let none = line[0..<0]
        let separator: UInt8 = isCloudFront ? 0x09 : 0x20
        var values = Array(repeating: none, count: Column.allCases.count)
        var start = 0
        for (number, column) in columns.enumerated() {
            let end = line.firstIndex(of: separator, from: start) ?? line.count
            guard end < line.count || number == columns.count - 1, end > start else { return .shape }
            if let column { values[column.rawValue] = line[start..<end] }
            start = end + 1
        }
        guard start == line.count + 1 else { return .shape }
        func value(_ column: Column) -> ByteSlice { values[column.rawValue] }

        guard LineFields.isAddress(value(.address)) else { return .shape }
        fields.address = value(.address)
        guard let day = LogTime.date(value(.date)), let clock = LogTime.clock(value(.time)) else {
            return .time
        }
        fields.time = day + clock
        guard let status = LineFields.status(value(.status)) else { return .status }
        fields.status = status
        if columns.contains(.size) {
            guard let size = LineFields.size(value(.size)) else { return .size }
            fields.size = size
        }
        guard let target = target(value(.stem), LineFields.optional(value(.query)), scratch) else {
            return .shape
        }
        fields.setRequest(method: value(.method), target: target)
        fields.givesAgent = givesAgent
        fields.host = LineFields.optional(value(.host).isEmpty ? value(.spareHost) : value(.host))
        fields.referrer = LineFields.optional(decoded(value(.referrer), scratch))
        fields.agent = LineFields.optional(agent(value(.agent), scratch))
        return nil
    }

    /// The target as it was asked for. CloudFront encodes what it logs, and so a percent sign of the target, too.
    ///
    /// - Returns: nil when there is no room for it.
    private func target(_ stem: ByteSlice, _ query: ByteSlice, _ scratch: Scratch) -> ByteSlice? {
        let isEncoded =
            isCloudFront && (stem.contains(UInt8(ascii: "%")) || query.contains(UInt8(ascii: "%")))
        guard isEncoded || !query.isEmpty else { return stem }
        func plain(_ text: ByteSlice) -> [UInt8] {
            isEncoded ? PercentDecoding.decodeWhatCanBe(text) : text.array
        }
        return scratch.keep(query.isEmpty ? plain(stem) : plain(stem) + [UInt8(ascii: "?")] + plain(query))
    }

    private func decoded(_ text: ByteSlice, _ scratch: Scratch) -> ByteSlice {
        guard isCloudFront, text.contains(UInt8(ascii: "%")) else { return text }
        let twice = PercentDecoding.decodeWhatCanBe(PercentDecoding.decodeWhatCanBe(text))
        return scratch.keep(twice) ?? text
    }

    private func agent(_ text: ByteSlice, _ scratch: Scratch) -> ByteSlice {
        guard !isCloudFront else { return decoded(text, scratch) }
        guard text.contains(UInt8(ascii: "+")) else { return text }
        return scratch.keep(text.array.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }) ?? text
    }
}
