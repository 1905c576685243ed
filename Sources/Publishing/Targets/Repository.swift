import Diagnostics
import Files
import Foundation
import Site

/// What a tree of git's holds under one path.
struct GitEntry: Sendable, Hashable {
    var kind: FileKind
    /// The object's id, in hex.
    var id: String
}

/// A git repository, worked on without its work tree.
struct Repository {
    private let git: Program
    private let scratch: ScratchFolder
    private let folder: String

    /// - Throws: a `DiagnosticError` when the folder is in no repository.
    init(_ settings: PublicationSettings) throws {
        git = try Program("git", environment: settings.environment)
        scratch = try ScratchFolder(in: settings.temporaryFolder)
        folder = settings.repository
        _ = try git.require(
            ["-C", folder, "rev-parse", "--git-dir"], scratch: scratch,
            hint: "git:BRANCH publishes to a branch of the repository that the project is in")
    }

    func output(_ arguments: String..., input: [UInt8] = [], adding: [String: String] = [:]) throws -> [UInt8]
    {
        try git.require(["-C", folder] + arguments, scratch: scratch, input: input, adding: adding).output
    }

    /// A command's output without its last newline.
    private func line(_ arguments: [String], input: [UInt8] = [], adding: [String: String] = [:]) throws
        -> String
    {
        let result = try git.require(
            ["-C", folder] + arguments, scratch: scratch, input: input, adding: adding)
        return result.text.trimmingCharacters(in: .newlines)
    }

    func succeeds(_ arguments: String...) throws -> Bool {
        try git.run(["-C", folder] + arguments, scratch: scratch).status == 0
    }
}

// MARK: - Reading

extension Repository {
    /// The commit that a reference names; nil when there is none of that name.
    func commit(at reference: String) throws -> String? {
        guard try succeeds("show-ref", "--verify", "--quiet", reference) else { return nil }
        return try line(["rev-parse", "--verify", reference + "^{commit}"])
    }

    /// The work tree that has a branch checked out.
    func workTree(of reference: String) throws -> String? {
        var folder: String?
        for line in try line(["worktree", "list", "--porcelain"]).split(separator: "\n") {
            if line.hasPrefix("worktree ") { folder = String(line.dropFirst("worktree ".count)) }
            if line == "branch \(reference)" { return folder }
        }
        return nil
    }

    /// Gets a remote's branch; nil when the remote has none of that name.
    func fetch(_ reference: String, from remote: String) throws -> String? {
        guard try !line(["ls-remote", "--", remote, reference]).isEmpty else { return nil }
        // A repository without its history, as CI has it, needs none of the branch's either.
        let isShallow = try line(["rev-parse", "--is-shallow-repository"]) == "true"
        _ = try line(
            ["fetch", "--quiet", "--no-tags"] + (isShallow ? ["--depth=1"] : []) + ["--", remote, reference])
        return try line(["rev-parse", "--verify", "FETCH_HEAD^{commit}"])
    }

    /// Everything in a commit, by path.
    func tree(of commit: String) throws -> [String: GitEntry] {
        var tree: [String: GitEntry] = [:]
        let listing = try output("ls-tree", "-r", "-t", "-z", "--full-tree", commit)
        for record in listing.split(separator: 0) {
            // MODE TYPE ID<tab>PATH
            let parts = record.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
            let head = parts.first?.split(separator: UInt8(ascii: " ")).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard parts.count == 2, let head, head.count == 3 else { continue }
            let kind: FileKind =
                switch head[0] {
                case "040000": .folder
                case "120000": .symlink
                case "100644", "100755": .file
                default: .other
                }
            tree[String(decoding: parts[1], as: UTF8.self)] = GitEntry(kind: kind, id: head[2])
        }
        return tree
    }

    /// The ids that the site's files have in git, as they are: no filter of line endings touches them.
    func hash(_ paths: [String], of site: LocalSite, writing: Bool) throws -> [String] {
        if let path = paths.first(where: { $0.contains(where: \.isNewline) }) {
            throw DiagnosticError(.error("git takes no file with a line break in its name: '\(path)'"))
        }
        guard !paths.isEmpty else { return [] }
        let root = FileSystem.resolved(site.folder)
        let names = paths.map { root + "/" + $0 + "\n" }.joined()
        let ids = try line(
            ["hash-object", "-t", "blob", "--no-filters"] + (writing ? ["-w"] : []) + ["--stdin-paths"],
            input: Array(names.utf8)
        ).split(separator: "\n").map(String.init)
        guard ids.count == paths.count else {
            throw DiagnosticError(.error("git hashed \(ids.count) files of \(paths.count)"))
        }
        return ids
    }
}

// MARK: - Writing

extension Repository {
    /// Makes a commit of `base` with changes, in an index of its own; no reference moves.
    func commit(_ changes: [UInt8], over base: String?, message: String) throws -> String {
        let index = ["GIT_INDEX_FILE": scratch.path + "/index"]
        _ = try line(["read-tree", base ?? "--empty"], adding: index)
        _ = try line(["update-index", "-z", "--replace", "--index-info"], input: changes, adding: index)
        let tree = try line(["write-tree"], adding: index)
        return try line(
            ["commit-tree", tree] + (base.map { ["-p", $0] } ?? []), input: Array((message + "\n").utf8),
            adding: try identity())
    }

    /// Who commits, where git does not know: a CI machine has nobody's name.
    private func identity() throws -> [String: String] {
        var names: [String: String] = [:]
        for role in ["AUTHOR", "COMMITTER"] where try !succeeds("var", "GIT_\(role)_IDENT") {
            names["GIT_\(role)_NAME"] = "sealpress"
            names["GIT_\(role)_EMAIL"] = "sealpress@localhost"
        }
        return names
    }

    /// Moves a branch, unless somebody else has moved it meanwhile.
    func move(_ reference: String, from old: String?, to new: String) throws {
        let none = String(repeating: "0", count: new.utf8.count)
        _ = try line(["update-ref", "-m", "sealpress publish", reference, new, old ?? none])
    }

    func push(_ commit: String, to reference: String, of remote: String) throws {
        _ = try git.require(
            ["-C", folder, "push", "--quiet", "--", remote, "\(commit):\(reference)"], scratch: scratch,
            hint: "was something else pushed meanwhile? then publish again")
    }

    /// Brings the local branch to what was pushed, where that loses nothing and no work tree has it.
    func follow(_ reference: String, to commit: String) throws {
        let old = try self.commit(at: reference)
        guard try workTree(of: reference) == nil else { return }
        if let old, try !succeeds("merge-base", "--is-ancestor", old, commit) { return }
        try move(reference, from: old, to: commit)
    }
}
