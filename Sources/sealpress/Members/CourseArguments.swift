import ArgumentParser
import Diagnostics
import Membership

/// Courses as arguments: `swift-basics`, `swift-basics@2026-10-01`, or those of a package.
struct CourseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A course bought on its own, with a first day where it differs: swift-basics@2026-10-01; may be given several times.",
            valueName: "course"))
    var course: [String] = []

    @Option(
        name: [.customLong("package")],
        help: ArgumentHelp(
            "All courses of a package of sealpress.yml; may be given several times.", valueName: "package"))
    var packages: [String] = []

    var isEmpty: Bool { course.isEmpty && packages.isEmpty }

    /// The courses, each once; what a package gives starts on `start`.
    ///
    /// - Throws: a `DiagnosticError` for an unknown package; courses are checked with the roster.
    func read(_ catalogue: Catalogue, start: Day?) throws -> [CourseAccess] {
        var found = try course.map { text in
            let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            let id = String(parts[0])
            guard Identifier.isValid(id) else {
                throw ValidationError(
                    "--course takes a course's id, such as swift-basics or swift-basics@2026-10-01")
            }
            return CourseAccess(
                id, start: parts.count == 2 ? try DateArgument.day(String(parts[1]), "--course") : start)
        }
        for id in packages {
            guard let package = catalogue.packages.first(where: { $0.id == id }) else {
                let known = catalogue.packages.map(\.id)
                throw DiagnosticError(
                    .error(
                        "unknown package '\(id)'",
                        hint: known.isEmpty
                            ? "sealpress.yml has no packages"
                            : suggestion(for: id, among: known, from: "sealpress.yml has")))
            }
            found += package.courses.map { CourseAccess($0, start: start) }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.course).inserted }
    }
}

/// What kind of membership: the statuses that people choose.
enum MembershipKind: String, ExpressibleByArgument, CaseIterable {
    case active, trial, gift, lifetime

    var status: MemberStatus {
        switch self {
        case .active: .active
        case .trial: .trial
        case .gift: .gift
        case .lifetime: .lifetime
        }
    }
}
