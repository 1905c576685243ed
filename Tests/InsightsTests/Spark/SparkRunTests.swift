import AccessLogs
import Diagnostics
import Files
import Foundation
import Insights
import Testing

/// Runs against a stand-in for `spark-sql`, a shell script that writes given tables.
@Suite struct SparkRunTests {
    private let root: String

    init() throws {
        root = NSTemporaryDirectory() + "spark-\(UUID().uuidString)"
        try FileSystem.makeFolder(root)
    }

    private static let tables: [SparkTable: String] = [
        .requests: "2026-11-21,human,page,200,2,10\n",
        .visitors: "2026-11-21,human,1,1\n",
        .visits:
            "2026-11-21,000102030405060708090a0b0c0d0e0f,1795219200,60,2,0,/a/,/b/,news.example,,,\"a,\"\"b\"\"\",ada\n"
            + "2026-11-21,f0f102030405060708090a0b0c0d0e0f,1795219300,0,0,1,,,,,,,\n",
        .content: "2026-11-21,/a/,2,1,2,0,0,1,1,0,60\n",
        .hours: "2026-11-21,0,2,2,0,2\n",
        .sources: "2026-11-21,news.example,,,\"a,\"\"b\"\"\",1,2,0,0,1\n",
        .memberDays: "2026-11-21,ada,1,2,0,60,1,1,1795219200,1795219260\n",
        .memberContent: "2026-11-21,ada,/a/,2,0,60\n",
        .events: "2026-11-21,ada,like,/a/,1,1795219200,1795219200,1\n",
        .rejected: "2026-11-21,beacon,bot,3\n",
        .outcomes: "file:/a.log,kept,199\nfile:/a.log,shape,1\nfile:/a.log,skipped,4\n",
        .minutes: "file:/a.log,29920320,199,-77\n",
    ]

    /// Makes the stand-in.
    ///
    /// - Parameters:
    ///   - finished: tables that get their `_SUCCESS`.
    private func installation(
        _ tables: [SparkTable: String] = tables, finished: [SparkTable] = SparkTable.allCases, code: Int = 0,
        says: String = "fine"
    ) throws -> SparkInstallation {
        var script =
            "#!/bin/sh\necho '\(says)'\nls -l side.sql > \(root)/side\ncat side.sql > \(root)/side-text\n"
        for table in SparkTable.allCases {
            let text = table.columns.joined(separator: ",") + "\n" + (tables[table] ?? "")
            script +=
                "mkdir -p facts/\(table.rawValue)\ncat > facts/\(table.rawValue)/part-0.csv <<'END'\n\(text)END\n"
            if finished.contains(table) { script += "touch facts/\(table.rawValue)/_SUCCESS\n" }
        }
        script += "exit \(code)\n"
        try FileSystem.makeFolder(root + "/bin")
        try FileSystem.write(Array(script.utf8), to: root + "/bin/spark-sql", mode: 0o755)
        return try SparkInstallation(environment: ["SPARK_HOME": root])
    }

    private func options(mostBad: Double = 0.01, allowsOverlap: Bool = false) throws -> IngestOptions {
        let zone = try #require(TimeZone(identifier: "UTC"))
        var options = IngestOptions(
            site: LoggedSite(baseURL: "https://example.org/", timeZone: zone), now: 1_795_300_000, threads: 1,
            random: { Array(repeating: 0x5A, count: $0) }, digest: { _ in [] })
        options.mostBad = mostBad
        options.allowsOverlap = allowsOverlap
        return options
    }

    private func run(_ installation: SparkInstallation, _ options: IngestOptions) throws -> SparkReport {
        let folder = root + "/run-\(UUID().uuidString)"
        return try ingest(
            SparkJob(logs: ["file:/a.log"], format: "combined", folder: folder, options),
            with: SparkOptions(
                installation: installation, master: "local[1]", configuration: [], folder: folder,
                bundles: ["b0": "ada"], beacons: [:]),
            into: try store(), options)
    }

    private func store() throws -> FactStore { try FactStore(root + "/insights") }

