import ArgumentParser
import Diagnostics
import Files
import Foundation
import Mailing
import Membership
import Sealing

extension MembersCommand {
    struct Mail: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mail",
            abstract: "Send members their codes by mail.",
            discussion: """
                Always over TLS. What was sent is remembered in .sealpress/sent.log: nobody gets the same mail twice, also \
                when it is run again after an interruption. The password comes from the variable \
                SEALPRESS_SMTP_PASSWORD or from a file.
                """)

        @Argument(help: "The members' ids; without any, all who are active and have an address.")
        var id: [String] = []

        @Option(help: ArgumentHelp("smtps://HOST (TLS) or smtp://HOST:587 (STARTTLS).", valueName: "url"))
        var smtp: String

        @Option(
            help: ArgumentHelp(
                "The mail: 'From: …', 'Subject: …', an empty line, the text.", valueName: "file"))
        var template: String

        @Option(
            help: ArgumentHelp(
                "Whom it is from, when the template does not say: \"Ada Lindqvist <ada@example.org>\".",
                valueName: "mailbox"))
        var sender: String?

        @Option(help: "The name to log in with.")
        var user: String?

        @Option(
            help: ArgumentHelp("A file with the password, readable by its owner alone.", valueName: "file"))
        var passwordFile: String?

        @Option(help: ArgumentHelp("Certificates to trust instead of the system's.", valueName: "file"))
        var caFile: String?

        @Option(help: ArgumentHelp("How many mails a minute at most.", valueName: "count"))
        var rate = 30

        @Option(help: ArgumentHelp("A name for this mail: another name is another mail.", valueName: "name"))
        var campaign = "codes"

        @Flag(help: "Say who would get it, and send nothing.")
        var dryRun = false

        @Flag(help: "Print nothing but errors.")
        var quiet = false

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var date: DateOptions

        static let variable = "SEALPRESS_SMTP_PASSWORD"

        func validate() throws {
            guard (1...6000).contains(rate) else { throw ValidationError("--rate takes 1 to 6000 a minute") }
            guard Identifier.isValid(campaign) else {
                throw ValidationError("--campaign: \(Identifier.rule)")
            }
            if let sender, Mailbox(sender) == nil {
                throw ValidationError("--sender takes an address, or \"Name <address>\"")
            }
        }

        func run() throws {
            let console = Console(environment: Environment.current, quiet: quiet)
            let server = try SMTPServer(smtp)
            let roster = try RosterProject(project)
            let template = try readTemplate()
            guard let sender = sender.flatMap(Mailbox.init) ?? template.sender else {
                throw DiagnosticError(
                    .error(
                        "nothing says whom the mail is from",
                        at: SourceLocation(file: self.template, line: 1),
                        hint:
                            "begin the template with 'From: Ada Lindqvist <ada@example.org>', or use --sender"
                    ))
            }
            let lock = try FileLock(try privateFolder() + "/mail.lock", since: Date.now.formatted(.iso8601))
            defer { lock.release() }
            let log = try SentLog(try privateFolder() + "/sent.log")
            let recipients = try recipients(roster, log: log, console)
            if dryRun {
                for (code, mailbox) in recipients { console.print("\(code.member.id) \(mailbox.address)") }
                console.note("\(recipients.count) would get this mail. Nothing was sent.")
                return
            }
            guard !recipients.isEmpty else {
                console.note("There is nobody to send it to: everyone has got this mail.")
                return
            }
            let password = try password()
            guard
                let connection = SMTPConnection(
                    server, user: user, password: password, certificateAuthority: caFile)
            else { throw DiagnosticError(.error("there is not enough memory to send mail")) }
            var run = MailRun(total: recipients.count)
            var next = ContinuousClock.now
            for (code, mailbox) in recipients {
                // Also after an interruption the server is not flooded.
                Thread.sleep(forTimeInterval: max(0, (next - .now) / .seconds(1)))
                next = .now + .seconds(60) / rate
                let entry = key(of: code)
                let values = MailFields.values(code, roster.configuration)
                let message = MailMessage(
                    from: sender, to: mailbox, subject: template.subject(values), body: template.body(values),
                    date: .now, id: UUID().uuidString)
                try log.note(entry, .sending, at: .now)
                let outcome = connection.send(message)
                if let state = run.note(outcome, code.member) { try log.note(entry, state, at: .now) }
                console.progress(run.progress)
                if run.isOver { break }
            }
            console.progress("")
            console.note(run.summary)
            guard run.problems.isEmpty else { throw DiagnosticError(run.problems) }
        }

        /// Those who are to get it and have not, each once, with their addresses.
        private func recipients(
            _ roster: RosterProject, log: SentLog, _ console: Console
        ) throws -> [(MemberCode, Mailbox)] {
            let members = try roster.roster()
            let entitlements = try roster.entitlements(date: try date.read())
            let keys = try SiteKeys(root: try key.read(in: project).key)
            let chosen = try id.isEmpty ? members.members : Set(id).sorted().map { try members.member($0) }
            var recipients: [(MemberCode, Mailbox)] = []
            var warnings: [Diagnostic] = []
            for member in chosen {
                guard entitlements.standing(of: member) == .active, member.status != .unclaimed else {
                    if !id.isEmpty {
                        let word = member.status == .unclaimed ? "unclaimed" : entitlements.word(for: member)
                        warnings.append(.warning("'\(member.id)' is \(word) and gets no mail"))
                    }
                    continue
                }
                let code = MemberCode(member, keys: keys, baseURL: roster.configuration.site.baseURL)
                switch log[key(of: code)] {
                case nil, .deferred: break
                // Whom the author names is to be tried again: perhaps the address was wrong.
                case .refused where !id.isEmpty: break
                case .sent, .refused: continue
                case .sending:
                    warnings.append(
                        .warning(
                            "whether '\(member.id)' got this mail is not known: it was interrupted",
                            hint: "ask, or send another with --campaign again \(member.id)"))
                    continue
                }
                if member.email.isEmpty {
                    if !id.isEmpty { warnings.append(.warning("member '\(member.id)' has no address")) }
                    continue
                }
                guard let mailbox = Mailbox(name: member.name, address: member.email) else {
                    warnings.append(
                        .warning(
                            "'\(member.email)' of '\(member.id)' is no address that mail can be sent to",
                            hint: "plain ASCII; write a domain in other letters in its xn-- form"))
                    continue
                }
                recipients.append((code, mailbox))
            }
            console.report(warnings)
            return recipients
        }

        /// Under which the mail with this code is remembered.
        private func key(of code: MemberCode) -> SentLog.Key {
            SentLog.Key(campaign: campaign, member: code.member.id, bundle: code.bundle)
        }

        private func readTemplate() throws -> MailTemplate {
            var faults: [Diagnostic] = []
            let template = MailTemplate(
                parsing: try FileSystem.readText(self.template, limit: 1 << 20), file: self.template,
                fields: MailFields.names, needed: ["code", "link"], diagnostics: &faults)
            guard let template, faults.isEmpty else { throw DiagnosticError(faults) }
            return template
        }

        private func password() throws -> String? {
            if let passwordFile {
                if let mode = try FileSystem.status(passwordFile)?.mode, mode & 0o077 != 0 {
                    throw DiagnosticError(
                        .error(
                            "others can read the password in '\(passwordFile)'",
                            hint: "chmod 600 '\(passwordFile)'"))
                }
                return try FileSystem.readText(passwordFile, limit: 4096).trimmingCharacters(in: .newlines)
            }
            let password = Environment.current[Self.variable] ?? ""
            if user != nil, password.isEmpty {
                throw DiagnosticError(
                    .error(
                        "there is no password for '\(user ?? "")'",
                        hint: "set \(Self.variable), or name a file with --password-file"))
            }
            return user == nil ? nil : password
        }

        private func privateFolder() throws -> String {
            let folder = project.path(".sealpress")
            try FileSystem.makeFolder(folder)
            return folder
        }
    }
}
