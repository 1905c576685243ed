/// The largest magnitude a model accepts. Its square, summed over any table that fits in memory, is still finite.
let largestMagnitude = 1e100

/// Named columns of numbers, one row per observation; every value is known to be finite.
public struct FeatureTable: Sendable, Equatable {
    public let names: [String]
    public let matrix: Matrix

    public var rows: Int { matrix.rows }
    public var columns: Int { matrix.columns }

    /// - Throws: `nonFinite` or `outOfRange` with the column and row of the first value that is not finite or
    ///   exceeds 1e100 in magnitude; `lengthMismatch` when names and columns differ in number.
    public init(names: [String], matrix: Matrix) throws(MetricsError) {
        guard names.count == matrix.columns else {
            throw .lengthMismatch(name: "column names", expected: matrix.columns, got: names.count)
        }
        if let duplicate = FeatureTable.firstDuplicate(names) {
            throw .outOfRange(name: duplicate, row: nil, requirement: "the name of one column only")
        }
        self.names = names
        self.matrix = matrix
        try checkFinite()
    }

    /// - Parameter columns: name and values of each; all of the same length.
    public init(columns: [(name: String, values: [Double])]) throws(MetricsError) {
        let count = columns.first?.values.count ?? 0
        var matrix = Matrix(zeros: count, columns.count)
        for (index, column) in columns.enumerated() {
            guard column.values.count == count else {
                throw .lengthMismatch(name: column.name, expected: count, got: column.values.count)
            }
            for row in 0..<count { matrix[row, index] = column.values[row] }
        }
        try self.init(names: columns.map(\.name), matrix: matrix)
    }

    /// - Parameter rows: one array per observation, as long as `names`.
    public init(names: [String], rows: [[Double]]) throws(MetricsError) {
        for (index, row) in rows.enumerated() where row.count != names.count {
            throw .lengthMismatch(name: "row \(index + 1)", expected: names.count, got: row.count)
        }
        try self.init(names: names, matrix: Matrix(shape: rows.count, names.count, rows.flatMap { $0 }))
    }

    /// The same rows with other columns joined on the right.
    func joined(with other: FeatureTable) throws(MetricsError) -> FeatureTable {
        guard other.rows == rows else {
            throw .lengthMismatch(name: "rows", expected: rows, got: other.rows)
        }
        var values: [Double] = []
        values.reserveCapacity(rows * (columns + other.columns))
        for row in 0..<rows {
            values += matrix.row(row)
            values += other.matrix.row(row)
        }
        return try FeatureTable(
            names: names + other.names, matrix: Matrix(shape: rows, columns + other.columns, values))
    }

    private func checkFinite() throws(MetricsError) {
        let bad = matrix.values.withUnsafeBufferPointer { values in
            values.firstIndex { !($0.magnitude <= largestMagnitude) }
        }
        guard let bad else { return }
        let (row, column) = bad.quotientAndRemainder(dividingBy: matrix.columns)
        try check(matrix.values[bad], names[column], row: row)
    }

    private static func firstDuplicate(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }
}

/// Refuses NaN, infinities and magnitudes whose square would overflow.
func check(_ value: Double, _ name: String, row: Int) throws(MetricsError) {
    guard value.isFinite else { throw .nonFinite(column: name, row: row) }
    guard value.magnitude <= largestMagnitude else {
        throw .outOfRange(name: name, row: row, requirement: "at most 1e100 in magnitude")
    }
}

func check(_ values: [Double], _ name: String, count: Int? = nil) throws(MetricsError) {
    if let count, values.count != count {
        throw .lengthMismatch(name: name, expected: count, got: values.count)
    }
    for (row, value) in values.enumerated() { try check(value, name, row: row) }
}

/// Refuses what a numeric parameter must not be; `requirement` is its description in words.
func require(
    _ condition: Bool, _ name: String, _ requirement: String, row: Int? = nil
) throws(MetricsError) {
    guard condition else { throw .outOfRange(name: name, row: row, requirement: requirement) }
}

/// The largest count a metric accepts, so that sums of counts cannot overflow and are exact as `Double`.
let largestCount = 1 << 50

/// Refuses negative and absurdly large counts.
func checkCount(_ count: Int, _ name: String, row: Int? = nil) throws(MetricsError) {
    try require(count >= 0 && count <= largestCount, name, "a count from 0 to 2^50", row: row)
}
