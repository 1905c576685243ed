/// Visitors to members to renewed members, for one tier or channel.
public struct ConversionFunnel: ModelResult, Equatable {
    public let name: String
    public let visitorToMember: Rate
    /// Of the members who were due at least once, those who renewed at least once.
    public let memberToRenewed: Rate
    /// Moved to a higher tier, of the members.
    public let upgraded: Rate

    public init(
        name: String, visitors: Int, members: Int, due: Int, renewed: Int, upgraded: Int
    ) throws(MetricsError) {
        self.name = name
        visitorToMember = try Rate(members, of: visitors)
        memberToRenewed = try Rate(renewed, of: due)
        self.upgraded = try Rate(upgraded, of: members)
    }

    public var warnings: [String] { [] }
    public var reading: String {
        "\(name): \(visitorToMember.reading) of visitors became members, \(memberToRenewed.reading) of those due "
            + "renewed, \(upgraded.reading) moved up"
    }
}
