/// Where the search's files lie.
///
/// Each language has an index of its own: that of the site's own at the top, of others in a folder of its name.
struct SearchAddresses: Sendable {
    private let folder: String

    init(_ edition: Edition) {
        folder = "_sealpress/search/" + (edition.folder.map { $0 + "/" } ?? "")
    }

    var list: String { folder + "index.json" }
    /// Which sealed indexes there are, and for whom.
    var sealedList: String { folder + "sealed.json" }
    var fixed: [String] { [list, sealedList] }
    /// The parts of the reader that only search needs.
    static let reader = "reader/search/"

    func words(_ number: Int) -> String { "\(folder)words/\(number).bin" }
    /// In folders of 256, as file systems like them.
    func texts(_ number: Int) -> String { "\(folder)texts/\(number >> 8)/\(number & 255).json" }
    func sealed(_ id: String) -> String { "\(folder)sealed/\(id).bin" }
}
