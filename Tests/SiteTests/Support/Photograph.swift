import CPNG

/// Pictures made by code.
enum Photograph {
    /// A PNG of soft colours.
    ///
    /// - Parameter seed: other numbers give other pictures.
    static func png(_ width: Int, _ height: Int, seed: Int = 0) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let noise = (x &* 7919 &+ y &* 104_729 &+ x &* y) % 24
                pixels.append(UInt8(truncatingIfNeeded: 40 + noise + seed * 20))
                pixels.append(UInt8(truncatingIfNeeded: 60 + x * 90 / width + noise))
                pixels.append(UInt8(truncatingIfNeeded: 60 + y * 90 / height))
            }
        }
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
        var count = pixels.count * 2
        var bytes = [UInt8](repeating: 0, count: count)
        png_image_write_to_memory(&image, &bytes, &count, 0, pixels, 0, nil)
        return Array(bytes.prefix(count))
    }
}
