import Diagnostics
import Files
import Foundation
import Membership
import Site

/// The parts of a project that the roster's commands need.
struct RosterProject {
    let configuration: SiteConfiguration
    let catalogue: Catalogue
    private let folder: String

    var timeZone: TimeZone { configuration.site.timeZone }

    init(_ project: ProjectOptions) throws {
        folder = project.folder
        (configuration, catalogue) = try Workplace.offers(root: project.folder)
    }

    func roster() throws -> Roster {
        try parse(rosterBytes() ?? Roster().printed())
    }

    /// Writes the roster, once it reads back without a fault: what the commands write is checked as what people write.
    func save(_ roster: Roster) throws {
        let bytes = roster.printed()
        _ = try parse(bytes)
        try FileSystem.write(bytes, to: folder + "/" + Workplace.rosterPath, mode: try mode(), durable: true)
    }

    private func rosterBytes() throws -> [UInt8]? {
        let path = folder + "/" + Workplace.rosterPath
        return try FileSystem.status(path) == nil ? nil : try FileSystem.read(path)
    }

    /// A new roster is for its owner alone; an old one keeps what its owner chose.
    private func mode() throws -> UInt16? {
        try rosterBytes() == nil ? 0o600 : nil
    }

    private func parse(_ bytes: [UInt8]) throws -> Roster {
        var diagnostics: [Diagnostic] = []
        let roster = Roster(
            parsing: bytes, file: Workplace.rosterPath, tiers: catalogue.tiers,
            courses: catalogue.courses.keys.sorted(),
            diagnostics: &diagnostics)
        guard diagnostics.allSatisfy({ $0.severity != .error }) else { throw DiagnosticError(diagnostics) }
        return roster
    }
}
