import CTurboJPEG

enum JPEGDecoder {
    /// Decodes an image, at a fraction of its size where more is not needed.
    ///
    /// - Parameters:
    ///   - size: as it is stored, before it is turned.
    ///   - width: what the stored width must not fall below.
    static func decode(_ bytes: [UInt8], size: PixelSize, atLeast width: Int) throws(ImageError)
        -> PixelBuffer
    {
        guard let decoder = tjInitDecompress() else { throw .encoder("no memory for libjpeg") }
        defer { tjDestroy(decoder) }
        // Fractions of eight, which the transform gives away: an eighth reads a 64th of the pixels.
        let eighths = (1...8).first { size.width * $0 / 8 >= width } ?? 8
        let scaled = PixelSize(width: (size.width * eighths + 7) / 8, height: (size.height * eighths + 7) / 8)
        var pixels = [UInt8](repeating: 0, count: scaled.area * 3)
        let status = tjDecompress2(
            decoder, bytes, UInt(bytes.count), &pixels, Int32(scaled.width), 0, Int32(scaled.height),
            Int32(TJPF_RGB.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
        if status != 0 {
            let message = tjGetErrorStr2(decoder).map { String(cString: $0) } ?? ""
            // Cameras write files that libjpeg finds fault with and that are whole.
            let isMinor = tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue)
            if !isMinor || message.contains("Premature end") {
                throw .damaged(
                    message.contains("Premature end") ? "it is cut off" : "its pixels cannot be read")
            }
        }
        return PixelBuffer(size: scaled, hasAlpha: false, bytes: pixels)
    }
}
