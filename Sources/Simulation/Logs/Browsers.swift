import Metrics

/// User agents as browsers send them.
enum Browsers {
    static func one(_ random: inout RandomStream) -> String { all[random.choice(weights: weights)].agent }

    private static let weights = all.map(\.weight)
    private static let all: [(weight: Double, agent: String)] = [
        (
            22,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
        ),
        (
            12,
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
        ),
        (
            12,
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15"
        ),
        (
            16,
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
        ),
        (
            14,
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
        ),
        (7, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"),
        (6, "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"),
        (
            6,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"
        ),
        (
            3,
            "Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1"
        ),
        (
            2,
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
        ),
    ]
}

/// Addresses that belong to nobody: private ones (RFC 1918) and those for documentation (RFC 3849, RFC 5737).
enum Addresses {
    /// Of a stranger; no two have the same.
    static func stranger(_ number: Int) -> String {
        if number % 3 == 0 {
            return "2001:db8:\(hex(number >> 16 & 0x7fff)):\(hex(number & 0xffff))::\(hex(1 + number % 251))"
        }
        // An odd factor moves neighbours far apart and none onto another.
        let mixed = number &* 0x9E_3779 & 0xFF_FFFF
        return "10.\(mixed >> 16).\(mixed >> 8 & 255).\(mixed & 255)"
    }

    /// Of a member, at home or elsewhere.
    static func member(_ number: Int, isAway: Bool) -> String {
        if number % 3 == 0 {
            return "2001:db8:\(isAway ? "b" : "a")000:\(hex(number & 0xffff))::\(hex(7 + number % 89))"
        }
        let mixed = number &* 0x9E37 & 0x7FFFF
        let place = mixed | (isAway ? 0x80000 : 0)
        return "172.\(16 + (place >> 16)).\(place >> 8 & 255).\(place & 255)"
    }

    static func program(_ number: Int) -> String {
        ["192.0.2.", "198.51.100.", "203.0.113."][number % 3] + String(1 + number * 37 % 250)
    }

    private static func hex(_ number: Int) -> String { String(number, radix: 16) }
}
