/// Who the export file comes from.
public enum ImportService: String, Sendable, Hashable, CaseIterable {
    case stripe, memberful, ghost, gumroad, patreon
    /// A table in the columns of our own documentation, for every other service.
    case csv

    /// The files it is known to export; the first whose columns are all there is taken.
    var formats: [ExportFormat] {
        switch self {
        case .stripe: [.stripePayments, .stripeSubscriptions]
        case .memberful: [.memberful]
        case .ghost: [.ghost]
        case .gumroad: [.gumroad]
        case .patreon: [.patreon]
        case .csv: [.csv]
        }
    }
}
