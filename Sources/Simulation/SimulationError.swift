/// Why nothing can be simulated.
public struct SimulationError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

extension SimulationParameters {
    /// - Throws: `SimulationError` naming the first number that is out of range.
    public func validate() throws(SimulationError) {
        try Self.require(months, "months", 1...240)
        try Self.require(growth.capacity, "members", 10...20_000)
        try Self.require(growth.rate, "growth rate", 0...10)
        try Self.require(growth.bend, "bend of the growth", -1000...1000)
        guard season.count == 12, season.allSatisfy({ (0...10).contains($0) }) else {
            throw SimulationError("the season has twelve numbers from 0 to 10")
        }
        guard !kinds.isEmpty, kinds.contains(where: { $0.share > 0 }) else {
            throw SimulationError("there must be a kind of member with a share above 0")
        }
        for kind in kinds {
            try Self.require(kind.share, "share of a kind", 0...1e6)
            try Self.require(kind.visits, "visits of a kind", 0...31)
            for chance in [kind.completion, kind.comments, kind.starts] {
                try Self.require(chance, "chance of a kind", 0...1)
            }
        }
        guard channels.contains(where: { $0.share > 0 && $0.conversion > 0 && $0.openMonths.isEmpty }) else {
            throw SimulationError("a channel must be open all the year and bring members")
        }
        for channel in channels {
            try Self.require(channel.share, "share of a channel", 0...1e6)
            try Self.require(channel.conversion, "conversion of a channel", 0...0.2)
        }
        guard !demand.arms.isEmpty, demand.slope < 0 else {
            throw SimulationError("the price experiment needs prices and a demand that falls")
        }
        for share in demand.arms { try Self.require(share, "price of an arm", 0.01...100) }
        let chances = [
            advanced, demand.control, demand.elsewhere, reading.new, reading.continues, reading.companion,
            reading.onward, slates.home, slates.follow, slates.decay, searches,
        ]
        for chance in chances + pleased.values { try Self.require(chance, "chance", 0...1) }
        try Self.require(programs, "requests of programs", 0...100_000)
        try Self.require(reading.onward, "chance to go on", 0...0.9)
        for value in [leaving.intercept, leaving.visits, leaving.months, demand.intercept, demand.slope] {
            try Self.require(value, "coefficient", -100...100)
        }
    }

    private static func require<Value: Comparable>(
        _ value: Value, _ name: String, _ range: ClosedRange<Value>
    ) throws(SimulationError) {
        guard range.contains(value) else {
            throw SimulationError(
                "\(name): \(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
    }
}
