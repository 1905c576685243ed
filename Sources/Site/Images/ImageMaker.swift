import Files
import Images
import Sealing

/// Makes the smaller ones of one picture, or finds them in the cache.
struct ImageMaker: Sendable {
    let settings: ImagesConfiguration
    let cache: ImageCache
    /// `…/content/`
    let folder: String

    /// What is known of a picture without decoding it.
    enum Reading: Sendable {
        case known(SiteImage)
        /// Still to be made smaller.
        case unmade(area: Int)
        /// It claims more pixels than are decoded.
        case tooLarge(PixelSize)
    }

    enum Problem: Error {
        /// Going by its name it should be one.
        case notAnImage(isPointer: Bool)
    }

    /// Larger files are no pictures for a page; they are published unread.
    private static let largestFile = 256 << 20

    func read(_ key: String) throws -> Reading {
        guard let source = try source(key) else { return .known(SiteImage()) }
        if let size = source.header.size, source.header.isTooLarge, !settings.widths.isEmpty {
            return .tooLarge(size)
        }
        let sizes = EncodedImage.sizes(of: source.header, widths: settings.widths)
        guard !sizes.isEmpty else { return .known(SiteImage(size: source.header.size)) }
        guard let entry = cache.entry(cacheKey(source.bytes, sizes)) else {
            return .unmade(area: source.header.size?.area ?? 0)
        }
        return .known(image(source.header, entry))
    }

    func make(_ key: String) throws -> SiteImage {
        guard let source = try source(key) else { return SiteImage() }
        let sizes = EncodedImage.sizes(of: source.header, widths: settings.widths)
        let made = try EncodedImage.encode(
            source.bytes, source.header, sizes: sizes, quality: settings.quality)
        let key = cacheKey(source.bytes, sizes)
        try cache.write(
            key,
            made.map { ImageCache.File(width: $0.size.width, height: $0.size.height, bytes: $0.bytes) })
        guard let entry = cache.entry(key) else {
            throw FileError("read", cache.folder + "/" + key, reason: "it was changed meanwhile")
        }
        return image(source.header, entry)
    }

    private func image(_ header: ImageHeader, _ entry: ImageCache.Entry) -> SiteImage {
        let isLargest = (header.size?.width ?? .max) <= settings.widths.max() ?? 0
        return SiteImage(
            size: header.size, isCandidate: header.format == .webp && isLargest, smaller: entry)
    }

    /// Everything that the bytes depend on.
    private func cacheKey(_ bytes: [UInt8], _ sizes: [PixelSize]) -> String {
        let parameters = [
            "sealpress-images/1", EncodedImage.libraries, "quality \(settings.quality)",
            sizes.map { "\($0.width)x\($0.height)" }.joined(separator: " "), SHA256Digest(of: bytes).hex,
        ]
        return SHA256Digest(of: Array(parameters.joined(separator: "\n").utf8)).hex
    }

    /// - Returns: nil for what is not known to be an image and need not be one.
    private func source(_ key: String) throws -> (bytes: [UInt8], header: ImageHeader)? {
        let file = folder + key
        guard let size = try FileSystem.status(file)?.size, size <= Self.largestFile else { return nil }
        let bytes = try FileSystem.read(file)
        if let header = try ImageHeader(of: bytes) { return (bytes, header) }
        let suffix = key.split(separator: "/").last?.split(separator: ".").last?.lowercased() ?? ""
        guard ["jpg", "jpeg", "png", "gif", "webp"].contains(suffix) else { return nil }
        throw Problem.notAnImage(
            isPointer: bytes.starts(with: Array("version https://git-lfs.github.com".utf8)))
    }

    // MARK: Memory

    /// Pictures that are worked at side by side, and how many at once.
    struct Group {
        var keys: [String]
        var atOnce: Int
    }

    /// So many pixels are decoded at once, at 8 bytes each; a picture that has more is alone.
    private static let pixelsAtOnce = 50_000_000

    static func groups(_ images: [(key: String, area: Int)]) -> [Group] {
        let bounds = [4_000_000, 16_000_000, 50_000_000, Int.max]
        return bounds.enumerated().compactMap { index, bound in
            let lower = index == 0 ? -1 : bounds[index - 1]
            let keys = images.filter { $0.area > lower && $0.area <= bound }.map(\.key)
            return keys.isEmpty ? nil : Group(keys: keys, atOnce: max(1, pixelsAtOnce / bound))
        }
    }
}
