import Diagnostics

/// The name of the access that everyone has; never needs an entry among the tiers.
public let publicTier = "public"

/// Cuts a body at its fences and reports every fault in them.
struct FenceParser {
    let source: SourceText
    private let body: Range<Int>
    private let bodyLine: Int
    private let tiers: [String]
    let directives: [String: DirectiveSignature]

    var items: [BodyItem] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// Lines that begin with `:::` and were taken for code, so are text.
    private(set) var codeLines: [Int] = []

    var open: [OpenFence] = []
    private var textStart: Int
    private var textLine: Int
    private var sectionIDs: [String: Int] = [:]
    private var moreLine: Int?

    struct OpenFence {
        enum Kind { case section, callout, arm, directive, unknown }
        var kind: Kind
        var name: String
        var line: FenceLine
        /// Of a directive, which is judged when it closes; nil where its line has a fault already.
        var directive: OpenDirective?
    }

    /// - Parameters:
    ///   - tiers: the ids of sealpress.yml, lowest first, without `public`.
    ///   - directives: what there is, by name. A tier of the same name goes before.
    init(
        _ source: SourceText, body: Range<Int>, bodyLine: Int, tiers: [String],
        directives: [String: DirectiveSignature] = [:]
    ) {
        self.source = source
        self.body = body
        self.bodyLine = bodyLine
        self.directives = directives
        self.tiers = [publicTier] + tiers.filter { $0 != publicTier }
        textStart = body.lowerBound
        textLine = bodyLine
        let lines = FenceLines(source.bytes, body, firstLine: bodyLine).lines.filter {
            $0.form != .short || namesTier($0)
        }
        if !lines.isEmpty { cut(at: lines) }
        endText(at: body.upperBound)
        for fence in open {
            report(
                "'\(source.bytes.text(source.bytes.trimmed(fence.line.range)))' is never closed",
                fence.line,
                hint: fence.kind == .directive && directives[fence.name]?.takesBody == false
                    ? "end the line with ':::'" : "add a line ':::' after its last block")
        }
    }

    private mutating func cut(at lines: [FenceLine]) {
        let literals = needsLiterals(lines) ? LiteralBlocks(source.bytes, body) : nil
        var doubtful: Set<Int> = []
        for line in lines {
            if let code = literals?.code(at: line.number - bodyLine + 1) {
                guard line.form == .fence || line.form == .displaced else { continue }
                codeLines.append(line.number)
                if line.form == .fence, code.isUnclosed || code.innerOpening != nil,
                    doubtful.insert(code.opening).inserted
                {
                    reportUnclosed(code, takingIn: line)
                }
            } else if let opening = literals?.rawHTML(at: line.number - bodyLine + 1) {
                guard line.form != .more, line.form != .short else { continue }
                report(
                    "a fence inside the raw HTML of line \(opening + bodyLine - 1)", line,
                    hint: "end the HTML before it; to hide a section, delete it")
            } else {
                read(line)
            }
        }
        // One forgotten fence turns all code after it inside out, up to the last, which stays open.
        if !codeLines.isEmpty, let code = literals?.code.first(where: \.isUnclosed),
            doubtful.insert(code.opening).inserted
        {
            reportUnclosed(code, takingIn: nil)
        }
    }

    /// Reads a line that is neither code nor raw HTML.
    private mutating func read(_ line: FenceLine) {
        switch line.form {
        case .fence: fence(line)
        case .more: more(line)
        case .displaced:
            let before = source.bytes[line.range.lowerBound..<line.start]
            report(
                "this fence is not at the left margin", line,
                hint: before.contains { $0 >= 0x80 }
                    ? "there is a wide or an invisible space before it: delete it"
                    : "no list, no quote and at most three spaces may be before it")
        case .lookalike:
            report("full-width colons make no fence", line, hint: "write ':::'")
        case .short:
            report("two colons make no fence", line, hint: "write ':::', here and where it ends")
        }
    }

    /// Whether a line of two colons says a tier, and nothing but perhaps an id behind it: `:: premium`.
    private func namesTier(_ line: FenceLine) -> Bool {
        let rest = source.bytes.text(source.bytes.trimmed(line.start + 2..<line.range.upperBound))
        let word = rest.prefix { $0 != " " && $0 != "\t" && $0 != "{" }
        let tail = rest.dropFirst(word.count).drop { $0 == " " || $0 == "\t" }
        return tiers.contains(String(word)) && (tail.isEmpty || tail.hasPrefix("{"))
    }

    /// Whether some line could be inside code or raw HTML.
    private func needsLiterals(_ lines: [FenceLine]) -> Bool {
        let bytes = source.bytes
        return lines.contains { $0.form == .displaced || $0.form == .lookalike || $0.form == .short }
            || bytes.offset(of: "```", from: body.lowerBound, to: body.upperBound) != nil
            || bytes.offset(of: "~~~", from: body.lowerBound, to: body.upperBound) != nil
            || ["<!", "<?", "<p", "<P", "<s", "<S", "<t", "<T"].contains { start in
                bytes.offset(of: start, from: body.lowerBound, to: body.upperBound) != nil
            }
    }

