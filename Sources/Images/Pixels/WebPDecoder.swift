import CWebP

enum WebPDecoder {
    static func decode(_ bytes: [UInt8]) throws(ImageError) -> PixelBuffer {
        var features = WebPBitstreamFeatures()
        guard WebPGetFeatures(bytes, bytes.count, &features) == VP8_STATUS_OK else {
            throw .damaged("its header cannot be read")
        }
        let hasAlpha = features.has_alpha != 0
        let size = PixelSize(width: Int(features.width), height: Int(features.height))
        var pixels = [UInt8](repeating: 0, count: size.area * (hasAlpha ? 4 : 3))
        let stride = Int32(size.width * (hasAlpha ? 4 : 3))
        let decoded =
            hasAlpha
            ? WebPDecodeRGBAInto(bytes, bytes.count, &pixels, pixels.count, stride)
            : WebPDecodeRGBInto(bytes, bytes.count, &pixels, pixels.count, stride)
        guard decoded != nil else { throw .damaged("its pixels cannot be read") }
        return PixelBuffer(size: size, hasAlpha: hasAlpha, bytes: pixels)
    }
}
