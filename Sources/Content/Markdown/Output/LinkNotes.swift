import Diagnostics

extension DocumentPass {
    /// Notes a link to a place on the same page; false when it is none.
    mutating func noteOwnFragment(_ destination: String, _ lines: ClosedRange<Int>) -> Bool {
        guard destination.utf8.first == UInt8(ascii: "#") else { return false }
        note(fragment: percentDecoded(destination.dropFirst()), route: nil, destination, lines)
        return true
    }

    mutating func note(
        fragment: String?, route: String?, _ destination: String, _ lines: ClosedRange<Int>
    ) {
        // `#` alone and `#top` lead to the top of any page.
        guard let fragment, !fragment.isEmpty, fragment != "top" else { return }
        let place = locate(destination, lines)
        anchors.append(AnchorReference(route: route, fragment: fragment, location: location(of: place)))
    }

    /// Notes an asset; returns what stands for its attribute until it is known where it is.
    mutating func mark(
        _ key: String, _ query: LinkQuery, attribute: String, picture: AssetReference.Picture? = nil,
        _ lines: ClosedRange<Int>
    ) -> [UInt8] {
        let place = locate(query.destination, lines)
        assets.append(
            AssetReference(
                key: key, kind: query.kind, attribute: attribute, suffix: query.suffix,
                picture: picture, location: location(of: place)))
        return OutputMark.bytes(picture == nil ? OutputMark.asset : OutputMark.picture, assets.count - 1)
    }

    mutating func report(
        _ message: String, _ hint: String?, _ destination: String, _ lines: ClosedRange<Int>,
        about rule: DiagnosticRule = .linkInternal
    ) {
        let place = locate(destination, lines)
        diagnostics.append(
            source.error(message, offset: place.lowerBound, length: place.count, hint: hint).about(rule))
    }

    mutating func location(of place: Range<Int>) -> SourceLocation {
        let number = sourceLines.number(at: place.lowerBound)
        let start = sourceLines.offset(number)
        let end = min(place.upperBound, source.bytes.lineEnd(from: place.lowerBound))
        return SourceLocation(
            file: source.path, line: number,
            column: Characters.count(source.bytes[start..<place.lowerBound]) + 1,
            length: Characters.count(source.bytes[place.lowerBound..<max(place.lowerBound, end)]))
    }

    /// Where a destination stands in the source.
    ///
    /// cmark gives lines of blocks only, so the text is searched for: in the block, after the place of
    /// the last one found there; else anywhere, since it may be in a definition; else it is the block.
    mutating func locate(_ destination: String, _ lines: ClosedRange<Int>) -> Range<Int> {
        let bytes = source.bytes
        let needle = Array(destination.utf8)
        let first = text.lines.source(lines.lowerBound)
        let last = max(first, text.lines.source(lines.upperBound))
        let start = sourceLines.offset(first)
        let end = sourceLines.offset(last + 1)
        let from = searched.line == first ? max(start, searched.offset) : start
        if let hit = bytes.offset(of: needle, from: from, to: end)
            ?? bytes.offset(of: needle, from: start, to: end)
        {
            searched = (first, hit + needle.count)
            return hit..<hit + needle.count
        }
        if !needle.isEmpty, let hit = bytes.offset(of: needle, from: 0, to: bytes.count) {
            return hit..<hit + needle.count
        }
        return bytes.trimmed(start..<max(start, bytes.lineEnd(from: start)))
    }
}
