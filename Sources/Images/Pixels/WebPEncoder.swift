import CWebP

/// A picture in libwebp's memory, freed with this value.
struct WebPEncoder: ~Copyable {
    /// How the pixels are kept.
    enum Way {
        /// Close to the original: 1 to 100.
        case lossy(quality: Int)
        case lossless
    }

    private var picture = WebPPicture()

    /// - Parameter largest: what it is brought to first, so that nothing of the full size stays in memory.
    /// - Throws: ``ImageError/encoder(_:)``.
    init(_ pixels: consuming PixelBuffer, largest: PixelSize) throws(ImageError) {
        guard WebPPictureInit(&picture) != 0 else { throw .encoder("libwebp is of another version") }
        picture.use_argb = 1
        picture.width = Int32(pixels.size.width)
        picture.height = Int32(pixels.size.height)
        let stride = Int32(pixels.size.width * pixels.channels)
        let isTaken =
            pixels.hasAlpha
            ? WebPPictureImportRGBA(&picture, pixels.bytes, stride)
            : WebPPictureImportRGB(&picture, pixels.bytes, stride)
        pixels.bytes = []
        guard isTaken != 0 else { throw .encoder("no memory for libwebp") }
        try Self.scale(&picture, to: largest)
    }

    private static func scale(_ picture: inout WebPPicture, to size: PixelSize) throws(ImageError) {
        guard picture.width != size.width || picture.height != size.height else { return }
        guard WebPPictureRescale(&picture, Int32(size.width), Int32(size.height)) != 0 else {
            throw .encoder("no memory for libwebp")
        }
    }

    deinit {
        var picture = picture
        WebPPictureFree(&picture)
    }

    /// The picture at another size, never a larger one, as a WebP file without metadata.
    func encode(_ size: PixelSize, _ way: Way) throws(ImageError) -> [UInt8] {
        var config = WebPConfig()
        guard WebPConfigInit(&config) != 0 else { throw .encoder("libwebp is of another version") }
        switch way {
        case .lossy(let quality):
            config.quality = Float(quality)
            // Coloured text on coloured ground keeps its edges.
            config.use_sharp_yuv = 1
        case .lossless:
            guard WebPConfigLosslessPreset(&config, 6) != 0 else { throw .encoder("bad settings") }
        }
        var source = picture
        var scaled = WebPPicture()
        guard WebPPictureInit(&scaled) != 0, WebPPictureCopy(&source, &scaled) != 0 else {
            throw .encoder("no memory for libwebp")
        }
        defer { WebPPictureFree(&scaled) }
        try Self.scale(&scaled, to: size)
        var writer = WebPMemoryWriter()
        WebPMemoryWriterInit(&writer)
        defer { WebPMemoryWriterClear(&writer) }
        let isEncoded = withUnsafeMutablePointer(to: &writer) { writer in
            scaled.writer = WebPMemoryWrite
            scaled.custom_ptr = UnsafeMutableRawPointer(writer)
            return WebPEncode(&config, &scaled) != 0
        }
        guard isEncoded else { throw .encoder("libwebp's fault \(scaled.error_code.rawValue)") }
        return [UInt8](UnsafeBufferPointer(start: writer.mem, count: writer.size))
    }
}

enum WebPContainer {
    /// A WebP file with the profile of its colours.
    static func adding(profile: [UInt8], to file: [UInt8]) throws(ImageError) -> [UInt8] {
        guard !profile.isEmpty else { return file }
        guard let mux = WebPMuxNew() else { throw .encoder("no memory for libwebp") }
        defer { WebPMuxDelete(mux) }
        var output = WebPData()
        defer { WebPDataClear(&output) }
        let isMade = file.withUnsafeBufferPointer { file in
            profile.withUnsafeBufferPointer { profile in
                var image = WebPData(bytes: file.baseAddress, size: file.count)
                var chunk = WebPData(bytes: profile.baseAddress, size: profile.count)
                return WebPMuxSetImage(mux, &image, 0) == WEBP_MUX_OK
                    && WebPMuxSetChunk(mux, "ICCP", &chunk, 0) == WEBP_MUX_OK
                    && WebPMuxAssemble(mux, &output) == WEBP_MUX_OK
            }
        }
        guard isMade else { throw .encoder("libwebp does not take the profile") }
        return [UInt8](UnsafeBufferPointer(start: output.bytes, count: output.size))
    }
}
