import Diagnostics
import Files
import Site
import Synchronization

/// What is served now, and who wants to know when it changes.
final class PreviewState: Sendable {
    /// One moment's truth.
    struct Site: Sendable {
        /// Where the built files are; nil before the first good build.
        var folder: String?
        /// Which build it is; empty before the first good one.
        var build = ""
        var basePath = "/"
        var contentSecurityPolicy =
            "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
        var modules = SessionModules()
        /// What keeps the newest sources from being built, as people read it.
        var problems: [String] = []
        /// The id of the guest's bundle.
        var guest: String?

        /// An event of a `text/event-stream` that tells all a page must know.
        var event: [UInt8] {
            let value: JSONValue = [
                "build": .string(build), "base": .string(basePath),
                "session": .string(modules.session), "code": .string(modules.code),
                "problems": .array(problems.map { .string($0) }),
                "guest": guest.map { .string($0) } ?? .null,
            ]
            return Array("data: \(value.text())\n\n".utf8)
        }
    }

    private struct Contents {
        var site: Site
        var listeners: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
        var nextListener = 0
        var isClosed = false
    }

    private let contents: Mutex<Contents>

    init(guest: String?) {
        contents = Mutex(Contents(site: Site(guest: guest)))
    }

    var site: Site { contents.withLock { $0.site } }

    func change(_ body: @Sendable (inout Site) -> Void) {
        contents.withLock { contents in
            body(&contents.site)
            for listener in contents.listeners.values { listener.yield(contents.site.event) }
        }
    }

    /// The state now and after every change.
    func events() -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(8))
        contents.withLock { contents in
            guard !contents.isClosed else { return continuation.finish() }
            let id = contents.nextListener
            contents.nextListener += 1
            contents.listeners[id] = continuation
            continuation.onTermination = { [weak self] _ in self?.forget(id) }
            continuation.yield(contents.site.event)
        }
        return stream
    }

    private func forget(_ id: Int) {
        _ = contents.withLock { $0.listeners.removeValue(forKey: id) }
    }

    /// A comment to all who listen: writing it is how a connection that has gone is noticed.
    func keepAlive() {
        let listeners = contents.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(Array(":\n\n".utf8)) }
    }

    func close() {
        let listeners = contents.withLock { contents in
            contents.isClosed = true
            defer { contents.listeners = [:] }
            return Array(contents.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
