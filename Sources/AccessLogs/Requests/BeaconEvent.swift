/// What the reader reports by asking for the beacon.
public enum BeaconKind: String, Sendable, Hashable, CaseIterable {
    case progress, complete, like, rating, exposure, search
}

/// Why a beacon, a bundle or a sealed request makes no fact; docs/content/insights/analytics.md gives the order.
public enum Rejection: String, Sendable, Hashable, CaseIterable {
    case bot, event, member, route, value, excess, unknown
}

/// A beacon request taken apart. Whether its member is known is for others to say.
///
/// It is kept as one text, its key: a mark (1 byte), fault and kind (1 byte each), the id (32 bytes), the route, a
/// separator below every byte of a route, the value. So equal events of a member have equal keys, and keys of one member
/// and kind order as routes and values do.
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
        let name = parameters.value("e")
        guard let kind = BeaconKind.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else {
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
        guard path.first == UInt8(ascii: "/") else { return nil }
        var before: UInt8 = 0
        for byte in path {
            if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { return nil }
            if byte == UInt8(ascii: "/"), before == byte { return nil }
            before = byte
        }
        return RequestTarget.route(path)
    }

    private static func value(_ text: [UInt8], of kind: BeaconKind) -> [UInt8]? {
        let word = text.count <= 3 ? String(decoding: text, as: UTF8.self) : "other"
        switch (kind, word) {
        case (.progress, "25"), (.progress, "50"), (.progress, "75"), (.progress, "100"), (.like, "0"),
            (.rating, "1"), (.rating, "2"), (.rating, "3"), (.rating, "4"), (.rating, "5"):
            return text
        case (.complete, ""), (.complete, "1"), (.like, ""), (.like, "1"): return [UInt8(ascii: "1")]
        case (.exposure, _): return text.count <= 64 && text.allSatisfy(isPlain) ? text : nil
        case (.search, _): return text.isEmpty ? nil : text.map(\.lowercasedASCII)
        default: return nil
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._:@-".utf8.contains(byte)
        }
    }
}

/// Its key.
extension BeaconEvent {
    private static let mark: UInt8 = 2
    private static let headLength = 35

    /// What of a key says whose event it is, and of which kind.
    struct Head {
        var fault: Rejection?
        var kind: BeaconKind?
        var id: ArraySlice<UInt8>

        init?(key: [UInt8]) {
            guard key.count > BeaconEvent.headLength, key[0] == BeaconEvent.mark else { return nil }
            fault = BeaconEvent.value(at: key[1], of: Rejection.allCases)
            kind = BeaconEvent.value(at: key[2], of: BeaconKind.allCases)
            id = key[3..<BeaconEvent.headLength]
        }
    }

    var key: [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(Self.headLength + route.count + 1 + value.count)
        key.append(Self.mark)
        key.append(Self.byte(of: fault, in: Rejection.allCases))
        key.append(Self.byte(of: kind, in: BeaconKind.allCases))
        key.append(contentsOf: id.isEmpty ? Array(repeating: UInt8(ascii: "-"), count: 32) : id)
        key.append(contentsOf: route)
        key.append(Origin.separator)
        key.append(contentsOf: value)
        return key
    }

    private static func byte<Value: Equatable>(of value: Value?, in all: [Value]) -> UInt8 {
        UInt8(ascii: "0") + UInt8(value.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0)
    }

    private static func value<Value>(at byte: UInt8, of all: [Value]) -> Value? {
        let place = Int(byte) - Int(UInt8(ascii: "0")) - 1
        return all.indices.contains(place) ? all[place] : nil
    }

    static func routeAndValue(ofKey key: [UInt8]) -> (route: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        let end = key.lastIndex(of: Origin.separator) ?? key.count - 1
        return (key[min(headLength, end)..<end], key[(end + 1)...])
    }

    /// Whether the route and value of one key come before another's, in bytes order.
    static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        var place = headLength
        while place < a.count, place < b.count {
            if a[place] != b[place] { return a[place] < b[place] }
            place += 1
        }
        return a.count < b.count
    }

    /// Whether two keys have the same route and value.
    static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool { a[headLength...] == b[headLength...] }
}
