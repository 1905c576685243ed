import Content
import Diagnostics

/// `images:`, what is made of the pictures that pages show:
///
///     images: {widths: [480, 960, 1440], quality: 80, sizes: "min(42rem, 100vw)"}
public struct ImagesConfiguration: Sendable, Hashable {
    /// In pixels, ascending; with none no picture is made smaller.
    public var widths = [480, 960, 1440]
    /// Of WebP: 1 to 100.
    public var quality = 80
    /// How wide the layout shows a picture, in CSS; nil is as wide as the default theme's text.
    public var sizes: String?

    public init() {}

    fileprivate static let widthRange = 16...16_383
    fileprivate static let mostWidths = 12
}

extension SiteConfiguration {
    static func images(_ reader: inout YAMLReader) -> ImagesConfiguration {
        let meaning = "What is made of the pictures that pages show; `off` publishes them as they are."
        if let node = reader.node("images", as: "a mapping, or `off`", meaning),
            node.bool == false || node.text == "off"
        {
            var none = ImagesConfiguration()
            none.widths = []
            return none
        }
        return reader.mapping("images", meaning, Self.imageSettings) ?? ImagesConfiguration()
    }

    private static func imageSettings(_ reader: inout YAMLReader) -> ImagesConfiguration {
        var images = ImagesConfiguration()
        if let written = reader.node(
            "widths", as: "a list of numbers", absent: "`[480, 960, 1440]`",
            "In pixels; no picture is made larger.")
        {
            images.widths = widths(written, &reader)
        }
        if let quality = reader.int(
            "quality", as: "1 to 100", absent: "`80`", "Of the smaller ones, which are WebP.")
        {
            images.quality = quality.value
            if !(1...100).contains(quality.value) {
                reader.report("'quality' cannot be \(quality.value)", at: quality.location, hint: "1 to 100")
            }
        }
        if let sizes = reader.string(
            "sizes", as: "what the attribute `sizes` holds", "How wide the layout shows a picture.")
        {
            images.sizes = sizes.value
            if sizes.value.contains(where: { "<>\"{};".contains($0) || $0.isNewline }) {
                reader.report(
                    "'\(sizes.value)' is no size of a picture", at: sizes.location,
                    hint: "write what the attribute 'sizes' of <img> holds: min(42rem, 100vw)")
            }
        }
        return images
    }

    private static func widths(_ node: YAMLNode, _ reader: inout YAMLReader) -> [Int] {
        let range = ImagesConfiguration.widthRange
        guard case .sequence(let nodes) = node.content, nodes.count <= ImagesConfiguration.mostWidths else {
            reader.report(
                "'widths' is a list of at most \(ImagesConfiguration.mostWidths) numbers", at: node.location,
                hint: "write it as [480, 960, 1440]")
            return []
        }
        for node in nodes where !(node.int.map(range.contains) ?? false) {
            reader.report(
                "this is no width of a picture", at: node.location,
                hint: "in pixels: \(range.lowerBound) to \(range.upperBound)")
        }
        return Set(nodes.compactMap(\.int)).sorted()
    }
}
