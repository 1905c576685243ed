/// Stylesheets, scripts and whatever they name, as they are published: under names that change with what is in them, so
/// that browsers may keep them for ever.
public enum Fingerprints {
    /// One file, read: what it names, and a stylesheet in its small form.
    public struct File: Sendable {
        /// Below the site: `_sealpress/theme/style.css`.
        public let path: String
        /// As it is published, but for the names in it.
        let plain: [UInt8]
        /// What is named in `plain`.
        let references: [AssetReference]
        /// What is named in the file as it was handed in.
        let written: [AssetReference]
        /// Why a stylesheet is published as it is.
        let fault: CSSMinifier.Fault?

        public init(path: String, bytes: [UInt8]) {
            self.path = path
            guard path.hasSuffix(".css") else {
                let isScript = path.hasSuffix(".js") || path.hasSuffix(".mjs")
                plain = bytes
                references = isScript ? ModuleScanner.references(in: bytes) : []
                written = references
                fault = nil
                return
            }
            written = CSSReferences.references(in: bytes)
            var small = bytes
            var found: CSSMinifier.Fault?
            do throws(CSSMinifier.Fault) {
                small = try CSSMinifier.minify(bytes)
            } catch {
                found = error
            }
            plain = small
            references = CSSReferences.references(in: small)
            fault = found
        }
    }

    /// A file as it is published.
    public struct Published: Sendable {
        /// Below the site, without the fingerprint.
        public var plainPath: String
        /// Below the site: `_sealpress/theme/style.3f9c2a1b.css`.
        public var path: String
        public var bytes: [UInt8]
        /// Of `bytes`.
        public var digest: [UInt8]
    }

    /// Something an author should know of.
    public struct Problem: Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            /// An address that leads to no file: it, and the path below the site that it leads to.
            case missing(String, path: String)
            /// A stylesheet with an error, which is published as it is.
            case stylesheet(String)
        }

        /// Of the file, below the site, without the fingerprint.
        public var path: String
        /// Bytes of the file as it was handed in.
        public var range: Range<Int>
        public var kind: Kind
    }

    /// Gives files their names, and writes the names into the files that refer to them; minifies stylesheets.
    ///
    /// - Parameters:
    ///   - files: all with different paths.
    ///   - fixed: paths of files that keep their names, and may be referred to.
    ///   - folders: where nothing else is: `_sealpress/theme/`. An address that leads there and to no file is a problem.
    ///   - base: the path of the site's address, `/learn/`.
    ///   - digest: a cryptographic one.
    /// - Returns: the files in their order.
    public static func publish(
        _ files: [File], fixed: Set<String>, folders: [String], base: String,
        digest: (_ bytes: [UInt8]) -> [UInt8]
    ) -> (files: [Published], problems: [Problem]) {
        let places = Dictionary(files.enumerated().map { ($1.path, $0) }) { first, _ in first }
        let resolver = ReferenceResolver(places: places, fixed: fixed, folders: folders, base: base)
        var problems: [Problem] = []
        let nodes = files.map { file in
            let node = AssetNode(file, resolver)
            problems += node.problems
            return node
        }
        var edges = nodes.map { $0.references.flatMap(\.targets) }
        // The files that one pattern matches share a fingerprint, since it is part of the pattern.
        for reference in nodes.flatMap(\.references) where reference.targets.count > 1 {
            for (one, next) in zip(
                reference.targets, reference.targets.dropFirst() + reference.targets.prefix(1))
            {
                edges[one].append(next)
            }
        }
        var names = [String?](repeating: nil, count: files.count)
        var published = [Published?](repeating: nil, count: files.count)
        for group in ReferenceGraph(edges: edges).groups() {
            let isAlone = group.count == 1 && !group.contains { edges[$0].contains($0) }
            var hashed: [UInt8] = []
            for place in group {
                if !isAlone { hashed += Array(files[place].path.utf8) + [0] }
                hashed += nodes[place].bytes(names: names)
            }
            let whole = digest(hashed)
            let fingerprint = String(hex(whole).prefix(AssetName.digits))
            for place in group { names[place] = fingerprint }
            for place in group {
                let bytes = isAlone ? hashed : nodes[place].bytes(names: names)
                published[place] = Published(
                    plainPath: files[place].path,
                    path: AssetName.fingerprinted(files[place].path, fingerprint), bytes: bytes,
                    digest: isAlone ? whole : digest(bytes))
            }
        }
        return (published.compactMap(\.self), problems)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
