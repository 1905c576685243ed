/// GIF: the size of its screen. Most move, so none is made smaller.
extension ImageHeader {
    static func gif(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        guard let width = reader.little(6, 2), let height = reader.little(8, 2) else {
            throw .damaged("it ends before its pixels")
        }
        return ImageHeader(.gif, PixelSize(width: width, height: height))
    }
}
