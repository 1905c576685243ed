"""Writes the benchmark's content: the same seeded pages for Sealpress and, with nothing sealed, for Hugo.

A page is about 5 KB of Markdown: headings, paragraphs with emphasis, links and code spans, a list, a code block,
and on every third page a table; three tags of fifty. Every fifth page has a sealed section; in Hugo's copy its
text is public.
"""

import pathlib
import random
import shutil

TAGS = 50
SEALED_EVERY = 5
LANGUAGES = ["swift", "python", "c", "shell"]


def vocabulary(rng):
    syllables = [c + v for c in "bcdfghklmnprstvw" for v in ("a", "e", "i", "o", "u", "ai", "or")]
    return ["".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3, 3, 4)))) for _ in range(4000)]


class Page:
    def __init__(self, number, seed, words, count, flavour):
        # A generator of its own: page 17 is the same whether there are 1,000 pages or 50,000.
        self.rng = random.Random(f"{seed}/{number}")
        self.words = words
        self.number = number
        self.count = count
        self.flavour = flavour

    def link(self, other):
        # Each generator's own way to name a page: Sealpress takes the source file, and checks that it is there.
        return page_name(other) if self.flavour == "sealpress" else f"/articles/page-{other:05}/"

    def sentence(self, low=6, high=16):
        words = self.rng.choices(self.words, k=self.rng.randint(low, high))
        return " ".join(words).capitalize() + "."

    def paragraph(self):
        sentences = [self.sentence() for _ in range(self.rng.randint(3, 6))]
        kind = self.rng.randrange(6)
        word = self.rng.choice(self.words)
        if kind == 0:
            sentences.insert(1, f"The *{word}* matters, and so does **{self.rng.choice(self.words)}**.")
        elif kind == 1:
            sentences.insert(1, f"Call `{word}()` first.")
        elif kind == 2:
            sentences.insert(1, f"See [{word}](https://example.org/{word}) for more.")
        elif kind == 3:
            other = self.rng.randrange(self.count)
            sentences.insert(1, f"See also [page {other}]({self.link(other)}).")
        return " ".join(sentences)

    def code(self):
        language = self.rng.choice(LANGUAGES)
        lines = [
            f"{'  ' * (i % 3)}let {self.rng.choice(self.words)} = {self.rng.choice(self.words)}({i}) < {i * 7} && true"
            for i in range(self.rng.randint(6, 12))
        ]
        return f"```{language}\n" + "\n".join(lines) + "\n```"

    def table(self):
        rows = [f"| {self.rng.choice(self.words)} | {self.rng.randrange(1000)} | {self.sentence(3, 6)} |" for _ in range(6)]
        return "| name | value | remark |\n| :--- | ---: | --- |\n" + "\n".join(rows)

    def listing(self):
        return "\n".join(f"- {self.sentence(4, 9)}" for _ in range(5))

    def section(self, number):
        parts = [f"## {self.sentence(2, 5)[:-1]}", self.paragraph(), self.paragraph()]
        if number == 1:
            parts.append(self.code())
        if number == 2:
            parts.append(self.table() if self.number % 3 == 0 else self.listing())
        return "\n\n".join(parts)

    def text(self):
        title = self.sentence(3, 6)[:-1]
        tags = ", ".join(sorted({f"tag-{self.rng.randrange(TAGS):02}" for _ in range(3)}))
        day = self.number % 28 + 1
        month = self.number // 28 % 12 + 1
        year = 2015 + self.number // 336 % 10
        head = f"---\ntitle: {title}\ndate: {year}-{month:02}-{day:02}\ntags: [{tags}]\n---\n"
        body = [self.paragraph()] + [self.section(i) for i in range(4)]
        if self.number % SEALED_EVERY == 0:
            premium = self.section(4)
            body.append(f"::: premium\n{premium}\n:::" if self.flavour == "sealpress" else premium)
        else:
            body.append(self.section(4))
        return head + "\n\n".join(body) + "\n"


def page_name(number):
    return f"page-{number:05}.md"


def generate(folder, count, seed=1):
    """Writes `folder/sealpress` and `folder/hugo` with `count` pages each; returns the mean size in bytes."""
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    words = vocabulary(random.Random(seed))
    total = 0
    for flavour in ("sealpress", "hugo"):
        articles = folder / flavour / "content" / "articles"
        articles.mkdir(parents=True)
        for number in range(count):
            text = Page(number, seed, words, count, flavour).text()
            (articles / page_name(number)).write_text(text, encoding="utf-8")
            total += len(text.encode())
        if flavour == "hugo":
            (articles / "_index.md").write_text("---\ntitle: Articles\n---\n", encoding="utf-8")
        (folder / flavour / "content" / ("index.md" if flavour == "sealpress" else "_index.md")).write_text(
            "---\ntitle: Benchmark\n---\nMany pages.\n", encoding="utf-8"
        )
    (folder / "sealpress" / "sealpress.yml").write_text(
        "site: {title: Benchmark, description: Many pages, baseURL: 'https://example.org/', language: en, timeZone: UTC}\n"
        "tiers:\n"
        "  - {id: basic, name: Basic, price: 5, currency: EUR, period: month, checkout: 'https://example.org/basic'}\n"
        "  - {id: premium, name: Premium, price: 15, currency: EUR, period: month, checkout: 'https://example.org/premium'}\n",
        encoding="utf-8",
    )
    members = "id,name,email,tier,courses,from,until,status,generation,source,note\n" + "".join(
        f"member-{i:04},Member {i},member{i}@example.org,{'premium' if i % 2 else 'basic'},,2025-01-01,,active,1,,\n"
        for i in range(1000)
    )
    (folder / "sealpress" / "members.csv").write_text(members, encoding="utf-8")
    return total / (2 * count)
