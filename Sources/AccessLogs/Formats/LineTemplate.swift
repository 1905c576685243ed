/// A format of one line of text, written as nginx's `log_format`: `$remote_addr - $remote_user [$time_local] …`.
public struct LineTemplate: Sendable, Hashable {
    /// Why a text is no usable format.
    public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
        case missing(String)
        case adjacent(String)
        case twice(String)

        public var description: String {
            switch self {
            case .missing(let what): "it has no \(what)"
            case .adjacent(let name): "there is nothing between $\(name) and the variable before it"
            case .twice(let name): "$\(name) would be read twice"
            }
        }
    }

    enum Field: UInt8, Sendable {
        case ignored, address, host, timeLocal, timeISO, timeSeconds
        case request, method, target, version, status, size, referrer, agent
    }

    private enum Kind: UInt8, Sendable {
        case literal, token, list, quoted, bracketed, spaced, timeStamp
    }

    /// One step of reading a line.
    private struct Step: Sendable, Hashable {
        var kind: Kind
        var field = Field.ignored
        /// A literal's byte, or the byte that ends a token; 0 for none.
        var byte: UInt8 = 0
        /// With `escape=json` nginx writes nothing for what it has not.
        var mayBeEmpty = false
    }

    private let steps: [Step]
    let givesAgent: Bool

    static let variables: [String: Field] = [
        "remote_addr": .address, "http_x_real_ip": .address, "http_cf_connecting_ip": .address,
        "host": .host, "http_host": .host, "time_local": .timeLocal, "time_iso8601": .timeISO,
        "msec": .timeSeconds, "request": .request, "request_method": .method, "request_uri": .target,
        "server_protocol": .version, "status": .status, "body_bytes_sent": .size, "bytes_sent": .size,
        "http_referer": .referrer, "http_user_agent": .agent,
    ]

    /// - Throws: ``Problem``.
    public init(_ text: String) throws(Problem) {
        var steps: [Step] = []
        var seen: Set<Field> = []
        var names: Set<String> = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "$"), let name = Self.name(&rest) else {
                steps.append(Step(kind: .literal, byte: byte))
                continue
            }
            if let last = steps.last, last.kind != .literal { throw .adjacent(name) }
            var field = Self.variables[name] ?? .ignored
            if field != .ignored {
                guard names.insert(name).inserted else { throw .twice(name) }
                // Of two that say the same, such as host and http_host, the first counts.
                if !seen.insert(field).inserted { field = .ignored }
            }
            let before = steps.last?.byte
            let after = rest.first ?? 0
            let kind: Kind =
                if before == UInt8(ascii: "\""), after == UInt8(ascii: "\"") {
                    .quoted
                } else if before
                    == UInt8(ascii: "["), after == UInt8(ascii: "]")
                { .bracketed } else if field == .timeLocal { .timeStamp } else if name == "remote_user" {
                    .spaced
                } else if name.hasPrefix("upstream_") { .list } else { .token }
            steps.append(
                Step(
                    kind: kind, field: field, byte: after == UInt8(ascii: "$") ? 0 : after,
                    mayBeEmpty: field == .ignored && name != "ident"))
        }
        guard seen.contains(.address) else { throw .missing("$remote_addr") }
        guard !seen.isDisjoint(with: [.timeLocal, .timeISO, .timeSeconds]) else {
            throw .missing("$time_local, $time_iso8601 or $msec")
        }
        guard seen.contains(.request) || seen.isSuperset(of: [.method, .target]) else {
            throw .missing("$request")
        }
        guard seen.contains(.status) else { throw .missing("$status") }
        self.steps = steps
        givesAgent = seen.contains(.agent)
    }

    private static func name(_ rest: inout ArraySlice<UInt8>) -> String? {
        var copy = rest
        let isBraced = copy.first == UInt8(ascii: "{")
        if isBraced { copy.removeFirst() }
        let name = copy.prefix { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
        }
        guard !name.isEmpty else { return nil }
        copy = copy.dropFirst(name.count)
        if isBraced {
            guard copy.first == UInt8(ascii: "}") else { return nil }
            copy.removeFirst()
        }
        rest = copy
        return String(decoding: name, as: UTF8.self)
    }

    /// Reads one line that is not empty.
    func parse(_ line: ByteSlice, _ time: inout LogTime, _ fields: inout LineFields) -> LineFault? {
        let none = line[0..<0]
        var (timeText, timeField) = (none, Field.timeLocal)
        var (status, size, version) = (none, none, none)
        var (method, target, request) = (none, none, none)
        var hasRequest = false
        var hasSize = false
        var hasVersion = false
        fields.givesAgent = givesAgent
        let isRead = steps.withUnsafeBufferPointer { steps in
            var index = 0
            for (number, step) in steps.enumerated() {
                if step.kind == .literal {
                    guard index < line.count, line[index] == step.byte else { return false }
                    index &+= 1
                    continue
                }
                guard let end = Self.end(step, line, index, steps, number) else { return false }
                let value = line[index..<end]
                index = end
                switch step.field {
                case .ignored: break
                case .address: fields.address = value
                case .host: fields.host = value
                case .timeLocal, .timeISO, .timeSeconds: (timeText, timeField) = (value, step.field)
                case .request: (request, hasRequest) = (value, true)
                case .method: method = value
                case .target: target = value
                case .version: (version, hasVersion) = (value, true)
                case .status: status = value
                case .size: (size, hasSize) = (value, true)
                case .referrer: fields.referrer = value
                case .agent: fields.agent = value
                }
            }
            return index == line.count
        }
        guard isRead, LineFields.isAddress(fields.address) else { return .shape }
        let seconds =
            switch timeField {
            case .timeISO: LogTime.iso8601(timeText)
            case .timeSeconds: LogTime.seconds(timeText)
            default: time.local(timeText)
            }
        guard let seconds else { return .time }
        fields.time = seconds
        guard let status = LineFields.status(status) else { return .status }
        fields.status = status
        if hasSize {
            guard let size = LineFields.size(size) else { return .size }
            fields.size = size
        }
        if hasRequest {
            fields.setRequest(request)
        } else {
            fields.setRequest(method: method, target: target)
            if hasVersion, !LineFields.isProtocol(version) { fields.isRequestWellFormed = false }
        }
        fields.host = LineFields.optional(fields.host)
        fields.referrer = LineFields.optional(fields.referrer)
        fields.agent = LineFields.optional(fields.agent)
        return nil
    }

    /// Where the variable that begins at `start` ends; nil where none is.
    @inline(__always)
    private static func end(
        _ step: Step, _ line: ByteSlice, _ start: Int, _ steps: UnsafeBufferPointer<Step>, _ number: Int
    ) -> Int? {
        switch step.kind {
        case .quoted:
            return closingQuote(line, start)
        case .token:
            let end = endOfToken(step, line, start)
            return end > start || step.mayBeEmpty ? end : nil
        case .list:
            return endOfList(step, line, start)
        case .bracketed:
            guard let end = line.firstIndex(of: UInt8(ascii: "]"), from: start),
                end > start || step.mayBeEmpty,
                !line[start..<end].contains(UInt8(ascii: "\""))
            else { return nil }
            return end
        case .timeStamp:
            return start + 26 <= line.count ? start + 26 : nil
        case .spaced:
            return endOfSpaced(line, start, steps, number)
        case .literal:
            return nil
        }
    }

    @inline(__always)
    private static func endOfToken(_ step: Step, _ line: ByteSlice, _ start: Int) -> Int {
        var index = start
        while index < line.count {
            let byte = line[index]
            if byte == step.byte || byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\"") { break }
            index &+= 1
        }
        return index
    }

    /// What nginx says of several servers that it asked: `a, b`, and of those after an internal redirect: `a, b : c`.
    private static func endOfList(_ step: Step, _ line: ByteSlice, _ start: Int) -> Int {
        var end = endOfToken(step, line, start)
        while end > start {
            let isAfterComma = line[end - 1] == UInt8(ascii: ",") && line[end..<line.count].starts(with: " ")
            guard isAfterComma || line[end..<line.count].starts(with: " : ") else { break }
            let next = end + (isAfterComma ? 1 : 3)
            let nextEnd = endOfToken(step, line, next)
            guard nextEnd > next else { break }
            end = nextEnd
        }
        return end
    }

    /// The next quote that no backslash takes with it.
    private static func closingQuote(_ line: ByteSlice, _ start: Int) -> Int? {
        guard let quote = line.firstIndex(of: UInt8(ascii: "\""), from: start) else { return nil }
        guard line[start..<quote].contains(UInt8(ascii: "\\")) else { return quote }
        var index = start
        while index < line.count {
            switch line[index] {
            case UInt8(ascii: "\""): return index
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }

    /// A name that may hold spaces ends where the literal behind it stands first.
    private static func endOfSpaced(
        _ line: ByteSlice, _ start: Int, _ steps: UnsafeBufferPointer<Step>, _ number: Int
    ) -> Int? {
        var index = start
        while index < line.count {
            if index > start, isLiteral(line, index, steps, number + 1) { return index }
            guard line[index] != UInt8(ascii: "\""), line[index] != UInt8(ascii: "[") else { return nil }
            index += 1
        }
        return number + 1 == steps.count && index > start ? index : nil
    }

    private static func isLiteral(
        _ line: ByteSlice, _ start: Int, _ steps: UnsafeBufferPointer<Step>, _ first: Int
    ) -> Bool {
        var (index, number) = (start, first)
        while number < steps.count, steps[number].kind == .literal {
            guard index < line.count, line[index] == steps[number].byte else { return false }
            index += 1
            number += 1
        }
        return number > first
    }
}
