/// What the reader reports by asking for the beacon.
public enum BeaconKind: String, Sendable, Hashable, CaseIterable {
    case progress, complete, like, rating, exposure, search
}

/// Why a beacon, a bundle or a sealed request makes no fact; docs/analytics.md gives the order.
public enum Rejection: String, Sendable, Hashable, CaseIterable {
    case bot, event, member, route, value, excess, unknown
}

/// A beacon request taken apart. Whether its member is known is for others to say.
struct BeaconEvent {
    /// What is wrong with it, but for the member.
    var fault: Rejection?
    /// 32 hex digits, or empty.
    var id: [UInt8]
    var kind: BeaconKind?
    var route: [UInt8] = []
    var value: [UInt8] = []

    init(query: ByteSlice) {
        let parameters = QueryParameters(query: query)
        let id = parameters.value("b")
        self.id = RequestTarget.isID(id[...]) ? id : []
        guard let kind = BeaconKind(rawValue: String(decoding: parameters.value("e"), as: UTF8.self)) else {
            fault = .event
            return
        }
        self.kind = kind
        guard let route = Self.route(parameters.value("p", limit: RequestTarget.longestPath)) else {
            fault = .route
            return
        }
        guard let value = Self.value(parameters.value("v"), of: kind) else {
            fault = .value
            return
        }
        self.route = route
        self.value = value
    }

    private static func route(_ path: [UInt8]) -> [UInt8]? {
        guard path.first == UInt8(ascii: "/"), !path.contains(UInt8(ascii: "?")),
            !path.contains(UInt8(ascii: "#")),
            !zip(path, path.dropFirst()).contains(where: { $0 == 0x2F && $1 == 0x2F })
        else { return nil }
        return RequestTarget.route(path)
    }

    private static func value(_ text: [UInt8], of kind: BeaconKind) -> [UInt8]? {
        func isOne(of values: [String]) -> Bool { values.contains { $0.utf8.elementsEqual(text) } }
        let one = [UInt8(ascii: "1")]
        switch kind {
        case .progress: return isOne(of: ["25", "50", "75", "100"]) ? text : nil
        case .complete: return isOne(of: ["", "1"]) ? one : nil
        case .like: return isOne(of: ["", "1"]) ? one : isOne(of: ["0"]) ? text : nil
        case .rating: return isOne(of: ["1", "2", "3", "4", "5"]) ? text : nil
        case .exposure: return text.count <= 64 && text.allSatisfy(isPlain) ? text : nil
        case .search: return text.isEmpty ? nil : text.map(\.lowercasedASCII)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._:@-".utf8.contains(byte)
        }
    }

    /// One text with everything, for tables of texts.
    var key: [UInt8] {
        let gap = [Origin.separator]
        return Array((fault?.rawValue ?? "").utf8) + gap + id + gap + Array((kind?.rawValue ?? "").utf8) + gap
            + route
            + gap + value
    }

    init?(key: ArraySlice<UInt8>) {
        let parts = key.split(separator: Origin.separator, omittingEmptySubsequences: false)
        guard parts.count == 5 else { return nil }
        fault = Rejection(rawValue: String(decoding: parts[0], as: UTF8.self))
        id = Array(parts[1])
        kind = BeaconKind(rawValue: String(decoding: parts[2], as: UTF8.self))
        route = Array(parts[3])
        value = Array(parts[4])
    }
}
