/// What the caller decides about rendering.
public struct RenderOptions: Sendable, Hashable {
    public var labels: RenderLabels
    /// Ids that the layout uses, which no heading may take.
    public var reservedIDs: Set<String>
    /// Whether to take down what only a check asks for: ``RenderedBody/notes``.
    public var takesNotes: Bool

    public init(
        labels: RenderLabels = .english, reservedIDs: Set<String> = [], takesNotes: Bool = false
    ) {
        self.labels = labels
        self.reservedIDs = reservedIDs
        self.takesNotes = takesNotes
    }
}

/// Words that rendering adds, in the language of the site.
public struct RenderLabels: Sendable, Hashable {
    /// Titles of call-outs without one of their own.
    public var note: String
    public var tip: String
    public var warning: String
    /// What a screen reader calls a table's scrolling frame.
    public var table: String
    /// What it calls the list of footnotes.
    public var footnotes: String
    /// What it calls a link from a footnote back to the text; the number follows.
    public var backToReference: String
    /// What it calls the box of a task list.
    public var taskDone: String
    public var taskOpen: String

    public init(
        note: String, tip: String, warning: String, table: String, footnotes: String,
        backToReference: String, taskDone: String, taskOpen: String
    ) {
        self.note = note
        self.tip = tip
        self.warning = warning
        self.table = table
        self.footnotes = footnotes
        self.backToReference = backToReference
        self.taskDone = taskDone
        self.taskOpen = taskOpen
    }

    public static let english = RenderLabels(
        note: "Note", tip: "Tip", warning: "Warning", table: "Table", footnotes: "Footnotes",
        backToReference: "Back to reference", taskDone: "Done", taskOpen: "To do")

    /// The title of a call-out.
    func title(of callout: Callout) -> String {
        if let title = callout.title { return title }
        switch callout.kind {
        case .note: return note
        case .tip: return tip
        case .warning: return warning
        }
    }
}
