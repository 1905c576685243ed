/// Where the search's files lie.
enum SearchAddresses {
    static let folder = "_sealpress/search/"
    static let list = folder + "index.json"
    /// Which sealed indexes there are, and for whom.
    static let sealedList = folder + "sealed.json"
    static let fixed = [list, sealedList]
    /// The parts of the reader that only search needs.
    static let reader = "reader/search/"

    static func words(_ number: Int) -> String { "\(folder)words/\(number).bin" }
    /// In folders of 256, as file systems like them.
    static func texts(_ number: Int) -> String { "\(folder)texts/\(number >> 8)/\(number & 255).json" }
    static func sealed(_ id: String) -> String { "\(folder)sealed/\(id).bin" }
}
