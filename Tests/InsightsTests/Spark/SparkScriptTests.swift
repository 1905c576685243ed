import Diagnostics
import Insights
import Testing

@Suite struct SparkScriptTests {
    private func job(
        logs: [String] = ["file:/logs/a.log"], format: SparkFormat = .combined, basePath: String = "/",
        agents: String = "bot"
    ) throws -> SparkJob {
        try SparkJob(
            logs: logs, format: format, basePath: basePath, hosts: ["example.org"], timeZone: "Europe/Berlin",
            agents: agents, now: 1_800_000_000, output: "file:/run/facts")
    }

    private func message(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let error as DiagnosticError {
            return error.diagnostics.map(\.message)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("every format has a script that ends in each of the tables", arguments: SparkFormat.allCases)
    func everyFormat(format: SparkFormat) throws {
        let script = try job(format: format).script
        for table in SparkTable.allCases {
            #expect(
                script.contains("INSERT OVERWRITE DIRECTORY 'file:/run/facts/\(table.rawValue)' USING csv"))
        }
        #expect(script.contains("CREATE TEMPORARY VIEW read_lines"))
        #expect(script.hasSuffix(";\n"))
    }

    @Test("the log is parsed once: one table is cached from the lines, and all else reads that")
    func parsedOnce() throws {
        let script = try job().script
        let users = script.split(separator: ";").filter { $0.contains("raw_lines") }
        #expect(users.count == 2)
        #expect(script.contains("CACHE TABLE requests"))
    }

    @Test("formats that Spark is not given are refused by name")
    func refusedFormats() {
        #expect(message { _ = try SparkFormat(named: "w3c") } == ["Spark does not read the format 'w3c'"])
        #expect(
            message { _ = try SparkFormat(named: "$remote_addr x") } == [
                "Spark does not read a log_format of your own"
            ])
        #expect(
            message { _ = try SparkFormat(named: nil) }
                == ["the logs' format must be named for Spark, which does not look at first lines"])
    }

    @Test("logs that Spark cannot read are refused by name, all at once")
    func refusedLogs() {
        #expect(
            message { _ = try job(logs: ["-", "s3a://b/a.log.zst", "access.log", "file:/ok"]) } == [
                "Spark does not read standard input",
                "Spark does not read 's3a://b/a.log.zst': .zst is not supported there",
                "'access.log' is no URL that Spark's workers could open",
            ])
        #expect(message { _ = try job(logs: []) } == ["no logs are named"])
        #expect(message { _ = try job(logs: ["file:/a\nb"]) }.count == 1)
    }

    @Test("what comes from outside is quoted")
    func quoted() throws {
        let script = try job(
            logs: [#"file:/it's\here"#], basePath: "/o'b/", agents: "#x'\nbad'bot\n!good\\bot"
        ).script
        #expect(script.contains(#"path 'file:/it\'s\\here'"#))
        #expect(script.contains(#"startswith(path, '/o\'b/')"#))
        #expect(script.contains(#"array('bad\'bot')"#))
        #expect(script.contains(#"'good\\bot', ''"#))
        #expect(!script.contains("#x"))
    }

    @Test("the side file holds the salts and ids, and the script none of them")
    func sideFile() throws {
        let side = SparkSideFile(
            salts: ["2026-11-21": [1, 0xAB]], secret: [0xFF], bundles: ["b1": "ada"], beacons: ["e1": "ada"],
            sections: ["c1": "/o'clock/"])
        #expect(
            side.text == """
                CREATE TEMPORARY VIEW salts AS SELECT * FROM VALUES
                ('other', 'ff'),
                ('2026-11-21', '01ab') AS v(day, salt);
                CREATE TEMPORARY VIEW known AS SELECT * FROM VALUES
                ('bundle', 'b1', 'ada'),
                ('beacon', 'e1', 'ada'),
                ('sealed', 'c1', '/o\\'clock/') AS v(class, id, name);

                """)
        let script = try job().script
        for secret in ["01ab", "'ff'", "'b1'", "'ada'"] { #expect(!script.contains(secret)) }
    }

    @Test(
        "no statement of the script has a quote that its comments leave open", arguments: SparkFormat.allCases
    )
    func comments(format: SparkFormat) throws {
        let comments = try job(format: format).script.split(separator: "\n")
            .map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("--") }
        #expect(!comments.isEmpty)
        #expect(comments.allSatisfy { !$0.contains("'") && !$0.contains(";") })
    }
}
