import Files
import Foundation

/// A log to read.
public enum LogInput: Sendable, Hashable {
    case file(String)
    case standardInput

    public var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        }
    }

    /// The logs that arguments name: files, folders (all files in them, not hidden ones and no pipes), patterns with `*`, `?` and `[`,
    /// and `-` for standard input.
    ///
    /// - Returns: each once, in the order of the arguments; a folder's and a pattern's in the order of names.
    /// - Throws: a `FileError` for what is not there.
    public static func expand(_ arguments: [String]) throws(FileError) -> [LogInput] {
        var result: [LogInput] = []
        var seen: Set<String> = []
        func add(_ path: String) {
            if seen.insert(path).inserted { result.append(.file(path)) }
        }
        for argument in arguments {
            if argument == "-" {
                if !result.contains(.standardInput) { result.append(.standardInput) }
                continue
            }
            let status = try FileSystem.status(argument)
            if status == nil, argument.contains(where: { "*?[".contains($0) }) {
                let found = matches(argument)
                guard !found.isEmpty else {
                    throw FileError("read", argument, reason: "no file has such a name")
                }
                for path in found { try addAll(path, add) }
            } else if status == nil {
                throw FileError("read", argument, code: ENOENT)
            } else {
                try addAll(argument, add)
            }
        }
        return result
    }

    private static func addAll(_ path: String, _ add: (String) -> Void) throws(FileError) {
        guard try FileSystem.status(path)?.kind == .folder else {
            add(path)
            return
        }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        for name in try names(in: path) where try FileSystem.status(prefix + name)?.kind != .other {
            // A pipe or a socket is no log, and to read it may never end.
            try addAll(prefix + name, add)
        }
    }

    private static func names(in folder: String) throws(FileError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw FileError("list", folder, reason: String(cString: strerror(errno)))
        }
        return names.filter { !$0.hasPrefix(".") }.sorted(by: byUTF8)
    }

    private static func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in
            found.gl_pathv[index].map { String(cString: $0) }
        }
    }
}
