import Preview
import Testing

@Suite struct HostRuleTests {
    @Test func `this computer is called localhost`() {
        let rule = HostRule(isOpenToNetwork: false, hostName: "desk")
        for host in ["localhost:8000", "LOCALHOST", "127.0.0.1:8000", "[::1]:8000", "[::1]"] {
            #expect(rule.allows(host), "\(host)")
        }
        for host in [
            nil, "", "evil.example", "evil.example:8000", "localhost.evil.example:8000",
            "127.0.0.1.evil.example",
            "192.168.1.7:8000", "desk:8000", "localhost:80x", "localhost:8000:9", "[::1]x:80", "[::1", "::1",
        ] {
            #expect(!rule.allows(host), "\(host ?? "nil")")
        }
    }

    @Test func `in a network also by its address or name, which nobody else can give away`() {
        let rule = HostRule(isOpenToNetwork: true, hostName: "Desk")
        for host in ["192.168.1.7:8000", "[fe80::1]:8000", "desk:8000", "desk.local:8000", "localhost"] {
            #expect(rule.allows(host), "\(host)")
        }
        for host in ["evil.example:8000", "desk.evil.example", "192.168.1.7.evil.example", "999.1.1.1"] {
            #expect(!rule.allows(host), "\(host)")
        }
    }
}
