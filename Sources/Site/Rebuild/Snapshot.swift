import Content
import Diagnostics
import Files
import Foundation
import Sealing

/// What a build leaves behind so that the next one can tell what is new, and make that alone.
struct Snapshot: Sendable, Codable {
    /// See `World`.
    var world: Fingerprint
    var records: Fingerprint
    var date: Date
    /// When the next page comes out that was held back.
    var nextPublication: Date?
    /// The Markdown files of `content/`, then all others.
    var sources: [SeenFile]
    var others: [SeenFile]
    var site: SiteSnapshot
    var pages: [PageSnapshot]
    var outputs: [OutputSnapshot]
    /// The manifest and its signature.
    var manifest: [OutputSnapshot]
    var summary: BuildSummary
}

/// What pages share.
struct SiteSnapshot: Sendable, Codable {
    struct Menu: Sendable, Codable {
        var name: String
        var entries: [MenuEntry]
    }

    struct Terms: Sendable, Codable {
        /// The address of the taxonomy's list.
        var route: Route
        var terms: [TermCount]
    }

    struct Drip: Sendable, Codable {
        var route: Route
        var days: Int
    }

    struct Asset: Sendable, Codable {
        var key: String
        var isPublic: Bool
    }

    /// A place inside a page that another page, or the page itself, leads to.
    struct Anchor: Sendable, Hashable, Codable, Comparable {
        var route: String
        var fragment: String

        static func < (a: Anchor, b: Anchor) -> Bool { (a.route, a.fragment) < (b.route, b.fragment) }
    }

    var structure: SiteStructure
    /// By edition.
    var menus: [[Menu]]
    var generated: [GeneratedPage]
    var feeds: [PartFeed]
    var paginations: [Pagination]
    var terms: [Terms]
    var drips: [Drip]
    var heldBack: [String]
    var assets: [Asset]
    var anchors: [Anchor]
    var params: DataShape
    /// The languages of the words that pages and the reader have.
    var words: [String]
    var lists: [WovenList]
    var wovenFeeds: [WovenFeed]
    /// By edition.
    var courses: [[Int]]
}

/// A page of the author's.
struct PageSnapshot: Sendable {
    /// An index into `Snapshot.sources`.
    var source: Int
    var route: Route
    /// Of its front matter and all else that its place in the site depends on.
    var front: Fingerprint
    /// Of what the rest of the site knows of its text: sections, and files that it refers to.
    var shape: Fingerprint
    /// Of what lists show of it.
    var card: Fingerprint
    var related: [Int]
    /// Where its `SourcePageFields` stand among the contexts.
    var context: Int
}

/// A file of the site.
struct OutputSnapshot: Sendable {
    var path: String
    var size: Int
    /// Nil for files that the manifest does not list.
    var digest: SHA256Digest?
    var signature: FileSignature
}
