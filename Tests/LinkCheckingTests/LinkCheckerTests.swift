import Files
import Foundation
import Site
import Testing

/// Links to other sites, asked of a real server on this machine.
@Suite struct LinkCheckerTests {
    @Test func `what is there is found, by HEAD alone, and a second time by nobody`() async throws {
        let server = try await LocalServer(["/there": .init()])
        let folder = try ProjectFolder()
        #expect(try await ask([server.base + "/there"], in: folder) == [server.base + "/there": .found])
        #expect(try await ask([server.base + "/there"], in: folder) == [server.base + "/there": .found])
        #expect(server.requests == ["HEAD /there"])
        await server.stop()
    }

    @Test func `a server that does not know HEAD is asked with GET`() async throws {
        let server = try await LocalServer(["/page": .init(head: 405), "/odd": .init(head: 404)])
        let addresses = [server.base + "/odd", server.base + "/page"]
        let answers = try await ask(addresses, in: ProjectFolder())
        #expect(answers == Dictionary(uniqueKeysWithValues: addresses.map { ($0, .found) }))
        #expect(server.requests == ["HEAD /odd", "GET /odd", "HEAD /page", "GET /page"])
        await server.stop()
    }

    @Test func `what is not there is missing`() async throws {
        let server = try await LocalServer(["/gone": .init(status: 410)])
        let answers = try await ask(
            [server.base + "/gone", server.base + "/none", "http://127.0.0.1:1/", "http://"],
            in: ProjectFolder())
        #expect(
            answers == [
                server.base + "/gone": .missing(reason: "410 Gone"),
                server.base + "/none": .missing(reason: "404 Not Found"),
                "http://127.0.0.1:1/": .missing(reason: "its host takes no connection"),
                "http://": .missing(reason: "it is no web address"),
            ])
        await server.stop()
    }

    @Test(arguments: [401, 403, 451, 500, 502])
    func `what a server refuses or fails at is unclear, and asked anew`(status: Int) async throws {
        let server = try await LocalServer(["/": .init(status: status)])
        let folder = try ProjectFolder()
        for _ in 1...2 {
            let answers = try await ask([server.base + "/"], in: folder)
            #expect(answers == [server.base + "/": .unclear(reason: "its host answers \(status)")])
        }
        #expect(server.requests == ["HEAD /", "GET /", "HEAD /", "GET /"])
        await server.stop()
    }

    @Test func `a permanent redirect is told, a temporary one is followed`() async throws {
        let server = try await LocalServer([
            "/old": .init(status: 301, headers: ["Location": "/older"]),
            "/older": .init(status: 308, headers: ["Location": "/new"]),
            "/new": .init(), "/for-now": .init(status: 302, headers: ["Location": "/old"]),
            "/half": .init(status: 301, headers: ["Location": "/for-now"]),
            "/lost": .init(status: 301, headers: ["Location": "/nowhere"]),
            "/mail": .init(status: 302, headers: ["Location": "mailto:a@b.example"]),
            "/round": .init(status: 302, headers: ["Location": "/round"]),
        ])
        let paths = ["/old", "/for-now", "/half", "/lost", "/mail", "/round"]
        let answers = try await ask(paths.map { server.base + $0 }, in: ProjectFolder())
        #expect(
            answers == [
                server.base + "/old": .moved(to: server.base + "/new"),
                server.base + "/for-now": .found,
                server.base + "/half": .moved(to: server.base + "/for-now"),
                server.base + "/lost": .missing(reason: "404 Not Found"),
                server.base + "/mail": .unclear(reason: "it leads on to 'mailto:a@b.example'"),
                server.base + "/round": .unclear(reason: "it leads on more than 10 times"),
            ])
        await server.stop()
    }

    @Test func `a host gets no more requests a second than it is to bear`() async throws {
        let server = try await LocalServer(["/a": .init(), "/b": .init(), "/c": .init()])
        let clock = FakeClock()
        _ = try await ask(
            ["/a", "/b", "/c"].map { server.base + $0 }, in: ProjectFolder(), rate: 4, clock: clock)
        #expect(clock.pauses == [0.25, 0.25])
        #expect(server.requests == ["HEAD /a", "HEAD /b", "HEAD /c"])
        await server.stop()
    }

    @Test func `a host that asks to wait is waited for`() async throws {
        let server = try await LocalServer([
            "/busy": .init(status: 429, headers: ["Retry-After": "7"], times: 1),
            "/later": .init(status: 503, headers: ["Retry-After": "3"], times: 1),
        ])
        let clock = FakeClock()
        let answers = try await ask(
            [server.base + "/busy", server.base + "/later"], in: ProjectFolder(), clock: clock)
        #expect(answers == [server.base + "/busy": .found, server.base + "/later": .found])
        #expect(clock.pauses == [7, 0.25, 3])
        #expect(server.requests == ["HEAD /busy", "HEAD /busy", "HEAD /later", "HEAD /later"])
        await server.stop()
    }

    @Test func `a host that wants to be left alone for long is`() async throws {
        let server = try await LocalServer([
            "/a": .init(status: 429, headers: ["Retry-After": "3600"]), "/b": .init(),
        ])
        let clock = FakeClock()
        let left = LinkAnswer.unclear(reason: "its host asks to be left alone for now")
        let answers = try await ask(
            [server.base + "/a", server.base + "/b"], in: ProjectFolder(), clock: clock)
        #expect(answers == [server.base + "/a": left, server.base + "/b": left])
        #expect(clock.pauses == [])
        #expect(server.requests == ["HEAD /a"])
        await server.stop()
    }

    @Test func `a host that is busy without end is not asked without end`() async throws {
        let server = try await LocalServer(["/a": .init(status: 429)])
        let clock = FakeClock()
        let answers = try await ask([server.base + "/a"], in: ProjectFolder(), clock: clock)
        #expect(answers.values.map(\.self) == [.unclear(reason: "its host asks to be left alone for now")])
        #expect(clock.pauses == [5, 5])
        #expect(server.requests.count == 3)
        await server.stop()
    }

    @Test func `answers hold for a day`() async throws {
        let server = try await LocalServer([
            "/there": .init(), "/old": .init(status: 301, headers: ["Location": "/there"]),
        ])
        let folder = try ProjectFolder()
        let addresses = ["/there", "/old", "/gone"].map { server.base + $0 }
        let start = Date(timeIntervalSince1970: 1_800_000_000)
        let first = try await ask(addresses, in: folder, now: start)
        let count = server.requests.count
        #expect(try await ask(addresses, in: folder, now: start + 86_399) == first)
        #expect(server.requests.count == count)
        #expect(try await ask(addresses, in: folder, now: start + 86_400) == first)
        #expect(server.requests.count == 2 * count)
        // A clock that was set back makes nothing fresh.
        _ = try await ask(addresses, in: folder, now: start - 10)
        #expect(server.requests.count == 3 * count)
        await server.stop()
    }

    @Test(arguments: [
        "", "{", "[]", "{\"format\":\"sealpress-links/2\",\"links\":{}}",
        "{\"format\":\"sealpress-links/1\"}",
        "{\"format\":\"sealpress-links/1\",\"links\":{\"URL\":{\"asked\":1800000000,\"answer\":\"perhaps\"}}}",
        "{\"format\":\"sealpress-links/1\",\"links\":{\"URL\":{\"asked\":\"now\",\"answer\":\"found\"}}}",
        "{\"format\":\"sealpress-links/1\",\"links\":{\"URL\":{\"asked\":1800000000,\"answer\":\"moved\"}}}",
        "{\"format\":\"sealpress-links/1\",\"links\":{\"URL\":7}}",
        "{\"format\":\"sealpress-links/1\",\"links\":{\"URL\":{\"asked\":-9223372036854775808,\"answer\":\"found\"}}}",
    ])
    func `answers that are damaged or foreign are asked for anew`(text: String) async throws {
        let server = try await LocalServer(["/there": .init()])
        let folder = try ProjectFolder()
        let url = server.base + "/there"
        try FileSystem.makeFolder(folder.path + "/.sealpress")
        let file = folder.path + "/.sealpress/links.json"
        try FileSystem.write(Array(text.replacing("URL", with: url).utf8), to: file)
        #expect(try await ask([url], in: folder) == [url: .found])
        #expect(server.requests == ["HEAD /there"])
        #expect(
            try FileSystem.readText(file, limit: 4096)
                == "{\"format\":\"sealpress-links/1\",\"links\":{\"\(url)\":{\"asked\":1800000000,\"answer\":\"found\"}}}\n"
        )
        await server.stop()
    }

    @Test func `the stored answers are for their owner alone`() async throws {
        let server = try await LocalServer(["/": .init()])
        let folder = try ProjectFolder()
        _ = try await ask([server.base + "/"], in: folder)
        #expect(try FileSystem.status(folder.path + "/.sealpress/links.json")?.mode == 0o600)
        await server.stop()
    }
}
