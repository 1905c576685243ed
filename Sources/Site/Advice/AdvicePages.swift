import Foundation
import Membership
import Sealing

/// The pages of this build that advice may name, with what opens them.
struct AdvicePages: Sendable {
    /// A page that is out.
    struct Page: Sendable {
        var route: String
        var title: String
        /// What opens each of its sealed sections; a member may open the page with a grant of every set.
        var needs: Set<[Membership.GrantEpoch]>

        func opens(with held: Set<Membership.GrantEpoch>) -> Bool {
            needs.allSatisfy { $0.contains(where: held.contains) }
        }
    }

    /// A course that is out.
    struct Course: Sendable {
        var title: String
        var route: String
        var lessons: Set<String>
    }

    private let pages: [String: Page]
    private let courses: [String: Course]

    init(plan: Plan, seal: SealPlan) {
        var pages: [String: Page] = [:]
        for (number, page) in plan.pages.enumerated() {
            let sections = seal.sectionsOfPage.indices.contains(number) ? seal.sectionsOfPage[number] : []
            let route = page.route.path
            guard BundleAdvice.isRoute(route) else { continue }
            pages[route] = Page(
                route: route, title: Self.text(page.title) ?? page.route.lastComponent,
                needs: Set(sections.map { seal.sections[$0].grants }))
        }
        self.pages = pages
        courses = plan.structure.courses.reduce(into: [:]) { courses, course in
            // A course counts in the site's own language, where it is in that.
            guard Identifier.isValid(course.id), courses[course.id] == nil,
                let page = pages[course.route.path]
            else { return }
            let lessons = course.chapters.flatMap(\.lessons).map(\.route.path)
            guard !lessons.isEmpty else { return }
            courses[course.id] = Course(title: page.title, route: page.route, lessons: Set(lessons))
        }
    }

    func page(_ route: String) -> Page? { pages[route] }

    func course(_ id: String) -> Course? { courses[id] }

    /// A title as bundles hold it: on one line, in NFC, cut where it is too long; nil when nothing is left.
    private static func text(_ title: String) -> String? {
        let line = title.split {
            $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        }
        .joined(separator: " ").precomposedStringWithCanonicalMapping
        guard line.utf8.count > BundleAdvice.maximumTextCount else { return line.isEmpty ? nil : line }
        var cut = line[...]
        while cut.utf8.count > BundleAdvice.maximumTextCount - "…".utf8.count { cut.removeLast() }
        return cut + "…"
    }
}
