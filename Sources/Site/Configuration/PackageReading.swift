import Content
import Diagnostics
import Membership

/// A package as `sealpress.yml` has it.
struct WrittenPackage {
    var id: Located<String>
    var courses: [Located<String>]
}

extension SiteConfiguration {
    /// `{id: everything, courses: [swift-basics, crypto]}`
    static func package(_ reader: inout YAMLReader) -> WrittenPackage? {
        reader.requireKey("id")
        reader.requireKey("courses", hint: "the ids of the courses that it gives: [swift-basics, crypto]")
        let written = reader.string(
            "id", as: "lower-case letters, digits, `-`", "What `members add --package` and `imports` call it."
        )
        let contents = reader.stringList("courses", as: "ids of courses", "The courses that it gives.")
        guard let id = written, let courses = contents else { return nil }
        if courses.value.isEmpty {
            reader.report(
                "the package '\(id.value)' has no courses", at: courses.location,
                hint: "name the ids of the courses that it gives: [swift-basics, crypto]")
        }
        var seen: Set<String> = []
        for course in courses.value where !seen.insert(course.value).inserted {
            reader.report(
                "course '\(course.value)' is there twice in the package '\(id.value)'", at: course.location,
                hint: "delete one")
        }
        return WrittenPackage(id: id, courses: courses.value)
    }

    static func check(_ packages: [WrittenPackage], _ reader: inout YAMLReader) {
        var first: [String: Int] = [:]
        for (index, package) in packages.enumerated() {
            let id = package.id
            if !Identifier.isValid(id.value) {
                reader.report("bad package id '\(id.value)'", at: id.location, hint: Identifier.rule)
            } else if let earlier = first[id.value] {
                reader.report(
                    "package '\(id.value)' is there twice; it is already number \(earlier + 1)",
                    at: id.location,
                    hint: "rename or delete one")
            } else {
                first[id.value] = index
            }
        }
    }

    /// Packages that name a course which is nowhere in `content/`, also not among those that come out later.
    func packageFaults(_ documents: [Document]) -> [Diagnostic] {
        if packagedCourses.isEmpty { return [] }
        let courses = Set(
            documents.compactMap {
                SourceKind(path: editions.place(String($0.source.path.dropFirst("content/".count))).path)
                    .course
            })
        return packagedCourses.filter { !courses.contains($0.value) }.map { course in
            let known = courses.sorted()
            return source.error(
                "unknown course '\(course.value)'", at: course.location,
                hint: known.isEmpty
                    ? "the site has no courses"
                    : suggestion(for: course.value, among: known, from: "the site has"))
        }
    }
}
