import CPNG
import CWebP

/// An image at one width, as a WebP file.
public struct EncodedImage: Sendable, Hashable {
    public var size: PixelSize
    public var bytes: [UInt8]

    /// The libraries that decide about the bytes: with other ones they may differ.
    public static let libraries =
        "webp \(WebPGetEncoderVersion()) mux \(WebPGetMuxVersion()) png \(png_access_version_number())"

    /// Most pixels of an image that is decoded.
    public static let mostPixels = 100_000_000

    /// Profiles beyond this size are those of printers.
    static let largestProfile = 32 << 10

    /// What libwebp can write.
    private static let longestSide = 16_383

    /// At which widths an image is worth having: those given that are smaller than its own, and its own, unless
    /// that is larger than any of them. WebP is not written again at its own size.
    ///
    /// - Returns: ascending; none for what cannot be made smaller.
    public static func sizes(of header: ImageHeader, widths: [Int]) -> [PixelSize] {
        guard header.isConvertible, !header.isTooLarge, header.colourProfile.count <= largestProfile,
            let size = header.size
        else { return [] }
        var chosen = Set(widths.filter { $0 > 0 && $0 < size.width })
        if header.format != .webp, size.width <= widths.max() ?? 0 { chosen.insert(size.width) }
        return chosen.sorted().map { width in
            PixelSize(width: width, height: max(1, (size.height * width + size.width / 2) / size.width))
        }
        .filter { $0.width <= longestSide && $0.height <= longestSide }
    }

    /// Makes the smaller ones of an image: turned upright, without metadata, with the profile of its colours.
    ///
    /// - Parameters:
    ///   - bytes: the whole file that `header` was read from.
    ///   - sizes: see ``sizes(of:widths:)``.
    ///   - quality: 1 to 100.
    /// - Returns: none when the largest one would not be smaller than the file.
    public static func encode(
        _ bytes: [UInt8], _ header: ImageHeader, sizes: [PixelSize], quality: Int
    ) throws(ImageError) -> [EncodedImage] {
        guard let size = header.size, let largest = sizes.last else { return [] }
        let encoder = try WebPEncoder(
            try decode(bytes, header, size, largest).oriented(header.orientation), largest: largest)
        // Drawings and screens are often smaller when nothing is lost, photographs never.
        let isDrawn = header.format == .png
        var images: [EncodedImage] = []
        for size in sizes.reversed() {
            var best = try encoder.encode(size, .lossy(quality: quality))
            if isDrawn {
                let exact = try encoder.encode(size, .lossless)
                if exact.count <= best.count { best = exact }
            }
            let file = try WebPContainer.adding(profile: header.colourProfile, to: best)
            if images.isEmpty, file.count >= bytes.count { return [] }
            images.append(EncodedImage(size: size, bytes: file))
        }
        return images.reversed()
    }

    /// The pixels as they are stored; those of a JPEG at less than full size, where that is enough.
    private static func decode(
        _ bytes: [UInt8], _ header: ImageHeader, _ size: PixelSize, _ largest: PixelSize
    ) throws(ImageError) -> PixelBuffer {
        switch header.format {
        case .jpeg:
            let isTurned = header.orientation > 4
            return try JPEGDecoder.decode(
                bytes, size: isTurned ? size.turned : size,
                atLeast: isTurned ? largest.height : largest.width)
        case .png: return try PNGDecoder.decode(bytes)
        case .webp: return try WebPDecoder.decode(bytes)
        case .gif, .avif, .svg: throw .damaged("it is not a picture of pixels")
        }
    }
}
