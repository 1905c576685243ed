/// A dense matrix, row by row.
public struct Matrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// `rows × columns` values, row-major.
    public internal(set) var values: [Double]

    /// - Parameter values: row-major, exactly `rows × columns` of them.
    public init(rows: Int, columns: Int, values: [Double]) throws(MetricsError) {
        guard rows >= 0, columns >= 0 else {
            throw .outOfRange(name: "shape", row: nil, requirement: "zero or more rows and columns")
        }
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, count == values.count else {
            throw .lengthMismatch(name: "values", expected: overflow ? Int.max : count, got: values.count)
        }
        self.init(shape: rows, columns, values)
    }

    /// One array per row; all of the same length.
    public init(rows: [[Double]]) throws(MetricsError) {
        let width = rows.first?.count ?? 0
        var values: [Double] = []
        values.reserveCapacity(rows.count * width)
        for (index, row) in rows.enumerated() {
            guard row.count == width else {
                throw .lengthMismatch(name: "row \(index + 1)", expected: width, got: row.count)
            }
            values += row
        }
        self.init(shape: rows.count, width, values)
    }

    init(shape rows: Int, _ columns: Int, _ values: [Double]) {
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    init(zeros rows: Int, _ columns: Int) {
        self.init(shape: rows, columns, [Double](repeating: 0, count: rows * columns))
    }

    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    public func row(_ index: Int) -> ArraySlice<Double> {
        values[(index * columns)..<((index + 1) * columns)]
    }

    public func column(_ index: Int) -> [Double] {
        (0..<rows).map { self[$0, index] }
    }
}
