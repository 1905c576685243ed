import CWebP

/// WebP (RFC 9649): its size and whether it moves, as libwebp sees them, and its profile.
extension ImageHeader {
    static func webp(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        var features = WebPBitstreamFeatures()
        let status = reader.bytes.withUnsafeBufferPointer {
            WebPGetFeatures($0.baseAddress, $0.count, &features)
        }
        guard status == VP8_STATUS_OK else { throw .damaged("it has no header") }
        var header = ImageHeader(
            .webp, PixelSize(width: Int(features.width), height: Int(features.height)))
        header.isConvertible = features.has_animation == 0
        var offset = 12
        while let length = reader.little(offset + 4, 4) {
            if reader.has("ICCP", at: offset), let chunk = reader.slice(offset + 8, length) {
                header.colourProfile = Array(chunk.bytes)
                break
            }
            // Chunks begin at even places.
            offset += 8 + length + length % 2
        }
        return header
    }
}
