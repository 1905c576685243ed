/// What an image file says of itself, read without decoding its pixels.
public struct ImageHeader: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable {
        case jpeg, png, gif, webp, avif, svg
    }

    public var format: Format
    /// In pixels, as browsers show it: after the turn that EXIF asks for. Nil for a drawing that does not say.
    public var size: PixelSize?
    /// How the stored pixels are to be turned: EXIF's orientation, 1 to 8.
    var orientation = 1
    /// Whether smaller ones can be made of it: a still picture of which the colours are understood.
    var isConvertible = false
    /// Whether it claims more pixels than are decoded to make smaller ones: some kilobytes can claim more than memory.
    public var isTooLarge: Bool { isConvertible && (size?.area ?? 0) > EncodedImage.mostPixels }
    /// The ICC profile of its colours, where it has one.
    var colourProfile: [UInt8] = []

    init(_ format: Format, _ size: PixelSize?) {
        self.format = format
        self.size = size
    }

    /// Reads the header of an image.
    ///
    /// - Returns: nil for bytes that are of none of the formats, going by how they begin.
    /// - Throws: ``ImageError/damaged(_:)`` when they begin as an image and do not go on as one.
    public init?(of bytes: [UInt8]) throws(ImageError) {
        let reader = ByteReader(bytes)
        if reader.has("\u{89}PNG\r\n\u{1A}\n", at: 0) {
            self = try .png(reader)
        } else if reader.has([0xFF, 0xD8, 0xFF], at: 0) {
            self = try .jpeg(reader)
        } else if reader.has("GIF87a", at: 0) || reader.has("GIF89a", at: 0) {
            self = try .gif(reader)
        } else if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) {
            self = try .webp(reader)
        } else if reader.has("ftyp", at: 4), reader.has("avif", at: 8) || reader.has("avis", at: 8) {
            self = try .avif(reader)
        } else if let drawing = Self.svg(reader) {
            self = drawing
        } else {
            return nil
        }
        if let size, size.width <= 0 || size.height <= 0 { throw .damaged("it has no size") }
    }
}

/// How large an image is.
public struct PixelSize: Sendable, Hashable {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// How many pixels there are; sizes that no format can have count as too many.
    public var area: Int {
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : area
    }

    var turned: PixelSize { PixelSize(width: height, height: width) }
}

/// Why an image cannot be used.
public enum ImageError: Error, Sendable, Hashable {
    /// The file is no whole image; the text says what is wrong with it.
    case damaged(String)
    /// The encoder could not do its work, for want of memory.
    case encoder(String)
}