    // MARK: Fences

    private mutating func fence(_ line: FenceLine) {
        let bytes = source.bytes
        var position = line.start
        while position < line.range.upperBound, bytes[position] == UInt8(ascii: ":") { position += 1 }
        let rest = bytes.trimmed(position..<line.range.upperBound)
        if rest.isEmpty {
            close(line)
            return
        }
        var wordEnd = rest.lowerBound
        while wordEnd < rest.upperBound, !bytes[wordEnd].isBlank, bytes[wordEnd] != UInt8(ascii: "{") {
            wordEnd += 1
        }
        let word = rest.lowerBound..<wordEnd
        let name = bytes.text(word)
        let tail = bytes.trimmed(wordEnd..<rest.upperBound)
        if let kind = Callout.Kind(rawValue: name), directives[name] == nil {
            openCallout(kind, word, tail, line)
        } else if tiers.contains(name) {
            openSection(name, tail, line)
        } else if name == Self.armWord {
            openArm(tail, line)
        } else if let signature = directives[name] {
            openDirective(name, signature, word, tail, line)
        } else if !word.isEmpty {
            reportUnknown(name, word, tail)
            endText(before: line)
            guard !AttributeParser.endsInColons(bytes, tail) else { return }
            open.append(OpenFence(kind: .unknown, name: name, line: line))
        } else {
            let directives = directives.isEmpty ? "" : "; directives: \(directiveNames)"
            report(
                "expected a tier or a call-out after ':::'", rest,
                hint: "tiers: \(tiers.joined(separator: ", ")); call-outs: \(Self.callouts)\(directives)")
            endText(before: line)
            open.append(OpenFence(kind: .unknown, name: "", line: line))
        }
    }

    private mutating func openCallout(
        _ kind: Callout.Kind, _ word: Range<Int>, _ tail: Range<Int>, _ line: FenceLine
    ) {
        endText(before: line)
        if source.bytes.has("{", at: tail.lowerBound), !tail.isEmpty {
            report("a call-out has no id", tail, hint: "only tier fences have one")
        }
        let title = calloutTitle(kind, word, tail)
        items.append(.openCallout(Callout(kind: kind, title: title, line: line.number)))
        open.append(OpenFence(kind: .callout, name: kind.rawValue, line: line))
    }

    private mutating func openSection(_ tier: String, _ tail: Range<Int>, _ line: FenceLine) {
        endText(before: line)
        if let outer = open.last(where: { $0.kind == .section || $0.kind == .arm }) {
            report(
                "a tier fence inside '::: \(outer.name)' of line \(outer.line.number)", line,
                hint: "close that one with ':::' first")
        } else if let outer = open.last(where: { $0.kind == .callout || $0.kind == .directive }) {
            let inner = outer.kind == .callout ? "call-out" : "directive"
            report(
                "a tier fence inside '::: \(outer.name)' of line \(outer.line.number)", line,
                hint: "put the \(inner) inside the tier fence instead")
        }
        let id = tail.isEmpty ? nil : sectionID(tail, tier, line)
        items.append(.openSection(SectionFence(tier: tier, id: id, line: line.number)))
        open.append(OpenFence(kind: .section, name: tier, line: line))
    }

    private static let armWord = "arm"

    /// `::: arm EXPERIMENT/ARM`. It stands by itself, so that which arm is shown changes no section.
    private mutating func openArm(_ tail: Range<Int>, _ line: FenceLine) {
        endText(before: line)
        if let outer = open.last {
            report(
                "an arm inside '::: \(outer.name)' of line \(outer.line.number)", line,
                hint: "close that one with ':::' first")
        }
        open.append(OpenFence(kind: .arm, name: Self.armWord, line: line))
        let slash = source.bytes[tail].firstIndex(of: UInt8(ascii: "/")) ?? tail.upperBound
        let words = [tail.lowerBound..<slash, min(slash + 1, tail.upperBound)..<tail.upperBound]
        let names = words.map { range in
            Located(
                source.bytes.text(range), at: source.location(offset: range.lowerBound, length: range.count))
        }
        guard names.allSatisfy({ isIdentifier($0.value) }) else {
            report(
                "an arm needs the experiment and the arm", tail.isEmpty ? line.range : tail,
                hint: "write it as ::: arm EXPERIMENT/ARM")
            return
        }
        items.append(
            .openArm(ArmFence(experiment: names[0], arm: names[1], line: line.number)))
    }

