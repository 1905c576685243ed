import Files
import FlyingFox
import Foundation
import LinkChecking
import Site
import Synchronization

/// A web server on this machine, with what was asked of it.
final class LocalServer: Sendable {
    struct Reply: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        /// What `HEAD` is answered, where that is something else.
        var head: Int?
        /// How often it is given before `then` takes its place.
        var times = Int.max
        var then = 200
    }

    let base: String
    private let server: HTTPServer
    private let task: Task<Void, any Error>
    private let log: Log

    final class Log: Sendable {
        let lines = Mutex<[String]>([])
    }

    /// - Parameter replies: by path; others are not found.
    init(_ replies: [String: Reply]) async throws {
        let log = Log()
        let handler = ClosureHTTPHandler { request in
            let line = "\(request.method.rawValue) \(request.path)"
            let before = log.lines.withLock { lines in
                lines.append(line)
                return lines.count { $0 == line } - 1
            }
            guard let reply = replies[request.path] else { return HTTPResponse(statusCode: .notFound) }
            let isHead = request.method == .HEAD
            let status = before >= reply.times ? reply.then : (isHead ? reply.head : nil) ?? reply.status
            var headers: HTTPHeaders = [:]
            for (name, value) in reply.headers { headers[HTTPHeader(name)] = value }
            return HTTPResponse(
                statusCode: HTTPStatusCode(status, phrase: "Reply"), headers: headers,
                body: isHead ? Data() : Data(repeating: 0x61, count: 300_000))
        }
        let server = HTTPServer(
            address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 600, logger: .disabled,
            handler: handler)
        self.server = server
        self.log = log
        task = Task { try await server.run() }
        try await server.waitUntilListening()
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw CancellationError() }
        base = "http://127.0.0.1:\(port)"
    }

    func stop() async {
        await server.stop()
        task.cancel()
    }

    /// What was asked, in order: `HEAD /there`.
    var requests: [String] { log.lines.withLock { $0 } }
}

/// A clock that goes on only when someone waits, and knows for how long they did.
final class FakeClock: Sendable {
    private let state = Mutex((now: 0.0, pauses: [Double]()))

    var clock: LinkClock {
        LinkClock(
            now: { self.state.withLock { $0.now } },
            pause: { seconds in
                self.state.withLock {
                    $0.now += seconds
                    $0.pauses.append(seconds)
                }
            })
    }

    var pauses: [Double] { state.withLock { $0.pauses } }
}

/// A project's folder, which goes with the value.
final class ProjectFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/sealpress-links-" + UUID().uuidString

    init() throws { try FileSystem.makeFolder(path) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Asks as the command does, but not on a thread that the server needs; other tests may keep it waiting for long.
func ask(
    _ addresses: [String], in folder: ProjectFolder, rate: Double = 4, clock: FakeClock = FakeClock(),
    timeout: Int = 600, now: Date = Date(timeIntervalSince1970: 1_800_000_000)
) async throws -> [String: LinkAnswer] {
    let checker = LinkChecker(rate: rate, timeout: timeout, userAgent: "test", clock: clock.clock)
    return try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Result { try checker.answers(for: addresses, root: folder.path, now: now) })
        }
    }
}
