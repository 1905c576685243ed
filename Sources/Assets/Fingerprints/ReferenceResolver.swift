import Foundation

/// Finds the files that addresses lead to.
struct ReferenceResolver {
    /// The numbers of files, by path.
    let places: [String: Int]
    let fixed: Set<String>
    let folders: [String]
    let base: String

    /// The numbers of the files that a reference names, in the order of their paths.
    func targets(of reference: AssetReference, in path: String) -> [Int] {
        switch reference.address {
        case .file(let address):
            guard isPath(address, in: path) else { return [] }
            return AssetName.resolve(address, from: path, base: base).flatMap { places[$0] }.map { [$0] }
                ?? []
        case .pattern(let parts):
            // Without the extension there is no place for the fingerprint.
            let name = parts.last?.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            guard let first = parts.first, isPath(first, in: path), name.contains("."),
                let start = AssetName.resolve(first, from: path, base: base)
            else { return [] }
            let known = [start] + parts.dropFirst()
            return places.keys.filter { Self.matches($0, known) }.sorted().compactMap { places[$0] }
        }
    }

    /// Whether a path is these parts in their order with something between each two, but no folder.
    private static func matches(_ path: String, _ parts: [String]) -> Bool {
        guard let first = parts.first, let last = parts.last, path.hasPrefix(first) else { return false }
        var rest = path.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let next = rest.dropFirst().range(of: part), !rest[..<next.lowerBound].contains("/") else {
                return false
            }
            rest = rest[next.upperBound...]
        }
        return rest.hasSuffix(last) && rest.count > last.count && !rest.dropLast(last.count).contains("/")
    }

    /// The path below the site that a reference leads to, where there ought to be a file and is none.
    func missing(_ reference: AssetReference, in path: String) -> String? {
        guard case .file(let address) = reference.address, isPath(address, in: path),
            let target = AssetName.resolve(address, from: path, base: base),
            folders.contains(where: target.hasPrefix), !target.hasSuffix("/")
        else { return nil }
        return places[target] == nil && !fixed.contains(target) ? target : nil
    }

    /// In a script, `import "name"` names no path.
    private func isPath(_ address: String, in path: String) -> Bool {
        path.hasSuffix(".css") || address.hasPrefix("./") || address.hasPrefix("../")
            || address.hasPrefix("/")
    }
}
