import Files
import Foundation
import Testing

/// `ingest` and `facts`, as people and scripts use them.
@Suite struct IngestTests {
    private let sandbox: Sandbox
    /// 2026-11-21T12:00:00Z
    private static let now = "1795262400"

    init() throws {
        sandbox = try Sandbox.started()
        try sandbox.write("site/access.log", Self.log(lines: 2000))
    }

    /// Lines of forty readers in the last two days, each line another; members ask for unknown bundles.
    static func log(lines: Int, from first: Int = 0) -> String {
        (first..<first + lines).map { index in
            let second = index * 60 % 172_800
            let day = second < 86_400 ? "19" : "20"
            let clock = [second / 3600 % 24, second / 60 % 60, index % 60].map {
                $0 < 10 ? "0\($0)" : "\($0)"
            }
            let target = ["/", "/articles/a\(index % 7)/", "/style.css", "/b/?utm_source=Letter"][index % 4]
            return
                "203.0.113.\(index % 40) - - [\(day)/Nov/2026:\(clock.joined(separator: ":")) +0000] \"GET \(target) HTTP/1.1\" 200 \(index) \"-\" \"Firefox/\(index % 3)\"\n"
        }.joined()
    }

    private func ingest(_ arguments: String..., input: String = "") throws -> Run {
        try sandbox.run(
            program(), ["ingest", "--now", Self.now] + arguments, in: "site", input: input)
    }