    private func fault(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "none"
        } catch let error as DiagnosticError {
            return error.diagnostics.first?.message ?? ""
        } catch {
            return "\(error)"
        }
    }

    @Test("the tables of a run become a part of each day, and the counts come back")
    func imported() throws {
        let report = try run(installation(), options())
        #expect(report.lines == 204 && report.malformed == 1 && report.days == 1 && report.visits == 2)
        #expect(report.files["file:/a.log"] == ["kept": 199, "shape": 1, "skipped": 4])
        let store = try store()
        #expect(
            try store.rows("SELECT * FROM visits").rows == [
                [
                    "2026-11-21", "0", "000102030405060708090a0b0c0d0e0f", "1795219200", "60", "2", "0",
                    "/a/", "/b/",
                    "news.example", "", "", "a,\"b\"", "ada",
                ],
                [
                    "2026-11-21", "0", "f0f102030405060708090a0b0c0d0e0f", "1795219300", "0", "0", "1", "",
                    "", "", "", "", "", "",
                ],
            ])
        #expect(
            try store.rows("SELECT * FROM sources").rows
                == [["2026-11-21", "0", "news.example", "", "", "a,\"b\"", "1", "2", "0", "0", "1"]])
        for table in SparkTable.allCases where table != .outcomes && table != .minutes {
            let found = try store.rows("SELECT * FROM \(table.rawValue)")
            #expect(found.columns.filter { $0 != "part" } == table.columns)
            #expect(found.rows.count == (table == .visits ? 2 : 1), "\(table)")
        }
    }

    @Test("the side file can be read by its owner only, and is gone afterwards with the run's folder")
    func sideFile() throws {
        _ = try run(installation(), options())
        #expect(try FileSystem.readText(root + "/side").hasPrefix("-rw------- "))
        #expect(try FileSystem.readText(root + "/side-text").contains("('bundle', 'b0', 'ada')"))
        #expect(try FileSystem.list(root).allSatisfy { !$0.path.hasPrefix("run-") })
    }

    @Test("the side file of a run that was killed is removed by the next")
    func killedRun() throws {
        try FileSystem.makeFolder(root + "/insights/spark-1-2")
        try FileSystem.write([], to: root + "/insights/spark-1-2/side.sql", mode: 0o600)
        try FileSystem.write([], to: root + "/insights/spark-1-2/spark.log")
        _ = try run(installation(), options())
        #expect(try FileSystem.status(root + "/insights/spark-1-2/side.sql") == nil)
        #expect(try FileSystem.status(root + "/insights/spark-1-2/spark.log") != nil)
    }

    @Test("lines that were counted before are refused with both names, unless they are allowed")
    func overlap() throws {
        let spark = try installation()
        _ = try run(spark, options())
        #expect(
            fault { _ = try run(spark, options()) }
                == "'file:/a.log' and 'file:/a.log' hold the same 199 lines")
        #expect(try store().rows("SELECT count(*) FROM visits").rows == [["2"]])
        _ = try run(spark, options(allowsOverlap: true))
        #expect(try store().rows("SELECT DISTINCT part FROM visits").rows == [["0"], ["1"]])
    }

    @Test("a table without _SUCCESS fails the run, and nothing is counted")
    func unfinished() throws {
        let spark = try installation(finished: SparkTable.allCases.filter { $0 != .hours && $0 != .events })
        #expect(
            fault { _ = try run(spark, options()) }
                == "Spark failed: it did not finish hours, events")
        #expect(try store().rows("SELECT * FROM visits").rows.isEmpty)
    }

    @Test("a failure says what Spark said, without ids")
    func failed() throws {
        let id = String(repeating: "ab", count: 16)
        let spark = try installation(code: 3, says: "[BROKEN] what \(id) is")
        #expect(
            fault { _ = try run(spark, options()) } == "Spark failed: it ended with 3; [BROKEN] what … is")
        let folder = try #require(try FileSystem.list(root).first { $0.path.hasPrefix("run-") }).path
        #expect(try FileSystem.status("\(root)/\(folder)/side.sql") == nil)
    }

    @Test("too many malformed lines fail the run")
    func malformed() throws {
        #expect(
            fault { _ = try run(installation(), options(mostBad: 0.001)) }
                == "1 of 204 lines are malformed, more than 0.1 %")
    }

    @Test(
        "a table that is not what it should be takes nothing into the store",
        arguments: [
            (
                SparkTable.visits, "2026-11-21,xx,1,1,1,1,,,,,,,\n",
                "Spark wrote 'xx' in visits where a visitor belongs"
            ),
            (
                SparkTable.hours, "2026-11-21,0,many,0,0,0\n",
                "Spark wrote 'many' in hours where a number belongs"
            ),
            (SparkTable.requests, "soon,human,page,200,2,10\n", "Spark wrote 'soon' where a day belongs"),
            (
                SparkTable.content, "2026-11-22,/a/,2,1,2,0,0,1,1,0,60\n",
                "Spark wrote content of a day without requests: 2026-11-22"
            ),
        ])
    func wrongTable(table: SparkTable, text: String, message: String) throws {
        var tables = Self.tables
        tables[table] = text
        let spark = try installation(tables)
        #expect(fault { _ = try run(spark, options()) } == message)
        #expect(try store().rows("SELECT * FROM requests").rows.isEmpty)
        #expect(try store().rows("SELECT * FROM routes").rows.isEmpty)
    }

    @Test("without an installation the error says what to set")
    func noInstallation() {
        #expect(
            fault { _ = try SparkInstallation(environment: [:]) }
                == "Spark is not found: SPARK_HOME is not set")
        #expect(
            fault { _ = try SparkInstallation(environment: ["SPARK_HOME": "/nowhere"]) }
                == "there is no '/nowhere/bin/spark-sql'")
    }
}
