import Content
import Diagnostics
import Files

/// The files of `data/`: `data/prices.csv` is `data.prices` in layouts, `data/team/people.yml` is `data.team.people`.
enum DataFiles {
    static let folder = "data"

    /// - Returns: all files as one mapping.
    static func read(root: String, keyInSources: KeyInSources) -> (data: DataNode, diagnostics: [Diagnostic])
    {
        var diagnostics: [Diagnostic] = []
        var tree = Tree()
        let path = root + "/" + folder
        do throws(FileError) {
            guard try FileSystem.status(path)?.kind == .folder else { return (tree.node, []) }
            for entry in try FileSystem.list(path) where entry.kind != .folder && !entry.isHidden {
                let shown = folder + "/" + entry.path
                let place = SourceLocation(file: shown, line: 1)
                guard entry.kind == .file else {
                    diagnostics.append(
                        .error("this is not a regular file", at: place, hint: "data holds files only"))
                    continue
                }
                let bytes = try FileSystem.read(path + "/" + entry.path)
                diagnostics += keyInSources.diagnostics(bytes, file: shown)
                let name = entry.path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
                let parts = name[0].split(separator: "/").map(String.init)
                guard parts.allSatisfy(\.isLayoutName) else {
                    diagnostics.append(
                        .error(
                            "no name for layouts can be made of this file's", at: place,
                            hint: "names have letters, digits, '-' and '_'"))
                    continue
                }
                let (node, faults) = parse(
                    bytes, extension: name.count > 1 ? String(name[1]) : "", file: shown)
                diagnostics += faults
                if let node, let other = tree.add(node, parts[...]) {
                    diagnostics.append(
                        .error(
                            "data.\(parts.joined(separator: ".")) has two sources: \(other) and \(shown)",
                            at: place, hint: "rename one of them"))
                }
            }
        } catch {
            diagnostics.append(error.diagnostic)
        }
        return (tree.node, diagnostics)
    }

    private static func parse(
        _ bytes: [UInt8], extension type: String, file: String
    ) -> (DataNode?, [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        switch type {
        case "csv":
            let table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
            for (column, name) in table.columns.enumerated() where !name.isLayoutName {
                diagnostics.append(
                    table.diagnostic(
                        .error, "'\(name)' cannot be a name in layouts", header: column,
                        hint: "names have letters, digits, '-' and '_'"))
            }
            return (diagnostics.isEmpty ? DataNode(table) : nil, diagnostics)
        case "json", "yml", "yaml":
            do {
                let source = try SourceText(path: file, bytes: bytes)
                if type != "json" { return (try YAML.parse(source).map { DataNode($0) }, []) }
                return try json(source)
            } catch let error as DiagnosticError {
                return (nil, error.diagnostics)
            } catch {
                return (nil, [.error("cannot read '\(file)': \(error)")])
            }
        default:
            return (
                nil,
                [
                    .error(
                        "data of this kind is not read", at: SourceLocation(file: file, line: 1),
                        hint: "data files end in .yml, .yaml, .json or .csv")
                ]
            )
        }
    }

    private static func json(_ source: SourceText) throws -> (DataNode?, [Diagnostic]) {
        do throws(JSONError) {
            return (DataNode(try JSONValue(parsing: source.bytes), file: source.path), [])
        } catch {
            guard case .syntax(let what, let line, let column) = error else { throw error }
            // The parser counts bytes.
            let text = source.line(line) ?? ""
            let characters = String(decoding: Array(text.utf8).prefix(max(0, column - 1)), as: UTF8.self)
                .count
            return (
                nil,
                [
                    source.error(
                        "this is no JSON: \(what)",
                        at: SourceLocation(file: source.path, line: line, column: characters + 1))
                ]
            )
        }
    }

    /// Files by their folders.
    private struct Tree {
        var folders: [String: Tree] = [:]
        var files: [String: DataNode] = [:]

        /// - Returns: the file that has the name already.
        mutating func add(_ node: DataNode, _ parts: ArraySlice<String>) -> String? {
            guard let first = parts.first else { return nil }
            if parts.count > 1 {
                if let file = files[first] { return file.location.file }
                return folders[first, default: Tree()].add(node, parts.dropFirst())
            }
            if let file = files[first] { return file.location.file }
            if folders[first] != nil { return "the folder data/\(first)" }
            files[first] = node
            return nil
        }

        var node: DataNode {
            let place = SourceLocation(file: DataFiles.folder, line: 1)
            let below = folders.mapValues(\.node).merging(files) { $1 }
            return DataNode(
                .object(below.sorted { byUTF8($0.key, $1.key) }.map { ($0.key, $0.value) }), at: place)
        }
    }
}
