import Diagnostics
import Files
import Membership

/// `payments.csv` as it was when the command began.
struct PaymentsInProject {
    static let path = "payments.csv"

    let file: PaymentsFile
    private let bytes: [UInt8]?

    init(_ project: RosterProject) throws {
        bytes = try project.bytes(of: Self.path)
        var diagnostics: [Diagnostic] = []
        file = PaymentsFile(parsing: bytes ?? [], file: Self.path, diagnostics: &diagnostics)
        guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
    }

    /// For whoever saves: nobody else may have changed it meanwhile.
    var asRead: [String: [UInt8]?] { [Self.path: bytes] }

    /// The change of the file; none when it stays as it is. A new file is for its owner alone.
    func replacement(by payments: PaymentsFile) -> [FileJournal.Replacement] {
        if payments == file { return [] }
        return [FileJournal.Replacement(Self.path, payments.printed(), mode: bytes == nil ? 0o600 : nil)]
    }
}
