import Files
import Testing

@Suite struct `Sealed private files` {
    @Test("members seal, unseal and what reads the roster in between")
    func sealAndUnseal() throws {
        let sandbox = try Sandbox.started()
        let roster = try sandbox.text("site/members.csv")
        #expect(
            try sandbox.run("members", "seal", "--dry-run", in: "site").errors
                == "members.csv.sealed would be made of members.csv.\n")
        #expect(try !sandbox.has("site/members.csv.sealed"))
        #expect(
            try sandbox.run("members", "seal", in: "site").errors
                == "members.csv.sealed is made of members.csv.\n")
        #expect(
            try sandbox.run("members", "seal", in: "site").errors
                == "members.csv.sealed is up to date with members.csv.\n")
        sandbox.remove("site/members.csv")

        #expect(try sandbox.run("members", "list", in: "site").output.contains("anna"))
        #expect(try sandbox.run("members", "code", "anna", in: "site").status == 0)
        #expect(try sandbox.run("members", "add", "ben", "--tier", "premium", in: "site").status == 0)
        #expect(try !sandbox.has("site/members.csv"))
        #expect(try sandbox.run("build", "--quiet", in: "site").status == 0)

        #expect(
            try sandbox.run("members", "unseal", in: "site").errors
                == "members.csv is made of members.csv.sealed.\n")
        #expect(try sandbox.text("site/members.csv").contains("ben,"))
        #expect(try sandbox.mode("site/members.csv") == 0o600)
        try sandbox.write("site/members.csv", roster)
        let refused = try sandbox.run("members", "unseal", in: "site")
        #expect(refused.status == 1)
        #expect(
            refused.errors == """
                error: 'members.csv' says something else than 'members.csv.sealed'
                      --force replaces it; 'sealpress members seal' keeps it

                """)
        #expect(try sandbox.text("site/members.csv") == roster)
        #expect(try sandbox.run("build", in: "site").status == 1)
        #expect(try sandbox.run("members", "unseal", "--force", in: "site").status == 0)
        #expect(try sandbox.text("site/members.csv").contains("ben,"))
    }

    @Test("With nothing to seal or unseal both say so")
    func nothing() throws {
        let sandbox = try Sandbox.started()
        sandbox.remove("site/members.csv")
        #expect(
            try sandbox.run("members", "seal", in: "site").errors.hasPrefix(
                "error: there is nothing to seal in '.'"))
        #expect(
            try sandbox.run("members", "unseal", in: "site").errors.hasPrefix(
                "error: there is nothing sealed in '.'"))
    }

    @Test("Another root key does not open a sealed roster")
    func otherKey() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("members", "seal", in: "site")
        sandbox.remove("site/members.csv")
        sandbox.remove("site/sealpress.key")
        let without = try sandbox.run("members", "list", in: "site")
        #expect(without.status == 1)
        #expect(without.errors.hasPrefix("error: there is no root key"))
        try sandbox.run("keys", "init", in: "site")
        let other = try sandbox.run("members", "list", in: "site")
        #expect(other.status == 1)
        #expect(
            other.errors.hasPrefix(
                "error: 'members.csv.sealed' was altered or cut short, or sealed under another root key"))
    }

    @Test("A passphrase in a file or on standard input opens a site, and a wrong one says so")
    func passphrase() throws {
        let sandbox = try Sandbox.started()
        let settings = try sandbox.text("site/sealpress.yml")
        try sandbox.write(
            "site/sealpress.yml",
            settings.replacing("{id: premium,", with: "{id: premium, passphrase: class,"))
        let words = "orchid lantern gravel compass"
        let variable = ["SEALPRESS_PASSPHRASE_CLASS": words]
        let build = try sandbox.run("build", in: "site", environment: variable)
        #expect(build.status == 0)
        try sandbox.write("words", "Orchid lantern-gravel compass\n")
        let opened = try sandbox.run("open", "site/site", "--passphrase-file", "words")
        #expect(opened.output.hasPrefix("class: premium, active\n"))
        #expect(
            try sandbox.run("open", "site/site", "--passphrase-file", "-", input: words).output
                == opened.output)
        try sandbox.write("wrong", "orchid lantern gravel window\n")
        let wrong = try sandbox.run("open", "site/site", "--passphrase-file", "wrong")
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("error: this site does not know the passphrase\n"))
        try sandbox.write("short", "orchid lantern\n")
        #expect(
            try sandbox.run("open", "site/site", "--passphrase-file", "short").errors
                == "error: a passphrase has at least 4 different words, this one has 2\n")
        #expect(try sandbox.run("open", "site/site").status == 2)
        #expect(try sandbox.run("open", "site/site", "--code", "A", "--passphrase-file", "words").status == 2)
        for run in [build, opened, wrong] { #expect(!run.all.contains("gravel")) }
    }

    @Test("A site without passphrases says so")
    func noPassphrases() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("build", in: "site")
        try sandbox.write("words", "orchid lantern gravel compass\n")
        #expect(
            try sandbox.run("open", "site/site", "--passphrase-file", "words").errors
                == "error: the site in 'site/site' has no passphrases\n")
    }
}
