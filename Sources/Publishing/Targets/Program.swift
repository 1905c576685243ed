import Diagnostics
import Files
import Foundation

/// A program of the system's that does part of the work: rsync or git.
struct Program: Sendable {
    /// What a run left behind.
    struct Result {
        var status: Int32
        var output: [UInt8]
        var errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    let name: String
    private let file: String
    private let environment: [String: String]

    /// - Throws: a `DiagnosticError` when the program is not in the path.
    init(_ name: String, environment: [String: String]) throws {
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
        guard let found else {
            throw DiagnosticError(
                .error("\(name) is not installed", hint: "on Debian: apt-get install \(name)"))
        }
        self.name = name
        file = found
        // Its words are read by us.
        self.environment = environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - scratch: where its input and errors are kept meanwhile: with files, no pipe fills up unread.
    ///   - input: what it reads from standard input.
    ///   - adding: variables beside the environment's.
    func run(
        _ arguments: [String], scratch: ScratchFolder, input: [UInt8] = [], adding: [String: String] = [:]
    ) throws -> Result {
        let typed = scratch.path + "/input-" + UUID().uuidString
        let errors = scratch.path + "/errors-" + UUID().uuidString
        try FileSystem.write(input, to: typed, mode: 0o600)
        try FileSystem.write([], to: errors, mode: 0o600)
        defer { for path in [typed, errors] { try? FileSystem.removeAll(path) } }
        let process = Process()
        process.executableURL = URL(filePath: file)
        process.arguments = arguments
        process.environment = environment.merging(adding) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: typed))
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : -1, output: Array(bytes),
            errors: String(decoding: try FileSystem.read(errors, limit: 1 << 24), as: UTF8.self))
    }

    /// The same, where anything but success is an error.
    func require(
        _ arguments: [String], scratch: ScratchFolder, input: [UInt8] = [], adding: [String: String] = [:],
        hint: String? = nil
    ) throws -> Result {
        let result = try run(arguments, scratch: scratch, input: input, adding: adding)
        guard result.status == 0 else { throw failure(result, hint: hint) }
        return result
    }

    /// What went wrong, in the program's own words.
    func failure(_ result: Result, hint: String? = nil) -> DiagnosticError {
        let lines = result.errors.split(whereSeparator: \.isNewline).map { line in
            Diagnostic.error(line.hasPrefix(name + ":") ? String(line) : "\(name): \(line)")
        }
        let ended = result.status < 0 ? "was killed" : "failed with status \(result.status)"
        return DiagnosticError(Array(lines.prefix(10)) + [.error("\(name) \(ended)", hint: hint)])
    }
}
