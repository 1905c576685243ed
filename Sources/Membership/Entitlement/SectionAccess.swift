import Foundation

/// Who may open a section, before epochs: its tier, and the courses sold on their own that contain it.
public struct SectionAccess: Sendable, Hashable {
    /// The tier that opens it; nil when only courses do.
    public var tier: String?
    /// The courses, sold on their own, that contain it, and the drip of its lesson in each.
    public var courses: [CourseDrip]
    /// When it was published; nil is the build date.
    public var published: Date?

    public init(tier: String?, courses: [CourseDrip] = [], published: Date? = nil) {
        self.tier = tier
        self.courses = courses
        self.published = published
    }

    /// The grants that open it, sorted.
    ///
    /// A dripped lesson lists its course's drip *instead of* the course: drip delays those who bought the
    /// course, while a tier opens at once.
    public var grants: [Grant] {
        var grants = Set(courses.map(\.grant))
        if let tier { grants.insert(.tier(tier)) }
        return grants.sorted()
    }

    /// What the sealed file lists, sorted: under `lock` the grants in their current epoch, under `keep`
    /// in that of the publication.
    ///
    /// - Parameter date: the build date.
    public func grantEpochs(_ schedule: EpochSchedule, at date: Date) -> [GrantEpoch] {
        let sealed =
            switch schedule.policy.lapse {
            case .lock: date
            // What is shown before its date, as in a preview, is sealed as of today.
            case .keep: min(published ?? date, date)
            }
        return grants.map { GrantEpoch($0, schedule.currentEpoch(of: $0, at: sealed)) }.sorted()
    }
}

/// A course that contains a section, and when the section opens for those who hold the course.
public struct CourseDrip: Sendable, Hashable {
    public var course: String
    /// Days after the member's start in the course; 0 is at once.
    public var days: Int

    public init(_ course: String, days: Int = 0) {
        self.course = course
        self.days = days
    }

    public var grant: Grant { days > 0 ? .drip(course: course, days: days) : .course(course) }
}
