/// What the script must know and nobody else: salts, and which id is whose. Made for `spark-sql -i`, to be kept in
/// a file of mode 0600 for as long as the run takes.
public struct SparkSideFile: Sendable {
    /// Salts of days that are still open, 32 bytes each, by `2026-11-21`.
    public var salts: [String: [UInt8]]
    /// 32 random bytes: the salt of any other day is SHA-256 of these and the day.
    public var secret: [UInt8]
    /// Members by bundle id.
    public var bundles: [String: String]
    /// Members by beacon id.
    public var beacons: [String: String]
    /// Routes by the id of a sealed section.
    public var sections: [String: String]

    public init(
        salts: [String: [UInt8]], secret: [UInt8], bundles: [String: String], beacons: [String: String],
        sections: [String: String]
    ) {
        self.salts = salts
        self.secret = secret
        self.bundles = bundles
        self.beacons = beacons
        self.sections = sections
    }

    /// The two views, as SQL.
    public var text: String {
        let days = [("other", secret)] + salts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let ids = rows("bundle", bundles) + rows("beacon", beacons) + rows("sealed", sections)
        return Self.view("salts", ["day", "salt"], days.map { [$0.0, Self.hex($0.1)] })
            + Self.view("known", ["class", "id", "name"], ids)
    }

    private func rows(_ kind: String, _ names: [String: String]) -> [[String]] {
        names.sorted { $0.key < $1.key }.map { [kind, $0.key, $0.value] }
    }

    private static func view(_ name: String, _ columns: [String], _ rows: [[String]]) -> String {
        let columns = columns.joined(separator: ", ")
        let head = "CREATE TEMPORARY VIEW \(name) AS SELECT * FROM VALUES\n"
        // Spark knows no list of no rows.
        let none =
            "CREATE TEMPORARY VIEW \(name) AS SELECT * FROM VALUES ('', '', '') AS v(\(columns)) WHERE false;\n"
        let lines = rows.map { "(\(SQL.list($0)))" }.joined(separator: ",\n")
        return rows.isEmpty ? none : "\(head)\(lines) AS v(\(columns));\n"
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
