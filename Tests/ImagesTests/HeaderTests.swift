import Images
import Testing

@Suite struct HeaderTests {
    private func size(_ bytes: [UInt8]) throws -> [Int]? {
        try ImageHeader(of: bytes)?.size.map { [$0.width, $0.height] }
    }

    private func size(_ text: String) throws -> [Int]? { try size(Array(text.utf8)) }

    @Test("PNG, JPEG and WebP tell their size")
    func pixels() throws {
        #expect(try size(Picture.png(30, 20)) == [30, 20])
        #expect(try size(Picture.jpeg(31, 17)) == [31, 17])
        let png = Picture.png(300, 200)
        let header = try #require(try ImageHeader(of: png))
        let made = try EncodedImage.encode(
            png, header, sizes: EncodedImage.sizes(of: header, widths: [120, 400]), quality: 80)
        #expect(try made.map { try size($0.bytes) } == [[120, 80], [300, 200]])
    }

    @Test("GIF tells its size and is never made smaller")
    func gif() throws {
        let bytes: [UInt8] = Array("GIF89a".utf8) + [0x40, 1, 0xF0, 0, 0, 0, 0]
        #expect(try size(bytes) == [320, 240])
        let header = try #require(try ImageHeader(of: bytes))
        #expect(EncodedImage.sizes(of: header, widths: [100]) == [])
    }

    @Test("a JPEG that EXIF turns has the size it is shown in", arguments: 1...8)
    func orientation(_ orientation: Int) throws {
        for isLittle in [true, false] {
            let exif = Picture.exif(orientation: UInt8(orientation), isLittle: isLittle)
            #expect(
                try size(Picture.jpeg(60, 40, with: [exif])) == (orientation > 4 ? [40, 60] : [60, 40]))
        }
    }

    @Test("EXIF that asks for what there is not is taken for none")
    func oddOrientation() throws {
        for orientation: UInt8 in [0, 9, 255] {
            let exif = Picture.exif(orientation: orientation, isLittle: true)
            #expect(try size(Picture.jpeg(60, 40, with: [exif])) == [60, 40])
        }
        #expect(
            try size(Picture.jpeg(60, 40, with: [Picture.segment(1, Array("Exif\0\0MM".utf8))])) == [60, 40])
    }

    @Test("SVG tells its size where it is in pixels")
    func svg() throws {
        #expect(try size("<svg width=\"640\" height='480.4'/>") == [640, 480])
        #expect(
            try size(
                "\u{FEFF}<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<!-- <svg width=\"1\"> -->\n<svg\n xmlns=\"a\" height=\"20px\" width=\"10px\">"
            ) == [10, 20])
        for unknown in [
            "<svg viewBox=\"0 0 10 20\"/>", "<svg width=\"100%\" height=\"20\"/>",
            "<svg width=\"3em\" height=\"3em\">",
            "<svg width=\"-1\" height=\"5\"/>", "<svg width=\"nan\" height=\"inf\"/>",
            "<svg width=\"1e99\" height=\"1\"/>",
            "<svg width=\"10\"", "<svg",
        ] {
            #expect(try size(unknown) == nil, "\(unknown)")
        }
    }

    @Test("AVIF tells the size of its primary item, turned as it is shown")
    func avif() throws {
        func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
            let count = content.count + 8
            return [0, 0, UInt8(count >> 8), UInt8(count & 255)] + Array(kind.utf8) + content
        }
        func file(turned: Bool, wide: Bool) -> [UInt8] {
            let properties =
                box("ispe", [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9])
                + box("ispe", [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0])
                + box("irot", [turned ? 1 : 2])
            let other: [UInt8] = wide ? [0, 1, 1, 0, 1] : [0, 1, 1, 1]
            let primary: [UInt8] = wide ? [0, 2, 2, 0x80, 2, 0, 3] : [0, 2, 2, 0x82, 3]
            let associations = [0, 0, 0, wide ? 1 : 0, 0, 0, 0, 2] + other + primary
            let meta =
                [0, 0, 0, 0] + box("pitm", [0, 0, 0, 0, 0, 2])
                + box("iprp", box("ipco", properties) + box("ipma", associations))
            return box("ftyp", Array("avifmif1".utf8)) + box("meta", meta)
        }
        for wide in [true, false] {
            #expect(try size(file(turned: false, wide: wide)) == [512, 256])
            #expect(try size(file(turned: true, wide: wide)) == [256, 512])
        }
        #expect(throws: ImageError.self) { try size(Array(file(turned: true, wide: true).dropLast(9))) }
    }

    @Test("what is no image is told from a broken one")
    func strangers() throws {
        for text in [
            "", "pixels", "<!doctype html><p>not found", "version https://git-lfs", "BM6", "RIFF1234WAVE",
        ] {
            #expect(try ImageHeader(of: Array(text.utf8)) == nil, "\(text)")
        }
        let png = Picture.png(30, 20)
        let jpeg = Picture.jpeg(30, 20)
        for broken in [
            Array(png.prefix(20)), Array(png.prefix(40)), Array(jpeg.prefix(3)), Array(jpeg.prefix(100)),
            Array("GIF89a".utf8), Array("RIFF1234WEBPVP8 ".utf8), Array("GIF89a\0\0\0\0".utf8),
        ] {
            #expect(throws: ImageError.self) { try ImageHeader(of: broken) }
        }
    }

    @Test("damaged bytes are read or refused, and nothing else")
    func fuzz() {
        var state: UInt64 = 41
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let png = Picture.png(40, 30, channels: 4)
        let jpeg = Picture.jpeg(
            40, 30, with: [Picture.exif(orientation: 6, isLittle: true)] + Picture.profile([UInt8](0..<200)))
        let header = try? ImageHeader(of: png)
        let webp = header.flatMap {
            try? EncodedImage.encode(png, $0, sizes: [PixelSize(width: 20, height: 15)], quality: 80).first?
                .bytes
        }
        let svg = Array("<?xml?><!-- a --><svg width=\"10\" height='20px' viewBox=\"0 0 1 1\">".utf8)
        var outcomes: Set<String> = []
        for seed in [png, jpeg, webp ?? [], svg] {
            for _ in 0..<700 {
                var bytes = seed
                for _ in 0...next(6) where !bytes.isEmpty { bytes[next(bytes.count)] = UInt8(next(256)) }
                if next(3) == 0 { bytes.removeLast(next(bytes.count + 1)) }
                do {
                    guard let header = try ImageHeader(of: bytes) else {
                        outcomes.insert("none")
                        continue
                    }
                    // A size of millions is the header's claim; the bound keeps it from being believed.
                    let sizes = EncodedImage.sizes(of: header, widths: [16])
                    guard (header.size?.area ?? 0) < 10_000 else { continue }
                    let made = try EncodedImage.encode(bytes, header, sizes: sizes, quality: 50)
                    outcomes.insert(made.isEmpty ? "header" : "image")
                } catch {
                    outcomes.insert("refused")
                }
            }
        }
        #expect(outcomes == ["none", "header", "image", "refused"])
    }
}
