import Files
import Foundation

/// What was sent to whom, kept so that nobody gets the same mail twice, whatever happens in between.
///
/// A line is written, and safe on disk, *before* a mail is handed over, and another after the server's answer. Where the
/// second one is missing, the mail may have gone out or not: it is not sent again by itself.
public final class SentLog {
    /// Which mail: the same kind to the same member with the same code is the same mail.
    public struct Key: Sendable, Hashable {
        public var campaign: String
        public var member: String
        /// What tells a new code from an old one without giving either away: the id of the bundle that it opens.
        public var bundle: String

        /// - Parameters:
        ///   - campaign: without blanks, as the member's id.
        ///   - bundle: lower-case hexadecimal digits.
        public init(campaign: String, member: String, bundle: String) {
            self.campaign = campaign
            self.member = member
            self.bundle = bundle
        }
    }

    public enum State: String, Sendable, Hashable, CaseIterable {
        /// About to be handed over; the last that is known of a mail that a kill or a lost answer left in doubt.
        case sending
        case sent
        /// Not taken for good.
        case refused
        /// Not taken this time.
        case deferred
    }

    private var states: [Key: State] = [:]
    private let path: String
    /// How much of the file is whole lines.
    private let whole: Int
    private var descriptor: Int32 = -1

    /// Reads the log. Half a line at its end, which a kill can leave, does not count: what it was to announce had not
    /// begun.
    ///
    /// - Throws: `FileError`; `SentLogError` for a line that is not of this log.
    public init(_ path: String) throws {
        self.path = path
        let bytes = try FileSystem.status(path) == nil ? [] : try FileSystem.read(path)
        whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        for (index, line) in bytes[..<whole].split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let (key, state) = Self.parse(String(decoding: line, as: UTF8.self)) else {
                throw SentLogError.badLine(path: path, line: index + 1)
            }
            states[key] = state
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// What is known of a mail; nil when nothing is.
    public subscript(key: Key) -> State? { states[key] }

    /// Notes it, durably. The first note makes the file, for its owner alone, where there is none.
    public func note(_ key: Key, _ state: State, at date: Date) throws {
        if descriptor < 0 { try begin() }
        let line = Array(
            "\(date.formatted(.iso8601)) \(state.rawValue) \(key.campaign) \(key.member) \(key.bundle)\n"
                .utf8)
        guard write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
            throw SentLogError.failed(path: path, code: errno)
        }
        states[key] = state
    }

    private func begin() throws {
        // Its name, too, is to survive a loss of power.
        if whole == 0 { try FileSystem.write([], to: path, mode: 0o600, durable: true) }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0, ftruncate(descriptor, off_t(whole)) == 0 else {
            throw SentLogError.failed(path: path, code: errno)
        }
    }

    /// `2026-11-21T10:00:00Z sent codes ann 0f3c…`
    private static func parse(_ line: String) -> (Key, State)? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 5, let state = State(rawValue: String(parts[1])), !parts[4].isEmpty,
            parts[4].utf8.allSatisfy({ isHexDigit($0) })
        else { return nil }
        return (Key(campaign: String(parts[2]), member: String(parts[3]), bundle: String(parts[4])), state)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

public enum SentLogError: Error, Sendable, Hashable, CustomStringConvertible {
    case badLine(path: String, line: Int)
    case failed(path: String, code: Int32)

    public var description: String {
        switch self {
        case .badLine(let path, let line):
            "line \(line) of '\(path)' is none of this log: nothing is sent before it is put right"
        case .failed(let path, let code): "'\(path)' cannot be written: \(String(cString: strerror(code)))"
        }
    }
}
