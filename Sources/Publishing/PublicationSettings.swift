/// What a publication knows of the machine it runs on.
public struct PublicationSettings: Sendable {
    /// For rsync, ssh and git.
    public var environment: [String: String]
    /// For files that are gone at the end.
    public var temporaryFolder: String
    /// A folder in the repository that `git:` publishes to a branch of.
    public var repository: String
    /// The remote, by name or address, that `git:` pushes the branch to.
    public var remote: String?

    public init(
        environment: [String: String], temporaryFolder: String, repository: String = ".",
        remote: String? = nil
    ) {
        self.environment = environment
        self.temporaryFolder = temporaryFolder
        self.repository = repository
        self.remote = remote
    }
}

extension Destination {
    func target(for site: LocalSite, settings: PublicationSettings) throws -> any PublicationTarget {
        switch self {
        case .folder(let path): try FolderTarget(path, site: site)
        case .rsync(let place): try RsyncTarget(place, settings: settings)
        case .branch(let name): try BranchTarget(name, settings: settings)
        }
    }
}
