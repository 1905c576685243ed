import Diagnostics

/// Which arm of each experiment everyone is shown, and which others there are.
public struct ArmChoice: Sendable, Hashable {
    /// The arms of an experiment, and the index of the one that is shown.
    public struct Arms: Sendable, Hashable {
        public var ids: [String]
        public var shown: Int

        public init(_ ids: [String], shown: Int) {
            self.ids = ids
            self.shown = shown
        }
    }

    private let experiments: [String: Arms]

    /// - Parameter experiments: by their ids.
    public init(_ experiments: [String: Arms] = [:]) {
        self.experiments = experiments
    }

    /// Whether what stands in a fence is shown.
    fileprivate func shows(_ fence: ArmFence, _ source: SourceText) -> Result<Bool, UnknownArm> {
        guard let known = experiments[fence.experiment.value] else {
            let hint =
                experiments.isEmpty
                ? "sealpress.yml has no experiment of kind 'teaser'"
                : suggestion(
                    for: fence.experiment.value, among: experiments.keys.sorted(), from: "sealpress.yml has")
            return .failure(
                UnknownArm(
                    diagnostic: source.error(
                        "unknown experiment '\(fence.experiment.value)'", at: fence.experiment.location,
                        hint: hint)))
        }
        guard let index = known.ids.firstIndex(of: fence.arm.value) else {
            return .failure(
                UnknownArm(
                    diagnostic: source.error(
                        "unknown arm '\(fence.arm.value)'", at: fence.arm.location,
                        hint: suggestion(
                            for: fence.arm.value, among: known.ids,
                            from: "'\(fence.experiment.value)' has"))))
        }
        return .success(index == known.shown)
    }

    fileprivate struct UnknownArm: Error {
        var diagnostic: Diagnostic
    }
}

extension [BodyItem] {
    /// The experiments whose arms are here.
    var experiments: Set<String> {
        Set(
            compactMap { item in
                if case .openArm(let fence) = item { fence.experiment.value } else { nil }
            })
    }
}

extension Document {
    /// The document with the blocks of the arms that are shown in the place of their fences, and without the others'.
    ///
    /// - Returns: also a fault for each arm that there is not.
    public func choosing(_ choice: ArmChoice) -> (document: Document, diagnostics: [Diagnostic]) {
        guard !experiments.isEmpty else { return (self, []) }
        var diagnostics: [Diagnostic] = []
        var chosen: [BodyItem] = []
        var isHidden = false
        for item in items {
            switch item {
            case .openArm(let fence):
                switch choice.shows(fence, source) {
                case .success(let isShown): isHidden = !isShown
                case .failure(let unknown): diagnostics.append(unknown.diagnostic)
                }
            case .closeArm: isHidden = false
            // Blank lines before the first arm are no paragraph.
            case .text(let run) where chosen.isEmpty && source.bytes.isBlank(run.range): break
            default: if !isHidden { chosen.append(item) }
            }
        }
        let document = Document(
            source: source, frontMatter: frontMatter, headingTitle: headingTitle, body: body,
            bodyLine: bodyLine, items: chosen, codeLines: codeLines, experiments: experiments)
        return (document, diagnostics)
    }
}
