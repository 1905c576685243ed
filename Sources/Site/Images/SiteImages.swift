import Content
import Images
import Sealing

/// A picture that pages show, and what was made of it.
struct SiteImage: Sendable {
    /// As browsers show it; nil for a drawing that does not say.
    var size: PixelSize?
    /// Whether the file itself is one of the WebPs to choose from.
    var isCandidate = false
    /// Its smaller ones; nil where none was asked for.
    var smaller: ImageCache.Entry?
}

/// The pictures of a site, by their paths below `content/`; read before any page is put together.
struct SiteImages: Sendable {
    var images: [String: SiteImage] = [:]
    let settings: ImagesConfiguration
    let cache: ImageCache

    subscript(key: String) -> SiteImage? { images[key] }

    /// A file made of a picture, with the path that is sealed in its place: no file of an author's can have it.
    struct Variant: Sendable {
        var image: ImageCache.Entry.Image
        var entry: ImageCache.Entry
        /// Where it is published when everyone may see it: named for its content and what was made of it.
        var path: String { "_sealpress/images/\(entry.key.prefix(20))-\(image.width).webp" }

        func sealedPath(_ key: String) -> String { "\(key)/\(image.width).webp" }
    }

    func variants(of key: String) -> [Variant] {
        guard let entry = images[key]?.smaller else { return [] }
        return entry.images.map { Variant(image: $0, entry: entry) }
    }

    func bytes(_ variant: Variant) throws -> [UInt8] {
        try cache.bytes(variant.image, of: variant.entry)
    }

    /// Removes from the cache what the site no longer shows.
    func cleanCache() throws {
        try cache.keep(Set(images.values.compactMap { $0.smaller?.key }))
    }

    /// How wide a picture is shown: as wide as the column, but no wider than it is.
    func sizes(_ place: AssetReference.Picture, of image: SiteImage) -> String {
        if place == .text, let sizes = settings.sizes { return sizes }
        let column = place == .text ? 42 : 21
        // In `rem` of 16 pixels.
        let own = image.size.flatMap { $0.width < column * 16 ? "\($0.width)px" : nil } ?? "\(column)rem"
        return "min(\(own), \(place == .text ? 100 : 50)vw)"
    }
}

extension AssetAddresses {
    /// What a page says of a picture beside its address.
    func picture(for reference: AssetReference) -> PictureMarkup? {
        guard let place = reference.picture, let image = images[reference.key] else { return nil }
        var markup = PictureMarkup(
            attributes: image.size.map { " width=\"\($0.width)\" height=\"\($0.height)\"" } ?? "")
        let isPublic = assets[reference.key]?.isPublic ?? true
        var candidates = images.variants(of: reference.key).map { variant in
            let path =
                isPublic ? variant.path : keys.assetID(path: variant.sealedPath(reference.key)).path
            return "\(site.url(ofFile: path)) \(variant.image.width)w"
        }
        guard !candidates.isEmpty else { return markup }
        if image.isCandidate, let size = image.size {
            candidates.append("\(attribute(for: reference).url) \(size.width)w")
        }
        let set = candidates.joined(separator: ", ").escapedForMarkup
        if isPublic {
            markup.sources =
                "\(Self.sourceStart)\(set)\" sizes=\"\(images.sizes(place, of: image).escapedForMarkup)\" />"
        } else {
            markup.attributes += " data-sealed-srcset=\"\(set)\""
        }
        return markup
    }

    private static let sourceStart = "<source type=\"image/webp\" srcset=\""

    /// The same HTML for where only the picture itself is wanted: feeds.
    static func withoutSources(_ html: String) -> String {
        var result = ""
        var rest = html[...]
        while let start = rest.firstRange(of: "<picture>" + sourceStart),
            let end = rest[start.upperBound...].firstRange(of: " />")
        {
            result += rest[..<start.lowerBound] + "<picture>"
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}
