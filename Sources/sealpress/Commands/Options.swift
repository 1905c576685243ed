import ArgumentParser
import Content
import Diagnostics
import Files
import Foundation
import Sealing
import Site

/// Where the project is.
struct ProjectOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The project's folder, with sealpress.yml in it.", valueName: "dir"))
    var root = "."

    /// The folder without a slash at its end.
    var folder: String {
        root.utf8.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    func path(_ name: String) -> String { folder + "/" + name }
}

/// Where the root key comes from.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The root key's file. Else the variable SEALPRESS_KEY, else sealpress.key in the project.",
            valueName: "file"))
    var keyFile: String?

    static let variable = "SEALPRESS_KEY"

    /// The root key, and the file it was read from.
    ///
    /// - Throws: a `DiagnosticError` that never contains any of the key.
    func read(in project: ProjectOptions) throws -> (key: RootKey, file: String?) {
        guard let found = try find(in: project) else {
            guard try FileSystem.status(project.path(SiteConfiguration.path)) != nil else {
                throw DiagnosticError(Workplace.missingConfiguration(in: project.folder))
            }
            throw DiagnosticError(
                .error(
                    "there is no root key",
                    hint: "sealpress keys init makes one; keep a backup of it, and never publish it"))
        }
        return found
    }

    /// The same; nil where there is none.
    func find(in project: ProjectOptions) throws -> (key: RootKey, file: String?)? {
        if let keyFile { return (try Self.key(inFile: keyFile), keyFile) }
        if let text = Environment.current[Self.variable], !text.isEmpty {
            do {
                return (try RootKey(printed: text), nil)
            } catch let error as CodeError {
                throw DiagnosticError(.error("\(Self.variable) holds no root key: \(error)"))
            }
        }
        let file = project.path(Workplace.keyPath)
        guard try FileSystem.status(file) != nil else { return nil }
        return (try Self.key(inFile: file), file)
    }

    /// The site's keys, and those before a replacement.
    func siteKeys(in project: ProjectOptions) throws -> [SiteKeys] {
        try [read(in: project).key, readPrevious(in: project)].compactMap(\.self).map {
            try SiteKeys(root: $0)
        }
    }

    static let previousVariable = "SEALPRESS_PREVIOUS_KEY"

    /// The root key before a replacement, while its codes work still: from the variable, else from beside the key.
    func readPrevious(in project: ProjectOptions) throws -> RootKey? {
        if let text = Environment.current[Self.previousVariable], !text.isEmpty {
            do {
                return try RootKey(printed: text)
            } catch let error as CodeError {
                throw DiagnosticError(.error("\(Self.previousVariable) holds no root key: \(error)"))
            }
        }
        let file = Self.previousFile(of: keyFile ?? project.path(Workplace.keyPath))
        return try FileSystem.status(file) == nil ? nil : try Self.key(inFile: file)
    }

    static func previousFile(of keyFile: String) -> String { keyFile + ".previous" }

    /// The same for commands that take no key of their own and rarely need one.
    static func standardSiteKeys(in folder: String) throws -> [SiteKeys] {
        try KeyOptions.parse([]).siteKeys(in: ProjectOptions.parse(["--root", folder]))
    }

    private static func key(inFile path: String) throws -> RootKey {
        let status = try FileSystem.status(path)
        if status?.kind == .folder {
            throw DiagnosticError(.error("'\(path)' is a folder, not the root key's file"))
        }
        if let mode = status?.mode, mode & 0o077 != 0 {
            throw DiagnosticError(
                .error("others can read the root key in '\(path)'", hint: "chmod 600 '\(path)'"))
        }
        do {
            return try RootKey(printed: try FileSystem.readText(path, limit: 4096))
        } catch let error as CodeError {
            throw DiagnosticError(.error("'\(path)' holds no root key: \(error)"))
        }
    }
}

/// The clock, unless the author sets it.
struct DateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The build date, 2026-11-01 or 2026-11-01T08:30:00Z (UTC). Else SOURCE_DATE_EPOCH, else now.",
            valueName: "date"))
    var date: String?

    func read() throws -> Date {
        if let date {
            guard let parsed = CalendarDate(date) else {
                throw ValidationError("'\(date)' is no date; write 2026-11-01 or 2026-11-01T08:30:00Z")
            }
            return Date(timeIntervalSince1970: TimeInterval(parsed.secondsSince1970()))
        }
        if let epoch = Environment.current["SOURCE_DATE_EPOCH"], !epoch.isEmpty {
            guard let seconds = Int(epoch), (0...253_402_300_799).contains(seconds) else {
                throw ValidationError("SOURCE_DATE_EPOCH is '\(epoch)', not a number of seconds")
            }
            return Date(timeIntervalSince1970: TimeInterval(seconds))
        }
        return Date(timeIntervalSince1970: Date.now.timeIntervalSince1970.rounded(.down))
    }
}
