import Files

/// Which page's section a sealed file is, as the pages of a built site say.
enum SectionTable {
    /// - Parameter folder: the site.
    /// - Returns: routes by sealed id.
    static func read(_ folder: String) throws(FileError) -> [String: String] {
        var routes: [String: String] = [:]
        for entry in try FileSystem.list(folder, enteringHidden: false) where entry.kind == .file {
            guard entry.name == "index.html", !entry.path.hasPrefix("_sealpress/") else { continue }
            let route = "/" + entry.path.dropLast("index.html".count)
            for id in ids(in: try FileSystem.read(folder + "/" + entry.path)) { routes[id] = route }
        }
        return routes
    }

    private static func ids(in page: [UInt8]) -> [String] {
        let mark = Array("_sealpress/sealed/".utf8)
        var found: [String] = []
        var start = 0
        while let place = page[start...].firstIndex(of: UInt8(ascii: "_")) {
            start = place + 1
            guard page[place...].starts(with: mark) else { continue }
            let id = page[(place + mark.count)...].prefix(32)
            let isID =
                id.count == 32 && id.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            if isID { found.append(String(decoding: id, as: UTF8.self)) }
        }
        return found
    }
}
