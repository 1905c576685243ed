import Content
import Diagnostics
import Files

/// Pictures whose bytes are not what their names say: a page kept as `.png`, a file cut short to nothing.
enum ImageFiles {
    static func findings(_ site: CheckedSite, root: String, threads: Int) throws -> [Diagnostic] {
        let folder = root + "/" + SourceTree.folder + "/"
        let heads = site.imageUses.parallelMap(threads: threads) { use in
            Result { try FileSystem.read(folder + use.key, from: 0, count: 64) }
        }
        return try zip(site.imageUses, heads).compactMap { use, head in
            guard let fault = fault(of: use.key, head: try head.get()) else { return nil }
            return use.source.warning(fault, at: use.location, hint: "export or download it anew")
                .about(.image)
        }
    }

    private static func fault(of name: String, head: [UInt8]) -> String? {
        let type = MediaTypes.type(ofFile: name)
        guard let wanted = formats.first(where: { $0.type == type }) else { return nil }
        if head.isEmpty { return "'\(name)' is empty" }
        guard !wanted.begins(head) else { return nil }
        let found = formats.first { $0.begins(head) }
        return "'\(name)' is no \(wanted.name)" + (found.map { " but a \($0.name)" } ?? "")
    }

    /// How files of a format begin: some bytes after an offset, each in its own place.
    private struct Format {
        var name: String
        var type: String
        var marks: [(offset: Int, bytes: [UInt8])]

        func begins(_ head: [UInt8]) -> Bool {
            marks.allSatisfy { head.dropFirst($0.offset).starts(with: $0.bytes) }
        }
    }

    private static let formats = [
        Format(name: "PNG", type: "image/png", marks: [(0, [0x89, 0x50, 0x4E, 0x47])]),
        Format(name: "JPEG", type: "image/jpeg", marks: [(0, [0xFF, 0xD8, 0xFF])]),
        Format(name: "GIF", type: "image/gif", marks: [(0, Array("GIF8".utf8))]),
        Format(
            name: "WebP", type: "image/webp", marks: [(0, Array("RIFF".utf8)), (8, Array("WEBP".utf8))]),
        Format(name: "AVIF", type: "image/avif", marks: [(4, Array("ftypavi".utf8))]),
    ]
}

/// A picture of the author's, and where it is used first.
struct ImageUse: Sendable {
    /// Below `content/`.
    var key: String
    var source: SourceText
    var location: SourceLocation
}

extension CheckedSite {
    /// Every picture that pages show, once, in the order of the pages.
    var imageUses: [ImageUse] {
        var seen: Set<String> = []
        var uses: [ImageUse] = []
        for page in pages {
            let source = page.page.document.source
            if case .asset(let key)? = PageImage(of: page.page, in: plan), seen.insert(key).inserted,
                let image = page.page.frontMatter.image
            {
                uses.append(ImageUse(key: key, source: source, location: image.location))
            }
            // Raw HTML is read before Markdown, whatever comes first.
            let images = page.body.allAssets.filter { $0.kind == .image }.sorted {
                ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
            }
            for asset in images where seen.insert(asset.key).inserted {
                uses.append(ImageUse(key: asset.key, source: source, location: asset.location))
            }
        }
        return uses
    }
}