    private func facts(_ arguments: String...) throws -> String {
        let run = try sandbox.run(program(), ["facts"] + arguments, in: "site")
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// All facts but the keys of visitors, whose salts are random.
    private static func state(_ sandbox: Sandbox, _ folder: String) throws -> [String] {
        try ["requests", "visitors", "visits", "content", "hours", "sources", "rejected"].flatMap { table in
            let run = try sandbox.run(program(), ["facts", table, "--csv"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            return run.output.split(separator: "\n").map { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                return table + " "
                    + (table == "visits" ? fields[..<2] + fields[3...] : fields[...]).joined(separator: ",")
            }.sorted()
        }
    }

    @Test func `says what it read, what it counted and what was wrong`() throws {
        try sandbox.write("site/access.log", Self.log(lines: 300) + "nonsense\n" + "203.0.113.1 half")
        let run = try ingest("access.log")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("access.log: combined, 301 lines\nRead 301 lines in "))
        #expect(run.output.contains(": 300 kept, of these 0 by programs; 1 malformed, 0 out of range"))
        #expect(run.errors.contains("access.log:301:1: warning: the line does not match the format"))
        #expect(run.errors.contains("warning: the last line of 'access.log' has no end yet"))
        #expect(!run.errors.contains("\r"), "progress is for terminals")
        let again = try json(ingest("access.log", "--json", "--quiet").output)
        #expect(again["lines"] as? Int == 0 && again["ok"] as? Bool == true)
        #expect(try ingest("access.log", "--quiet").all == "")
    }

    @Test func `too many malformed lines are an error with their places, unless more are allowed`() throws {
        try sandbox.write("site/bad.log", Self.log(lines: 98) + "nonsense\nnonsense\n")
        let run = try ingest("bad.log")
        #expect(run.status == 1 && run.output == "")
        #expect(run.errors.contains("bad.log:99:1: error: the line does not match the format"))
        #expect(run.errors.contains("2 of 100 lines (2.0 %) are malformed; nothing was counted"))
        #expect(run.errors.contains("--max-bad allows more"))
        #expect(try ingest("bad.log", "--max-bad", "2%").status == 0)
        #expect(try ingest("bad.log", "--max-bad", "lots").status == 2)
    }

    @Test func `reads standard input, and knows a file again by it`() throws {
        let text = Self.log(lines: 500)
        #expect(try json(ingest("-", "--json", input: text).output)["kept"] as? Int == 500)
        #expect(try json(ingest("-", "--json", input: text).output)["kept"] as? Int == 0)
        try sandbox.write("site/saved.log", text)
        #expect(try json(ingest("saved.log", "--json").output)["kept"] as? Int == 0)
        #expect(
            try json(ingest("-", "--json", input: text + Self.log(lines: 20, from: 500)).output)["kept"]
                as? Int == 20)
    }

    @Test func `a log_format string reads what no format fits, and a wrong name has a hint`() throws {
        try sandbox.write("site/own.log", "203.0.113.1|1795200000.5|\"GET /a/ HTTP/1.1\"|200\n")
        #expect(
            try ingest("own.log").errors.contains("cannot tell the format of 'own.log' by its first lines"))
        #expect(try ingest("own.log", "--format", "combine").errors.contains("did you mean 'combined'?"))
        #expect(
            try ingest("own.log", "--format", "$remote_addr|$status").errors.contains("it has no $time_local")
        )
        #expect(try ingest("own.log", "--format", "$remote_addr|$msec|\"$request\"|$status").status == 0)
        #expect(try facts("content", "--csv").contains("2026-11-20,0,/a/,1,1,"))
    }

    @Test func `killed at any moment and run again, the facts are those of an undisturbed run`() throws {
        let calm = try Sandbox.started()
        let parts = (0..<20).map { Self.log(lines: 400, from: $0 * 400) }
        var random = SystemRandomNumberGenerator()
        var (cut, whole) = (0, 0)
        try sandbox.write("site/access.log", "")
        var (before, duration) = (0, 0.05)
        for (number, part) in parts.enumerated() {
            // The log grows; now and then it is rotated.
            if number % 5 == 4 {
                try FileManager.default.moveItem(
                    atPath: sandbox.folder + "/site/access.log",
                    toPath: sandbox.folder + "/site/access.log.\(number)")
                try sandbox.write("site/access.log", part)
            } else {
                try sandbox.write("site/access.log", try sandbox.text("site/access.log") + part)
            }
            let logs = try FileSystem.list(sandbox.folder + "/site").map(\.path).filter {
                $0.hasPrefix("access.log")
            }
            for round in 0..<10 {
                let kept = try openDays()
                let process = Process()
                process.executableURL = try program()
                process.arguments = ["ingest", "--now", Self.now, "--quiet"] + logs
                process.currentDirectoryURL = URL(filePath: sandbox.folder + "/site")
                process.standardError = FileHandle.nullDevice
                try process.run()
                // Half of the kills are to hit the time in which it writes.
                while round % 2 == 1, process.isRunning, try openDays() == kept { usleep(20) }
                usleep(
                    .random(in: 0..<UInt32(duration * (round % 2 == 1 ? 300_000 : 900_000)), using: &random))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                let now = try Int(rows()) ?? 0
                #expect(now == before || now == (number + 1) * 400, "in part \(number)")
                if now == before { cut += 1 } else { whole += 1 }
            }
            let begun = ContinuousClock.now
            let run = try sandbox.run(program(), ["ingest", "--now", Self.now, "--quiet"] + logs, in: "site")
            duration = (ContinuousClock.now - begun) / .seconds(1)
            #expect(run.status == 0 && run.all == "", "\(run.all)")
            before = try Int(rows()) ?? 0
            #expect(before == (number + 1) * 400)
        }
        #expect(cut > 50, "\(cut) of 200 were cut short, \(whole) had ended")
        try calm.write("site/access.log", parts.joined())
        #expect(try calm.run("ingest", "--now", Self.now, "access.log", in: "site").status == 0)
        #expect(try Self.state(sandbox, "site") == Self.state(calm, "site"))
        // What killed runs had kept was removed.
        #expect(try openDays().count <= parts.count * ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The files in which requests are kept.
    private func openDays() throws -> Set<String> {
        let folder = sandbox.folder + "/site/insights/open-days"
        guard try FileSystem.status(folder) != nil else { return [] }
        return Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    /// How many requests are counted; nothing before the first run.
    private func rows() throws -> String {
        let run = try sandbox.run("facts", "requests", "--csv", in: "site")
        guard run.status == 0 else { return "0" }
        return String(
            run.output.split(separator: "\n").dropFirst().reduce(0) { sum, line in
                sum + (Int(line.split(separator: ",")[5]) ?? 0)
            })
    }

    @Test(arguments: [8, 64, 200, 400])
    func `a disk without room is a clear error, and the old facts are whole`(blocks: Int) throws {
        #expect(try ingest("access.log").status == 0)
        let before = try Self.state(sandbox, "site")
        try sandbox.write("site/more.log", Self.log(lines: 30_000, from: 2000))
        let tool = try program().path
        let run = try sandbox.run(
            URL(filePath: "/bin/sh"),
            ["-c", "ulimit -f \(blocks); exec '\(tool)' ingest --now \(Self.now) more.log"], in: "site")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error: cannot "), "\(run.errors)")
        #expect(try Self.state(sandbox, "site") == before)
        #expect(try ingest("more.log").status == 0)
        #expect(Int(try rows()) == 32_000)
    }

    @Test func `facts prints the essentials, tables, periods, CSV and JSON`() throws {
        #expect(try sandbox.run("facts", in: "site").errors.contains("there are no facts in"))
        #expect(try ingest("access.log").status == 0)
        let all = try facts()
        for title in ["Visits", "Who asked", "Most read", "Where visits came from"] {
            #expect(all.contains(title + "\n"))
        }
        #expect(
            try facts("hours", "--since", "2026-11-20", "--csv").split(separator: "\n").dropFirst().allSatisfy
            { $0.hasPrefix("2026-11-2") })
        let rows =
            try JSONSerialization.jsonObject(with: Data(facts("sources", "--json").utf8)) as? [[String: Any]]
        #expect(
            rows?.contains { $0["source"] as? String == "letter" && $0["visits"] as? Int ?? 0 > 0 } == true)
        #expect(try sandbox.run("facts", "vists", in: "site").errors.contains("did you mean 'visits'?"))
        #expect(try sandbox.run("facts", "visits", "--since", "yesterday", in: "site").status == 2)
        #expect(try sandbox.run("facts", "visits", "--since", "2026-02-30", in: "site").status == 2)
    }

    @Test func `what is given wrongly is said with the command's own usage`() throws {
        for (arguments, message) in [
            (["--format", "nignx"], "unknown format 'nignx'"),
            (["--format", "$remote_addr"], "cannot be used: it has no $time_local"),
        ] {
            let run = try ingest("access.log", arguments[0], arguments[1])
            #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
            #expect(run.errors.contains("Usage: sealpress ingest"), "\(run.errors)")
        }
        #expect(try ingest("access.log", "--site", "nowhere").errors.contains("cannot read 'nowhere'"))
        #expect(try ingest("access.log").status == 0)
        let reversed = try sandbox.run(
            "facts", "visits", "--since", "2026-11-02", "--until", "2026-11-01", in: "site")
        #expect(reversed.status == 2 && reversed.errors.contains("--since is after --until"))
    }

    @Test func `members without a built site are told that readings will be missed`() throws {
        try sandbox.write(
            "site/members.csv", "id,name,email,tier,status,from\nada,,,basic,active,2026-10-01\n")
        #expect(try ingest("access.log").errors.contains("without the built site in './site'"))
    }

    @Test func `roster, payments, costs and comments stand beside the facts`() throws {
        try sandbox.write(
            "site/members.csv",
            "id,name,email,tier,status,from\nada,Ada L.,ada@example.org,basic,active,2026-10-01\nbob,Bob,,basic,active,\n"
        )
        try sandbox.write(
            "site/payments.csv",
            "member,date,kind,amount,currency,channel\nada,2026-10-01,sale,5.00,EUR,Letter\nada,2026-11-01,renewal,5.00,EUR,\n"
        )
        try sandbox.write(
            "site/costs.csv",
            "channel,month,spend,note\nletter,2026-11,12.50,\"two issues\"\nads,2026-10,80,\n")
        try sandbox.write(
            "site/comments.csv", "time,text,member,route\n2026-11-20,\"Fine,\nreally\",ada,/b/\n")
        try sandbox.write(
            "site/comments.ndjson", #"{"time":"2026-11-20T23:30:00.5Z","text":"好","rating":5}"# + "\n\n")
        #expect(try ingest("access.log").status == 0)
        #expect(
            try facts("roster", "--csv")
                == "member,tier,courses,status,since,until,generation,source\nada,basic,,active,2026-10-01,,1,\nbob,basic,,active,,,1,\n"
        )
        #expect(
            try facts("payments", "--csv", "--since", "2026-11-01").split(separator: "\n").dropFirst() == [
                "ada,2026-11-01,renewal,5.00,EUR,,,,,,"
            ])
        #expect(
            try facts("member_totals", "--csv").split(separator: "\n").dropFirst() == [
                "ada,basic,active,2026-10-01,,0,0,0,0,0,0,,,2,1", "bob,basic,active,,,0,0,0,0,0,0,,,0,0",
            ])
        let channels = try facts("channel_months", "--csv").split(separator: "\n").dropFirst()
        #expect(channels.first == "ads,2026-10,0,0,0,80.0")
        #expect(channels.dropFirst(2).first?.hasSuffix(",0,0,12.5") == true, "\(channels)")
        #expect(channels.count == 3)
        let comments = try facts("comments", "--csv")
        #expect(
            comments.contains("2026-11-20,1795132800,ada,/b/,\"Fine,\nreally\"\n")
                && comments.contains(",1795217400,,,好\n"))
        #expect(try facts("comments").contains("Fine, really"))
        let stored = try FileSystem.read(sandbox.folder + "/site/insights/facts.sqlite")
        #expect(!String(decoding: stored, as: UTF8.self).contains("Ada L."), "names stay in the roster")

        try sandbox.write("site/costs.csv", "channel,month,spend\nads,2026-13,-1\n,2026-01,1\n")
        try sandbox.write("site/comments.ndjson", "[]\n{\"time\":\"noon\",\"text\":\"a\"}\n{\"time\":1}\n{")
        let faulty = try ingest("access.log")
        #expect(faulty.status == 1)
        for fault in [
            "costs.csv:2:5: error: bad month '2026-13'", "costs.csv:2:13: error: bad amount '-1'",
            "costs.csv:3:1: error: a cost without a channel",
            "comments.ndjson:1:1: error: a comment is a JSON object",
            "comments.ndjson:2:1: error: bad time 'noon'", "comments.ndjson:3:1: error: the field 'time'",
            "comments.ndjson:4:",
        ] { #expect(faulty.errors.contains(fault), "\(fault) in \(faulty.errors)") }
        #expect(try facts("comments", "--csv") == comments)

        sandbox.remove("site/costs.csv")
        sandbox.remove("site/comments.ndjson")
        #expect(try ingest("access.log").status == 0)
        #expect(try facts("costs", "--csv") == "channel,month,spend\n")
    }
}
