/// A file with the places where it names others.
struct AssetNode {
    /// A place, and the numbers of the files that it names.
    struct Reference {
        /// Where the fingerprint goes.
        var place: Int
        var targets: [Int]
    }

    /// As it is published, but for the names in it.
    private let plain: [UInt8]
    let references: [Reference]
    let problems: [Fingerprints.Problem]

    init(_ file: Fingerprints.File, _ resolver: ReferenceResolver) {
        var problems: [Fingerprints.Problem] = []
        for reference in file.written {
            if let path = resolver.missing(reference, in: file.path),
                case .file(let address) = reference.address
            {
                problems.append(
                    Fingerprints.Problem(
                        path: file.path, range: reference.range, kind: .missing(address, path: path)))
            }
        }
        if let fault = file.fault {
            let start = min(fault.offset, max(0, file.plain.count - 1))
            problems.append(
                Fingerprints.Problem(
                    path: file.path, range: start..<start + 1, kind: .stylesheet(fault.message)))
        }
        references = file.references.compactMap { reference in
            let targets = resolver.targets(of: reference, in: file.path)
            guard !targets.isEmpty else { return nil }
            return Reference(
                place: AssetName.place(in: file.plain[reference.range], isEnd: reference.isPattern),
                targets: targets)
        }
        plain = file.plain
        self.problems = problems
    }

    /// The file with the fingerprints that are known.
    func bytes(names: [String?]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(plain.count + references.count * (AssetName.digits + 1))
        var position = 0
        for reference in references {
            guard let target = reference.targets.first, let name = names[target], reference.place >= position
            else { continue }
            output += plain[position..<reference.place]
            output += ".\(name)".utf8
            position = reference.place
        }
        return output + plain[position...]
    }
}
