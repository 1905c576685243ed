import Files
import Foundation
import Glibc
import Testing

/// `sealpress serve` at work in a sandbox; it ends with the value.
final class RunningPreview {
    let port: UInt16
    /// The address that it printed.
    let address: String
    private let process: Process
    private let sandbox: Sandbox

    /// - Parameter folder: the project, below the sandbox.
    init(_ sandbox: Sandbox, _ arguments: String..., in folder: String = "site") throws {
        self.sandbox = sandbox
        process = Process()
        process.executableURL = try program()
        process.arguments = ["serve", "--port", "0"] + arguments
        process.currentDirectoryURL = URL(filePath: sandbox.folder + "/" + folder)
        process.environment = ["PATH": "/usr/bin:/bin"]
        for name in ["serve-output", "serve-errors"] { try sandbox.write(name, "") }
        process.standardOutput = try FileHandle(
            forWritingTo: URL(filePath: sandbox.folder + "/serve-output"))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: sandbox.folder + "/serve-errors"))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var line = ""
        for _ in 0..<1200 where !line.hasSuffix("\n") && process.isRunning {
            usleep(50_000)
            line = try sandbox.text("serve-output")
        }
        let match = try #require(line.firstMatch(of: /Serving (http:\/\/localhost:([0-9]+)\/.*)\n/))
        address = String(match.1)
        port = try #require(UInt16(match.2))
    }

    deinit {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    /// What it said so far.
    var said: String {
        get throws { try sandbox.text("serve-output") + sandbox.text("serve-errors") }
    }

    /// Ends it as Ctrl-C does.
    func interrupt() -> Int32 {
        process.interrupt()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Sends a request as it stands here and reads the answer to its end.
    func exchange(_ request: String) throws -> Answer {
        let connection = try Connection(port: port)
        try connection.send(request)
        return try Answer(connection.read())
    }

    func request(_ method: String, _ target: String, _ headers: String...) throws -> Answer {
        let lines =
            ["\(method) \(target) HTTP/1.1", "Host: localhost:\(port)", "Connection: close"] + headers
        return try exchange(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    func get(_ target: String, _ headers: String...) throws -> Answer {
        let lines = ["GET \(target) HTTP/1.1", "Host: localhost:\(port)", "Connection: close"] + headers
        return try exchange(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// What open pages are told, from now on.
    func events() throws -> EventReader {
        let connection = try Connection(port: port)
        try connection.send(
            "GET /_sealpress/preview/events HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
        return EventReader(connection)
    }
}

/// A response, taken apart.
struct Answer {
    var status: Int
    /// By lower-case name.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// - Throws: when the server closed the connection without an answer.
    init(_ bytes: [UInt8]) throws {
        let blank = Array("\r\n\r\n".utf8)
        let end = try #require(
            bytes.indices.first { bytes[$0...].prefix(blank.count).elementsEqual(blank) }, "no answer")
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        headers = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[String(parts[0]).lowercased()] =
                parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        body = Array(bytes[(end + blank.count)...])
    }
}

/// The server's events, one at a time.
final class EventReader {
    private let connection: Connection
    private var text = ""

    init(_ connection: Connection) {
        self.connection = connection
    }

    struct State {
        var build: String
        var problems: [String]
        var guest: String?
    }

    /// The next event that is no comment.
    func next() throws -> State {
        while true {
            if let start = text.range(of: "data: "),
                let end = text.range(of: "\n\n", range: start.upperBound..<text.endIndex)
            {
                let fields = try json(String(text[start.upperBound..<end.lowerBound]))
                text.removeSubrange(..<end.upperBound)
                return State(
                    build: try #require(fields["build"] as? String),
                    problems: try #require(fields["problems"] as? [String]),
                    guest: fields["guest"] as? String)
            }
            text += String(decoding: try connection.readSome(), as: UTF8.self)
        }
    }

    /// The first event from here on that is as it should be.
    func first(where isWanted: (State) -> Bool) throws -> State {
        while true {
            let state = try next()
            if isWanted(state) { return state }
        }
    }
}

/// Bytes to and from the server, without anyone who would tidy them up.
final class Connection {
    private let number: Int32

    init(port: UInt16) throws {
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
    }

    deinit {
        close(number)
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        let count = Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        try #require(count == bytes.count)
    }

    /// What has come, at least a byte.
    func readSome() throws -> [UInt8] {
        let bytes = receive()
        try #require(!bytes.isEmpty, "the connection has ended")
        return bytes
    }

    /// All until the server closes the connection.
    func read() -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = receive()
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    private func receive() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(0, recv(number, buffer.baseAddress, buffer.count, 0))
        }
    }
}
