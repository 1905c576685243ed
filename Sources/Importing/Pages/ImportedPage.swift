import Content

/// A page between source and `content/`.
struct ImportedPage: Sendable {
    /// Its path in the source.
    var path: String
    var source: SourceText
    /// The body, which the steps of the import change.
    var text: TracedText
    var matter = PageMatter()
    /// Where it goes, below `content/`.
    var target = ""
    /// Where it was, decoded and from the old site's root on: `/posts/hello/`. The first is its own, the others led to it.
    var addresses: [String] = []
    /// Its place among its neighbours, where it says one; lower comes first.
    var weight: Int?
    /// The folder that its relative links start from, where that is not its own.
    var linkFolder: String?

    init(_ source: SourceText, body: Range<Int>) {
        path = source.path
        self.source = source
        text = TracedText(source, body)
    }

    /// What it is called: as its front matter says, else by the heading that opens it.
    var title: String? { matter.title ?? heading }

    /// The `# Heading` that opens it, as plain text.
    var heading: String? { Document.openingHeading(text.bytes) }
}
