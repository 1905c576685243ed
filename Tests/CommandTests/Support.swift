import Files
import Foundation
import TestSupport
import Testing

/// What a run of the program left behind.
struct Run {
    var status: Int32
    var output: String
    var errors: String

    var all: String { output + errors }
}

/// A folder of its own to run the built program in; it goes with the value.
final class Sandbox {
    private let scratch: ScratchFolder
    var folder: String { scratch.path }

    init() throws {
        scratch = try ScratchFolder()
    }

    /// Runs `sealpress` in the folder, with nothing of the caller's environment but the path.
    @discardableResult
    func run(
        _ arguments: String..., in subfolder: String = "", environment: [String: String] = [:],
        input: String = ""
    ) throws -> Run {
        try run(program(), arguments, in: subfolder, environment: environment, input: input)
    }

    func run(
        _ program: URL, _ arguments: [String], in subfolder: String = "", environment: [String: String] = [:],
        input: String = ""
    ) throws -> Run {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder + "/" + subfolder)
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        // Files, not pipes: a program that says much would wait for a reader.
        let (output, errors, typed) = (file("stdout"), file("stderr"), file("stdin"))
        try FileSystem.write(Array(input.utf8), to: typed)
        for path in [output, errors] { try FileSystem.write([], to: path) }
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: typed))
        try process.run()
        process.waitUntilExit()
        defer { for path in [output, errors, typed] { try? FileManager.default.removeItem(atPath: path) } }
        return Run(
            status: process.terminationStatus, output: try FileSystem.readText(output, limit: 1 << 24),
            errors: try FileSystem.readText(errors, limit: 1 << 24))
    }

    private func file(_ name: String) -> String { folder + "/.\(name)-" + UUID().uuidString }

    func text(_ path: String) throws -> String {
        try FileSystem.readText(folder + "/" + path, limit: 1 << 24)
    }

    func write(_ path: String, _ text: String, mode: UInt16? = nil) throws {
        let file = folder + "/" + path
        try FileSystem.makeFolder(URL(filePath: file).deletingLastPathComponent().path)
        try FileSystem.write(Array(text.utf8), to: file, mode: mode)
    }

    func mode(_ path: String) throws -> UInt16? {
        try FileSystem.status(folder + "/" + path)?.mode
    }

    func has(_ path: String) throws -> Bool {
        try FileSystem.status(folder + "/" + path) != nil
    }

    /// The path under which a file of the theme is published in `site`, `_sealpress/theme/style.3f9c2a1b.css` for
    /// `_sealpress/theme/style.css`.
    func asset(_ plain: String, in site: String = "site/site") throws -> String {
        let paths = try FileSystem.list(folder + "/" + site).map(\.path)
        return try #require(
            paths.first {
                $0 != plain && $0.replacing(#/\.[0-9a-f]{8}(?=\.[a-z0-9]+$)/#, with: "") == plain
            })
    }

    /// Removes `path`, also when nothing is there.
    func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: folder + "/" + path)
    }

    /// A starter site in `site`, with its root key.
    static func started() throws -> Sandbox {
        let sandbox = try Sandbox()
        #expect(try sandbox.run("new", "site").status == 0)
        // Of a day of its own, so that builds as of one day do not depend on when the tests run.
        let article = "site/content/articles/hello.md"
        try sandbox.write(
            article, try sandbox.text(article).replacing(/date: [\d-]+/, with: "date: 2026-11-21"))
        #expect(try sandbox.run("keys", "init", in: "site").status == 0)
        return sandbox
    }
}

/// The program that was built, which stands beside the tests.
func program() throws -> URL {
    try #require(Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "sealpress"))
}

/// The object that a JSON text is.
func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
