import Images
import Testing

@Suite struct EncodingTests {
    private func encode(_ bytes: [UInt8], widths: [Int], quality: Int = 80) throws -> [EncodedImage] {
        let header = try #require(try ImageHeader(of: bytes))
        return try EncodedImage.encode(
            bytes, header, sizes: EncodedImage.sizes(of: header, widths: widths), quality: quality)
    }

    private func sizes(_ width: Int, _ height: Int, widths: [Int]) throws -> [[Int]] {
        let header = try #require(try ImageHeader(of: Picture.png(width, height)))
        return EncodedImage.sizes(of: header, widths: widths).map { [$0.width, $0.height] }
    }

    @Test("widths are those below the image's own, and its own where it is not larger than all")
    func widths() throws {
        #expect(try sizes(100, 50, widths: [40, 80, 120]) == [[40, 20], [80, 40], [100, 50]])
        #expect(try sizes(100, 50, widths: [40, 80]) == [[40, 20], [80, 40]])
        #expect(try sizes(100, 50, widths: [200, 400]) == [[100, 50]])
        #expect(try sizes(100, 50, widths: [100]) == [[100, 50]])
        #expect(try sizes(100, 1, widths: [40, 3]) == [[3, 1], [40, 1]])
        #expect(try sizes(100, 50, widths: []) == [])
    }

    @Test("a WebP is not written again at its own size")
    func webp() throws {
        let webp = try #require(try encode(Picture.png(200, 100), widths: [200]).first)
        let header = try #require(try ImageHeader(of: webp.bytes))
        #expect(EncodedImage.sizes(of: header, widths: [80, 400]).map(\.width) == [80])
        #expect(try encode(webp.bytes, widths: [80]).map(\.size.width) == [80])
    }

    @Test("the same image gives the same bytes")
    func determinism() throws {
        for bytes in [Picture.png(300, 200, channels: 4), Picture.jpeg(300, 200)] {
            let first = try encode(bytes, widths: [100, 200])
            #expect(first.count == 2)
            #expect(try encode(bytes, widths: [100, 200]) == first)
            #expect(first[0].bytes.count < first[1].bytes.count && first[1].bytes.count < bytes.count)
        }
    }

    @Test("quality counts")
    func quality() throws {
        let photograph = Picture.jpeg(300, 200)
        let coarse = try #require(try encode(photograph, widths: [200], quality: 20).first)
        let fine = try #require(try encode(photograph, widths: [200], quality: 90).first)
        #expect(coarse.bytes.count < fine.bytes.count)
    }

    @Test("a drawing loses nothing where that is smaller")
    func lossless() throws {
        // Two colours in large fields.
        let drawing = try encode(Flat.png, widths: [64])
        #expect(try #require(drawing.first).bytes.holds("VP8L"))
        #expect(try #require(try encode(Picture.jpeg(300, 200), widths: [200]).first).bytes.holds("VP8 "))
    }

    @Test("transparency stays")
    func alpha() throws {
        let image = try #require(try encode(Picture.png(300, 200, channels: 4), widths: [200]).first)
        #expect(image.bytes.holds("ALPH") || image.bytes.holds("VP8L"))
    }

    @Test("EXIF turns the pixels and is gone, with the place in it")
    func metadata() throws {
        // The bright quarter, of the turned image's corners: left upper, right upper, right lower, left lower.
        let corner: [UInt8: Int] = [1: 0, 2: 1, 3: 2, 4: 3, 5: 0, 6: 1, 7: 2, 8: 3]
        for (orientation, bright) in corner {
            let exif = Picture.exif(orientation: orientation, isLittle: orientation % 2 == 0)
            let photograph = Picture.jpeg(240, 160, with: [exif])
            #expect(photograph.holds("my house"))
            let small = try #require(try encode(photograph, widths: [100]).first)
            #expect(!small.bytes.holds("my house"))
            #expect(chunks(small.bytes) == ["VP8 "])
            #expect(small.size.height == (orientation > 4 ? 150 : 67))
            #expect(try Corners(small.bytes).brightest == bright, "orientation \(orientation)")
        }
    }

    @Test("the profile of the colours stays")
    func profile() throws {
        let profile = (0..<500).map { UInt8($0 * 31 % 256) }
        let photograph = Picture.jpeg(240, 160, with: Picture.profile(profile))
        let small = try #require(try encode(photograph, widths: [100]).first)
        #expect(chunks(small.bytes) == ["VP8X", "ICCP", "VP8 "])
        #expect(small.bytes.firstRange(of: profile) != nil)
        let printer = Picture.jpeg(240, 160, with: Picture.profile([UInt8](repeating: 1, count: 40_000)))
        #expect(try encode(printer, widths: [100]) == [])
    }

    @Test("an image that WebP would not make smaller is left as it is")
    func alreadySmall() throws {
        let small = try #require(try encode(Picture.png(300, 200), widths: [300], quality: 5).first)
        #expect(try encode(small.bytes, widths: [299], quality: 100) == [])
    }

    @Test("an image cut off in its pixels is damaged")
    func cutOff() throws {
        for bytes in [Picture.png(300, 200), Picture.jpeg(300, 200)] {
            #expect(throws: ImageError.self) {
                try encode(Array(bytes.prefix(bytes.count * 2 / 3)), widths: [100])
            }
        }
    }

    @Test("an image that claims more pixels than fit is not decoded")
    func bomb() throws {
        var bomb = Picture.png(300, 200)
        bomb.replaceSubrange(16..<24, with: [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0])
        let header = try #require(try ImageHeader(of: bomb))
        #expect(header.size == PixelSize(width: 100_000, height: 100_000))
        #expect(EncodedImage.sizes(of: header, widths: [100]) == [])
    }
}
