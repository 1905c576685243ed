import CPNG
import CTurboJPEG
import CWebP
import Images

/// Pictures made by code, so that no file comes from elsewhere.
enum Picture {
    /// Soft colours, as photographs have them, with a bright left upper quarter.
    static func pixels(_ width: Int, _ height: Int, channels: Int = 3) -> [UInt8] {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let isBright = x < width / 2 && y < height / 2
                let noise = (x &* 7919 &+ y &* 104729 &+ x &* y) % 24
                pixels.append(isBright ? 250 : UInt8(truncatingIfNeeded: 40 + noise))
                pixels.append(isBright ? 250 : UInt8(truncatingIfNeeded: 60 + x * 90 / width + noise))
                pixels.append(isBright ? 250 : UInt8(truncatingIfNeeded: 60 + y * 90 / height))
                if channels == 4 { pixels.append(UInt8(x * 255 / width)) }
            }
        }
        return pixels
    }

    static func png(_ width: Int, _ height: Int, channels: Int = 3) -> [UInt8] {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | (channels == 4 ? PNG_FORMAT_FLAG_ALPHA : 0))
        let pixels = pixels(width, height, channels: channels)
        var count = 0
        png_image_write_to_memory(&image, nil, &count, 0, pixels, 0, nil)
        var bytes = [UInt8](repeating: 0, count: count)
        png_image_write_to_memory(&image, &bytes, &count, 0, pixels, 0, nil)
        return Array(bytes.prefix(count))
    }

    static func jpeg(_ width: Int, _ height: Int, quality: Int = 95, with segments: [[UInt8]] = []) -> [UInt8]
    {
        let encoder = tjInitCompress()
        defer { tjDestroy(encoder) }
        var file: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        tjCompress2(
            encoder, pixels(width, height), Int32(width), 0, Int32(height), Int32(TJPF_RGB.rawValue), &file,
            &count,
            Int32(TJSAMP_420.rawValue), Int32(quality), 0)
        defer { tjFree(file) }
        let bytes = [UInt8](UnsafeBufferPointer(start: file, count: Int(count)))
        return Array(bytes.prefix(2)) + segments.flatMap(\.self) + Array(bytes.dropFirst(2))
    }

    /// A segment of an application: its number, and what it holds.
    static func segment(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, 0xE0 + number, UInt8(length >> 8), UInt8(length & 255)] + content
    }

    /// EXIF with an orientation, and the name of a place.
    static func exif(orientation: UInt8, isLittle: Bool) -> [UInt8] {
        let tiff: [UInt8] =
            isLittle
            ? [
                0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0,
                0,
            ]
            : [
                0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0,
                0,
            ]
        return segment(1, Array("Exif\0\0".utf8) + tiff + Array("GPS: my house".utf8))
    }

    /// A profile in two segments, the second one first.
    static func profile(_ bytes: [UInt8]) -> [[UInt8]] {
        let middle = bytes.count / 2
        return [(UInt8(2), Array(bytes[middle...])), (1, Array(bytes[..<middle]))].map { number, part in
            segment(2, Array("ICC_PROFILE\0".utf8) + [number, 2] + part)
        }
    }
}

/// The parts of a WebP file by their names.
func chunks(_ webp: [UInt8]) -> [String] {
    var names: [String] = []
    var offset = 12
    while offset + 8 <= webp.count {
        names.append(String(decoding: webp[offset..<offset + 4], as: UTF8.self))
        let length = webp[offset + 4..<offset + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
        offset += 8 + length + length % 2
    }
    return names
}

extension Array<UInt8> {
    func holds(_ text: String) -> Bool { firstRange(of: Array(text.utf8)) != nil }
}

/// A drawing of 64 × 64 pixels: a dark square on light ground.
enum Flat {
    static let png: [UInt8] = {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        (image.width, image.height, image.format) = (64, 64, UInt32(PNG_FORMAT_FLAG_COLOR))
        var pixels: [UInt8] = []
        for place in 0..<64 * 64 {
            let isDark = (16..<48).contains(place % 64) && (16..<48).contains(place / 64)
            pixels += isDark ? [20, 20, 90] : [240, 240, 230]
        }
        var count = 64 * 64 * 4
        var bytes = [UInt8](repeating: 0, count: count)
        png_image_write_to_memory(&image, &bytes, &count, 0, pixels, 0, nil)
        return Array(bytes.prefix(count))
    }()
}

/// How bright the corners of a WebP are, clockwise from the left upper one.
struct Corners {
    var brightest: Int

    init(_ webp: [UInt8]) throws {
        var (width, height): (Int32, Int32) = (0, 0)
        guard let pixels = WebPDecodeRGB(webp, webp.count, &width, &height) else {
            throw ImageError.damaged("not a WebP")
        }
        defer { WebPFree(pixels) }
        let green = { (x: Int32, y: Int32) in Int(pixels[Int(y * width + x) * 3 + 1]) }
        let corners = [
            green(3, 3), green(width - 4, 3), green(width - 4, height - 4), green(3, height - 4),
        ]
        brightest = corners.indices.max { corners[$0] < corners[$1] } ?? 0
    }
}
