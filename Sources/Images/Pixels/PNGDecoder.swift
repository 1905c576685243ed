import CPNG

enum PNGDecoder {
    static func decode(_ bytes: [UInt8]) throws(ImageError) -> PixelBuffer {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else {
            throw .damaged("its header cannot be read")
        }
        let hasAlpha = image.format & UInt32(PNG_FORMAT_FLAG_ALPHA) != 0
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | (hasAlpha ? PNG_FORMAT_FLAG_ALPHA : 0))
        let size = PixelSize(width: Int(image.width), height: Int(image.height))
        var pixels = [UInt8](repeating: 0, count: size.area * (hasAlpha ? 4 : 3))
        guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else {
            throw .damaged("its pixels cannot be read")
        }
        return PixelBuffer(size: size, hasAlpha: hasAlpha, bytes: pixels)
    }
}
