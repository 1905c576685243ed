import Files

/// A place that a site is published to. What is read from it is not believed.
protocol PublicationTarget {
    /// What the author calls it, for messages.
    var name: String { get }

    /// What stands at the paths and their folders, and everything below `folders`; nothing follows a symlink.
    func kinds(of paths: [String], below folders: [String]) throws -> [String: FileKind]

    /// The bytes of small files that are there.
    func read(_ paths: [String]) throws -> [String: [UInt8]]

    /// Those of the site's files that are other bytes at the target, or not there.
    func differing(_ paths: [String], of site: LocalSite) throws -> Set<String>

    /// Writes the records, then readies the files that will be put, as far as this shortens the steps.
    mutating func begin(
        _ records: [(path: String, bytes: [UInt8])], sending paths: [String], of site: LocalSite,
        _ progress: (Int) throws -> Void
    ) throws

    /// Puts files in their places, each in one step.
    mutating func put(_ paths: [String], of site: LocalSite, _ progress: (Int) throws -> Void) throws

    /// Removes files, and the folders that this leaves empty.
    mutating func remove(_ paths: [String], _ progress: (Int) throws -> Void) throws

    /// Removes the folder of records; the publication is complete.
    mutating func end() throws

    /// What came of it, where there is more to say than that it is done.
    var outcome: String? { get }
}
