/// Decoded pixels, 8 bits a channel, rows from the top without gaps.
struct PixelBuffer {
    var size: PixelSize
    /// RGBA instead of RGB; the colours are not multiplied by alpha.
    var hasAlpha: Bool
    var bytes: [UInt8]

    var channels: Int { hasAlpha ? 4 : 3 }

    /// Turned and mirrored as EXIF's orientation asks.
    func oriented(_ orientation: Int) -> PixelBuffer {
        guard (2...8).contains(orientation) else { return self }
        let target = orientation > 4 ? size.turned : size
        let (width, height, channels) = (size.width, size.height, channels)
        let turned = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, used in
            bytes.withUnsafeBufferPointer { input in
                for y in 0..<target.height {
                    for x in 0..<target.width {
                        let (column, row) =
                            switch orientation {
                            case 2: (width - 1 - x, y)
                            case 3: (width - 1 - x, height - 1 - y)
                            case 4: (x, height - 1 - y)
                            case 5: (y, x)
                            case 6: (y, height - 1 - x)
                            case 7: (width - 1 - y, height - 1 - x)
                            default: (width - 1 - y, x)
                            }
                        let from = (row * width + column) * channels
                        let to = (y * target.width + x) * channels
                        for channel in 0..<channels { output[to + channel] = input[from + channel] }
                    }
                }
            }
            used = bytes.count
        }
        return PixelBuffer(size: target, hasAlpha: hasAlpha, bytes: turned)
    }
}
