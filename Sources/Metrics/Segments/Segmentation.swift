import Foundation

/// Members in groups of alike behaviour (article 1): k-means on standardised features, groups named by activity.
public struct Segmentation: ModelResult, Equatable {
    /// What a high value of a feature says of a member.
    public enum Direction: Sendable, Equatable {
        case active, inactive, neutral
    }

    public struct Segment: Sendable, Equatable {
        /// For three groups `active`, `passive`, `inactive`; otherwise numbered from the most active.
        public let name: String
        public let size: Int
        /// In the features' own units.
        public let centre: [Double]
        /// Mean of the standardised features, each signed by its direction.
        public let activity: Double
    }

    /// Most active first.
    public let segments: [Segment]
    /// Index into `segments`, per row.
    public let assignment: [Int]
    public let clustering: KMeans
    public var warnings: [String] { clustering.warnings }

    /// - Parameters:
    ///   - features: visits, premium sections opened, completion, interactions, days since last seen, tenure, …
    ///   - directions: one per column.
    ///   - k: number of groups, or nil to choose 2 … 8 by silhouette.
    public static func fit(
        _ features: FeatureTable, directions: [Direction], k: Int? = nil, random: RandomStream,
        restarts: Int = 10,
        threads: Threads = .one
    ) throws(MetricsError) -> Segmentation {
        guard directions.count == features.columns else {
            throw .lengthMismatch(name: "directions", expected: features.columns, got: directions.count)
        }
        try checkColumnsVary(features)
        var standard = features.matrix
        var means: [Double] = []
        var deviations: [Double] = []
        for column in 0..<features.columns {
            let values = features.matrix.column(column)
            let mean = Summary.mean(values)
            let deviation = Summary.variance(values).squareRoot()
            guard deviation > 0, deviation.isFinite else { throw .constantColumn(features.names[column]) }
            means.append(mean)
            deviations.append(deviation)
            for row in 0..<features.rows { standard[row, column] = (values[row] - mean) / deviation }
        }
        let table = try FeatureTable(names: features.names, matrix: standard)
        let clustering: KMeans
        if let k {
            clustering = try KMeans.fit(table, k: k, random: random, restarts: restarts, threads: threads)
        } else {
            clustering = try KMeans.choosingK(table, random: random, restarts: restarts, threads: threads)
        }
        return Segmentation(clustering, directions, means, deviations)
    }

    private init(_ clustering: KMeans, _ directions: [Direction], _ means: [Double], _ deviations: [Double]) {
        let k = clustering.sizes.count
        let activity = (0..<k).map { group in
            directions.indices.reduce(0.0) { sum, column in
                let value = clustering.centres[group, column]
                return switch directions[column] {
                case .active: sum + value
                case .inactive: sum - value
                case .neutral: sum
                }
            } / Double(max(1, directions.count { $0 != .neutral }))
        }
        let order = (0..<k).sorted { (activity[$1], $0) < (activity[$0], $1) }
        var position = [Int](repeating: 0, count: k)
        for (new, old) in order.enumerated() { position[old] = new }
        segments = order.enumerated().map { rank, group in
            Segment(
                name: Segmentation.name(rank, of: k), size: clustering.sizes[group],
                centre: means.indices.map { clustering.centres[group, $0] * deviations[$0] + means[$0] },
                activity: activity[group])
        }
        assignment = clustering.labels.map { position[$0] }
        self.clustering = clustering
    }

    private static func name(_ rank: Int, of k: Int) -> String {
        switch (k, rank) {
        case (2, 0), (3, 0): "active"
        case (3, 1): "passive"
        case (2, 1), (3, 2): "inactive"
        default: "activity \(rank + 1) of \(k)"
        }
    }

    public var reading: String {
        clustering.reading + "; " + segments.map { "\($0.size) \($0.name)" }.joined(separator: ", ")
    }
}
