import Diagnostics

extension DocumentPass {
    /// Takes down an address of another site.
    ///
    /// - Returns: its place; nil where no notes are taken.
    @discardableResult
    mutating func note(external destination: String, _ lines: ClosedRange<Int>) -> SourceLocation? {
        guard options.takesNotes else { return nil }
        let place = location(of: locate(destination, lines))
        notes.external.append(Located(destination, at: place))
        return place
    }

    /// Takes down a picture of Markdown's whose words are missing.
    ///
    /// - Parameter place: where it stands, if that is known.
    mutating func note(
        image destination: String, alt: String, at place: SourceLocation?, _ lines: ClosedRange<Int>
    ) {
        guard options.takesNotes, alt.allSatisfy(\.isWhitespace) else { return }
        let place = place ?? location(of: locate(destination, lines))
        notes.untoldImages.append(Located(destination, at: place))
    }

    /// Takes down an `<img>` of raw HTML without the attribute `alt`; an empty one says that the picture only decorates.
    ///
    /// - Parameters:
    ///   - attribute: its `src`, just dealt with.
    ///   - attributes: all of the raw HTML.
    ///   - count: how many files and addresses were noted before it; one that leads nowhere is an error anyway.
    mutating func note(
        image attribute: RawHTMLScanner.Attribute, among attributes: [RawHTMLScanner.Attribute],
        after count: (assets: Int, external: Int)
    ) {
        guard options.takesNotes, attribute.tag == "img", attribute.name == "src",
            !attributes.contains(where: { $0.element == attribute.element && $0.name == "alt" })
        else { return }
        let place = assets.count > count.assets ? assets.last?.location : nil
        let outside = notes.external.count > count.external ? notes.external.last?.location : nil
        guard let place = place ?? outside else { return }
        notes.untoldImages.append(Located(attribute.value, at: place))
    }
}
