extension SiteKeys {
    /// Which arm of an experiment a member is in: `derive("experiment", experiment, member, 16)`.
    ///
    /// It depends on nothing else, so it stays as it is when other experiments and members come and go. Nobody without the
    /// root key can tell it in advance.
    ///
    /// - Parameter weights: of the arms, above 0; their sum is at most 2³².
    /// - Returns: the arm's index.
    public func arm(experiment: String, member: String, weights: [Int]) -> Int {
        var hash = derivation("experiment", count: 16)
        hash.appendPart(experiment)
        hash.appendPart(member)
        return Self.arm(hash.finishPublic(), weights: weights)
    }

    /// Which arm everyone sees in a period of an experiment that switches over time:
    /// `derive("experiment-period", experiment, period, 16)`, the period as a decimal.
    ///
    /// - Returns: the arm's index.
    public func arm(experiment: String, period: Int, weights: [Int]) -> Int {
        var hash = derivation("experiment-period", count: 16)
        hash.appendPart(experiment)
        hash.appendPart(String(period))
        return Self.arm(hash.finishPublic(), weights: weights)
    }

    /// The first eight bytes as a big-endian number of 0 ..< 2⁶⁴, scaled to the sum of the weights.
    private static func arm(_ hash: [UInt8], weights: [Int]) -> Int {
        let number = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let sum = weights.reduce(UInt64(0)) { $0 + UInt64(max(0, $1)) }
        var left = number.multipliedFullWidth(by: sum).high
        for (index, weight) in weights.enumerated() {
            let weight = UInt64(max(0, weight))
            if left < weight { return index }
            left -= weight
        }
        return 0
    }
}