    private mutating func sectionID(_ tail: Range<Int>, _ tier: String, _ line: FenceLine) -> String? {
        let bytes = source.bytes
        guard bytes.has("{#", at: tail.lowerBound), bytes[tail.upperBound - 1] == UInt8(ascii: "}"),
            tail.count > 3
        else {
            report(
                "unexpected text after '::: \(tier)'", tail,
                hint: "only an id may follow: ::: \(tier) {#my-id}")
            return nil
        }
        let range = tail.lowerBound + 2..<tail.upperBound - 1
        let id = bytes.text(range)
        if tier == publicTier {
            report("a public run has no id", tail, hint: "only sealed sections have one")
        } else if !isIdentifier(id) {
            report(
                "'\(id)' cannot be a section id", range,
                hint: "ids are lower-case letters, digits and '-'")
        } else if isAutomatic(id) {
            report(
                "the section id '\(id)' is taken", range,
                hint: "s1, s2 … are for sections without an id of their own")
        } else if let first = sectionIDs[id] {
            report("the section id '\(id)' stands twice", range, hint: "it is already on line \(first)")
        } else {
            sectionIDs[id] = line.number
            return id
        }
        return nil
    }

    /// Whether an id has the form of those given to sections without one.
    private func isAutomatic(_ id: String) -> Bool {
        id.utf8.first == UInt8(ascii: "s") && id.utf8.count > 1
            && id.utf8.dropFirst().allSatisfy { $0.isDigit }
    }

    private mutating func close(_ line: FenceLine) {
        endText(before: line)
        guard let fence = open.popLast() else {
            report("this ':::' closes nothing", line, hint: "delete it, or open a fence before it")
            return
        }
        switch fence.kind {
        case .callout: items.append(.closeCallout(line: line.number))
        case .section: items.append(.closeSection(line: line.number))
        case .arm: items.append(.closeArm(line: line.number))
        case .directive: closeDirective(fence, line)
        case .unknown: break
        }
    }

    // MARK: The mark of the teaser

    private mutating func more(_ line: FenceLine) {
        endText(before: line)
        if let fence = open.last {
            report(
                "'<!--more-->' inside '::: \(fence.name)' of line \(fence.line.number)", line,
                hint: "put it before or after the fence")
        } else if let first = moreLine {
            report("a second '<!--more-->'", line, hint: "it is already on line \(first)")
        } else {
            moreLine = line.number
            items.append(.more(line: line.number))
        }
    }

    // MARK: Text

    /// Ends the run of text before a fence; the next begins after it.
    mutating func endText(before line: FenceLine) {
        endText(at: line.range.lowerBound)
        textStart = min(body.upperBound, line.range.upperBound + 1)
        textLine = line.number + 1
    }

    private mutating func endText(at end: Int) {
        guard textStart < end else { return }
        items.append(.text(TextRun(range: textStart..<end, line: textLine)))
    }

    // MARK: Faults

    private static let callouts = Callout.Kind.allCases.map(\.rawValue).joined(separator: ", ")

    private mutating func reportUnknown(_ name: String, _ range: Range<Int>, _ tail: Range<Int>) {
        let kinds = Callout.Kind.allCases.map(\.rawValue)
        let near = didYouMean(name, among: tiers + kinds + directives.keys.sorted())
        if let near, kinds.contains(near) {
            report(
                "unknown call-out '\(name)'", range,
                hint: "did you mean '\(near)'? call-outs: \(Self.callouts)")
        } else if near.map({ directives[$0] != nil && !tiers.contains($0) }) ?? looksLikeDirective(tail) {
            report(
                "unknown directive '\(name)'", range,
                hint: directives.isEmpty
                    ? "there are none: write layouts/directives/\(name).mustache"
                    : suggestion(for: name, among: directives.keys.sorted(), from: "directives are"))
        } else {
            report(
                "unknown tier '\(name)'", range,
                hint: suggestion(for: name, among: tiers, from: "sealpress.yml has"), about: .tierSpelling)
        }
    }

    private mutating func reportUnclosed(_ code: LiteralBlocks.Code, takingIn line: FenceLine?) {
        guard let opening = LineStarts(source.bytes, body).line(code.opening) else { return }
        let range = source.bytes.trimmed(opening)
        if let line, let inner = code.innerOpening {
            report(
                "this code fence takes in the fence of line \(line.number)", range,
                hint: "was it to end before line \(inner + bodyLine - 1)? to show fences in code, "
                    + "use more characters for the outer one")
        } else if let line {
            report(
                "this code fence is never closed and takes in the fence of line \(line.number)", range,
                hint: "close the code before it")
        } else {
            report(
                "this code fence is never closed", range,
                hint: "or one before it: line \(codeLines.first ?? 0) is a fence inside code")
        }
    }

    mutating func report(_ message: String, _ line: FenceLine, hint: String) {
        report(message, source.bytes.trimmed(line.range), hint: hint)
    }

    mutating func report(
        _ message: String, _ range: Range<Int>, hint: String, about rule: DiagnosticRule = .fence
    ) {
        diagnostics.append(
            source.error(message, offset: range.lowerBound, length: range.count, hint: hint).about(rule))
    }
}
