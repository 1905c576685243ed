import CZlib

/// PNG (RFC 2083 and later editions): the chunks before the pixels.
extension ImageHeader {
    static func png(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        guard reader.has("IHDR", at: 12), let width = reader.big(16, 4), let height = reader.big(20, 4) else {
            throw .damaged("it has no header")
        }
        var header = ImageHeader(.png, PixelSize(width: width, height: height))
        header.isConvertible = true
        var hasGamma = false
        var offset = 8
        while let length = reader.big(offset, 4), !reader.has("IDAT", at: offset + 4) {
            if reader.has("acTL", at: offset + 4) { header.isConvertible = false }
            if reader.has("gAMA", at: offset + 4) { hasGamma = true }
            if reader.has("iCCP", at: offset + 4), let chunk = reader.slice(offset + 8, length) {
                header.colourProfile = profile(in: chunk)
            }
            offset += 12 + length
        }
        guard reader.has("IDAT", at: offset + 4) else { throw .damaged("it ends before its pixels") }
        // libpng brings colours of another gamma to sRGB, to which the profile no longer belongs.
        if hasGamma { header.colourProfile = [] }
        return header
    }

    /// A name, NUL, the method 0, and the profile, deflated.
    private static func profile(in chunk: ByteReader) -> [UInt8] {
        guard let end = chunk.bytes.prefix(80).firstIndex(of: 0) else { return [] }
        let deflated = Array(chunk.bytes[end...].dropFirst(2))
        var count = uLong(EncodedImage.largestProfile + 1)
        let profile = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, used in
            let status = uncompress(buffer.baseAddress, &count, deflated, uLong(deflated.count))
            used = status == Z_OK ? Int(count) : 0
        }
        return profile
    }
}
