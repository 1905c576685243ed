/// The files of a new site: small, and showing each thing once.
enum StarterSite {
    /// Paths below the new folder, and what they hold.
    ///
    /// - Parameter today: `2026-10-01`, the date of the first article.
    static func files(today: String) -> [(path: String, text: String)] {
        [
            ("sealpress.yml", configuration),
            ("members.csv", members(today: today)),
            (".gitignore", ignored),
            ("content/index.md", home),
            ("content/articles/hello.md", article(today: today)),
            ("content/courses/first-course/index.md", course),
            ("content/courses/first-course/01-start/index.md", chapter),
            ("content/courses/first-course/01-start/01-welcome.md", welcome),
            ("content/courses/first-course/01-start/02-the-good-part.md", lesson),
        ]
    }

    private static let configuration = """
        site:
          title: My site
          description: What I know, written down.
          baseURL: "http://localhost:8000/"   # where it will be published
          language: en                         # en or zh
          timeZone: UTC

        # Membership tiers, lowest first. A higher one opens all below it.
        tiers:
          - {id: basic, name: Basic, price: 5, currency: EUR, period: month, checkout: "https://example.org/join/basic"}
          - {id: premium, name: Premium, price: 15, currency: EUR, period: month, checkout: "https://example.org/join/premium"}

        keys: {rotation: monthly, lapse: lock}

        """

    private static func members(today: String) -> String {
        """
        id,name,email,tier,courses,from,until,status,generation,source,note
        anna,Anna Example,anna@example.org,premium,,\(today),,active,1,,a first member to try things with

        """
    }

    private static let ignored = """
        # The built site and the build's own records
        /site/
        /.sealpress/
        /insights/

        # The root key opens everything: never commit it. Keep a backup: sealpress keys backup
        sealpress.key
        sealpress.key.previous
        # What a command that was killed may leave of it
        .sealpress-tmp-*

        # Names, addresses and payments of members, and what they share: keep them out of a public repository.
        # 'sealpress members seal' makes members.csv.sealed, which may go there.
        members.csv
        payments.csv
        passphrases.txt

        """

    private static let home = """
        ---
        title: Welcome
        ---
        This is your new site. Pages live in `content/`, one Markdown file each.

        """

    private static func article(today: String) -> String {
        """
        ---
        title: Hello
        date: \(today)
        tags: [first]
        ---
        Everyone reads this paragraph.

        ::: premium
        Only premium members read this one. On the host it is an encrypted file.
        :::

        ::: note
        Call-outs look like this: `note`, `tip` and `warning`.
        :::

        """
    }

    private static let course = """
        ---
        title: First course
        description: A course with a free lesson and a paid one.
        ---
        What the course teaches, and for whom.

        """

    private static let chapter = """
        ---
        title: Getting started
        ---
        """

    private static let welcome = """
        ---
        title: Welcome
        ---
        A free lesson: a taste of what is to come. Next: [the good part](02-the-good-part.md).

        """

    private static let lesson = """
        ---
        title: The good part
        tier: basic
        ---
        The opening words are for everyone: the teaser.

        <!--more-->

        ## What members read

        Everything after the mark is for members of the tier `basic` and above.

        """
}
