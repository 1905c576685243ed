/// A format of one JSON object a line: where each field stands in it.
public struct JSONLine: Sendable, Hashable {
    enum Field: Int, Sendable, CaseIterable {
        case time, address, fallbackAddress, method, host, target, version, referrer, agent, status, size
    }

    enum TimeUnit: Sendable { case seconds, any }

    /// For each field the keys that lead to it; `0` is the first of a list.
    let paths: [[[UInt8]]]
    let timeUnit: TimeUnit

    init(_ places: [Field: String], timeUnit: TimeUnit) {
        paths = Field.allCases.map { field in
            places[field].map { $0.split(separator: "/").map { Array($0.utf8) } } ?? []
        }
        self.timeUnit = timeUnit
    }

    static let caddy = JSONLine(
        [
            .time: "ts", .address: "request/client_ip", .fallbackAddress: "request/remote_ip",
            .method: "request/method", .host: "request/host", .target: "request/uri",
            .version: "request/proto", .referrer: "request/headers/Referer/0",
            .agent: "request/headers/User-Agent/0", .status: "status", .size: "size",
        ], timeUnit: .seconds)

    static let cloudflare = JSONLine(
        [
            .time: "EdgeStartTimestamp", .address: "ClientIP", .method: "ClientRequestMethod",
            .host: "ClientRequestHost", .target: "ClientRequestURI", .referrer: "ClientRequestReferer",
            .agent: "ClientRequestUserAgent", .status: "EdgeResponseStatus", .size: "EdgeResponseBytes",
        ], timeUnit: .any)

    /// Reads one line that is not empty.
    func parse(_ line: ByteSlice, _ scratch: Scratch, _ fields: inout LineFields) -> LineFault? {
        var reader = JSONLineReader(line: line, scratch: scratch, paths: paths)
        guard reader.readLine() else { return .shape }
        fields.givesAgent = true
        guard let address = reader.string(.address) ?? reader.string(.fallbackAddress),
            LineFields.isAddress(address), let time = reader.found(.time),
            let method = reader.string(.method), let target = reader.string(.target),
            let status = reader.number(.status), reader.areOptionalTypesRight
        else { return .shape }
        fields.address = address
        guard let seconds = self.seconds(time) else { return .time }
        fields.time = seconds
        guard let code = status.decimal(upTo: 3), code == 0 || (100...599).contains(code) else {
            return .status
        }
        fields.status = code
        if let size = reader.number(.size) {
            guard let bytes = size.decimal(upTo: 15) else { return .size }
            fields.size = bytes
        }
        fields.setRequest(method: method, target: target)
        let none = line[0..<0]
        fields.host = LineFields.optional(reader.string(.host) ?? none)
        fields.referrer = LineFields.optional(reader.string(.referrer) ?? none)
        fields.agent = LineFields.optional(reader.string(.agent) ?? none)
        return nil
    }

    private func seconds(_ value: JSONLineReader.Value) -> Int? {
        switch (timeUnit, value.isString) {
        case (.seconds, false): return LogTime.seconds(value.text)
        case (.seconds, true): return nil
        case (.any, true): return LogTime.iso8601(value.text)
        case (.any, false):
            // Nanoseconds of our time have 19 digits.
            guard let number = Int(value.text.text), number >= 0 else { return nil }
            return number > 100_000_000_000_000 ? number / 1_000_000_000 : number
        }
    }
}
