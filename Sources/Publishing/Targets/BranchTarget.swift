import Diagnostics
import Files
import Foundation
import Site

/// A branch of a git repository. The work tree is never touched, and the branch moves by one commit.
///
/// Git's index and trees do the work of the records: nothing is published before the branch moves.
struct BranchTarget: PublicationTarget {
    let name: String
    private(set) var outcome: String?

    private let git: Repository
    private let reference: String
    /// Where the branch is pushed to; nil keeps it here.
    private let remote: String?
    /// The commit that the site is published over.
    private let base: String?
    /// What is in that commit, folders too.
    private let tree: [String: GitEntry]
    /// What changes, as `git update-index --index-info` reads it.
    private var changes: [UInt8] = []
    private var site: LocalSite?

    init(_ branch: String, settings: PublicationSettings) throws {
        git = try Repository(settings)
        reference = "refs/heads/" + branch
        remote = settings.remote
        name = "branch '\(branch)'" + (settings.remote.map { " of '\($0)'" } ?? "")
        guard try git.succeeds("check-ref-format", reference) else {
            throw DiagnosticError(.error("'\(branch)' is no name for a branch"))
        }
        if settings.remote == nil, let folder = try git.workTree(of: reference) {
            throw DiagnosticError(
                .error(
                    "branch '\(branch)' is checked out in '\(folder)'",
                    hint: "publish to a branch that is only published, such as git:gh-pages"))
        }
        if let remote = settings.remote {
            base = try git.fetch(reference, from: remote)
        } else {
            base = try git.commit(at: reference)
        }
        tree = try base.map(git.tree) ?? [:]
    }

    func kinds(of paths: [String], below folders: [String]) throws -> [String: FileKind] {
        let all = Set(paths + paths.flatMap(foldersAbove) + folders.map { String($0.dropLast()) })
        var kinds: [String: FileKind] = [:]
        for (path, entry) in tree where all.contains(path) || folders.contains(where: path.hasPrefix) {
            kinds[path] = entry.kind
        }
        return kinds
    }

    func read(_ paths: [String]) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in paths {
            if let entry = tree[path] { files[path] = try git.output("cat-file", "blob", entry.id) }
        }
        return files
    }

    func differing(_ paths: [String], of site: LocalSite) throws -> Set<String> {
        let ids = try git.hash(paths, of: site, writing: false)
        return Set(
            zip(paths, ids).filter { path, id in
                guard let entry = tree[path] else { return true }
                return entry.kind != .file || entry.id != id
            }.map(\.0))
    }

    mutating func begin(
        _ records: [(path: String, bytes: [UInt8])], sending paths: [String], of site: LocalSite,
        _ progress: (Int) throws -> Void
    ) throws {
        self.site = site
    }

    mutating func put(_ paths: [String], of site: LocalSite, _ progress: (Int) throws -> Void) throws {
        try progress(0)
        for (path, id) in zip(paths, try git.hash(paths, of: site, writing: true)) {
            changes += "100644 \(id)\t\(path)".utf8
            changes.append(0)
        }
    }

    mutating func remove(_ paths: [String], _ progress: (Int) throws -> Void) throws {
        for path in paths {
            guard let entry = tree[path] else { continue }
            // Mode 0 takes it out; the id only fills its place.
            changes += "0 \(entry.id)\t\(path)".utf8
            changes.append(0)
        }
    }

    mutating func end() throws {
        try remove(tree.keys.filter { $0.hasPrefix(PublicationRecords.folder) }) { _ in }
        let day = site.map { " of \($0.stamp.day)" } ?? ""
        let commit = try git.commit(changes, over: base, message: "Publish the build\(day)")
        outcome = "commit \(commit.prefix(12))"
        guard let remote else {
            try git.move(reference, from: base, to: commit)
            return
        }
        // Never forced: where somebody else has pushed meanwhile, the remote refuses.
        try git.push(commit, to: reference, of: remote)
        outcome = "commit \(commit.prefix(12)), pushed to \(remote)"
        try git.follow(reference, to: commit)
    }
}
