/// Every command with its arguments, as a page of the documentation; made of what the parser of arguments knows.
enum CommandReference {
    static func page() throws -> String {
        let program = try CommandHelp.read()
        return """
            # Command reference

            Every command and option. This page is written by the program from what it parses its arguments by; `sealpress help COMMAND` says the
            same. [configuration.md](../guide/configuration.md#commands) tells what all commands have in common. `--help` works
            everywhere; `--version` prints the version, `--generate-completion-script bash` (`zsh`, `fish`) completions for a shell.

            """ + sections(program, path: [program.commandName])
    }

    private static func sections(_ command: CommandHelp, path: [String]) -> String {
        let shown = (command.subcommands ?? []).filter {
            $0.shouldDisplay != false && $0.commandName != "help"
        }
        let isGroup = !shown.isEmpty
        var page = ""
        if path.count > 1 {
            page += "\n\(path.count == 2 ? "##" : "###") \(path.dropFirst().joined(separator: " "))\n\n"
            page += plain(command.abstract ?? "") + "\n"
            if !isGroup { page += "\n```sh\n" + usage(command, path: path) + "\n```\n" }
            if let discussion = command.discussion { page += "\n" + plain(discussion) + "\n" }
            if !isGroup { page += table(command) }
        }
        return page + shown.map { sections($0, path: path + [$0.commandName]) }.joined()
    }

    private static func arguments(_ command: CommandHelp) -> [CommandHelp.Argument] {
        (command.arguments ?? []).filter { argument in
            argument.shouldDisplay
                && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
        }
    }

    /// `sealpress members add <id> [options]`
    private static func usage(_ command: CommandHelp, path: [String]) -> String {
        let arguments = arguments(command)
        let places = arguments.filter { $0.kind == "positional" }.map { argument in
            let name = "<\(argument.valueName ?? "value")>" + (argument.isRepeating ? " …" : "")
            return argument.isOptional ? "[\(name)]" : name
        }
        let needed = arguments.filter { $0.kind == "option" && !$0.isOptional && $0.defaultValue == nil }
            .map(form)
        let hasMore = arguments.contains {
            $0.kind != "positional" && ($0.isOptional || $0.defaultValue != nil)
        }
        return (path + needed + places + (hasMore ? ["[options]"] : [])).joined(separator: " ")
    }

    private static func table(_ command: CommandHelp) -> String {
        let arguments = arguments(command)
        if arguments.isEmpty { return "" }
        var text = "\n| argument | meaning |\n|---|---|\n"
        for argument in arguments {
            var meaning = plain(
                [argument.abstract, argument.discussion].compactMap(\.self).joined(separator: " "))
            if let values = argument.allValues, !values.isEmpty {
                meaning += " One of " + values.map { "`\($0)`" }.joined(separator: ", ") + "."
            }
            if let standard = argument.defaultValue, argument.kind != "flag" {
                meaning += " Default: `\(standard)`."
            }
            if argument.isRepeating { meaning += " Can be given several times." }
            text += "| `\(form(argument))` | \(meaning.replacing("|", with: "\\|")) |\n"
        }
        return text
    }

    /// `--root <dir>`, `--json`, `<id>`
    private static func form(_ argument: CommandHelp.Argument) -> String {
        let value = "<\(argument.valueName ?? "value")>"
        guard argument.kind != "positional" else { return value }
        let names = (argument.names ?? []).map(\.written).joined(separator: ", ")
        return argument.kind == "flag" ? names : names + " " + value
    }

    /// Text in which nothing is Markdown.
    private static func plain(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_<>[]".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
