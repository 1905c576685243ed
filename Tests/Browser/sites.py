"""The site under test: a copy of an author's folder with an article and members of its own.

It is built for today and for next month, when the keys of today are out of date; and all that once more
with a folder added to its address, since a site may stand at the root of a host or below it.
"""

import datetime
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PASSPHRASE = "orchid lantern gravel übung"
ARTICLE = """---
title: Reader check
date: {date}
---
Everyone reads this.

## First

::: {low}
The lower tier opens this part of the check.
:::

::: {high}
## Sealed heading

The upper tier opens this other part of it. Quokkas live here.

### Sealed child

![A gradient](gradient.png)

[The notes](notes.txt)

{filler}

## Deep heading

The last words of the sealed part.
:::

## Last

Everyone reads the end.
"""
PICTURES = """---
title: Picture check
date: {date}
---
![A wide one](wide.png "Its caption")

One.

![First](wide.png "In the gallery")
![Second](tall.png)

::: {low}
The sealed ones.

{filler}

![A sealed one](sealed.png)

![Third](sealed.png "Sealed, too")
![Fourth](sealed.png)
:::
"""
CODE = """---
title: Code check
date: {date}
---
```swift title="main.swift" numbers=9 lines=2-3
let open = 1

let more = 2
```

::: {low}
```swift
let sealed = 2
```
:::
"""


@dataclass
class Site:
    """A built site and what the cases need to know of it."""

    root: Path
    program: str
    folder: Path
    later: Path
    replaced: Path
    counted: Path
    base: str
    config: dict
    low: dict
    high: dict
    codes: dict
    article: str
    coded: str
    pictured: str
    unlock: str
    member: str
    search: str
    lessons: list
    chinese: list
    outline: dict

    @property
    def lesson(self):
        """The first lesson of the course that is sold."""
        return self.outline["lessons"][0]

    def advice(self, **changes):
        """Advice with all that it can have."""
        course, (first, second, third) = self.outline, self.outline["lessons"][:3]
        return {
            "policy": "slate-2026-11-21",
            "lessons": [
                {"route": second["route"], "title": second["title"], "reason": "continuesCourse", "because": first["title"]},
                {"route": third["route"], "title": "Quoted \"third\"", "reason": "popular"}],
            "progress": [
                {"course": course["id"], "title": course["title"], "route": course["route"], "completed": 1,
                 "lessons": len(course["lessons"]), "next": second["route"], "nextTitle": second["title"]}],
            "offer": {"id": "spring", "kind": "promotion", "title": "Spring offer", "text": "Three months for two.",
                      "url": "https://pay.example/spring", "price": "12 EUR", "until": "2099-12-01"},
            "standing": {"points": 12.5, "rank": 1, "members": 2},
            "arms": {"price-test": "low"},
        } | changes


def encode(secret):
    """The unlock code of 16 bytes, as design and docs/content/internals/format.md have it."""
    check = hashlib.sha256(b"sealpress/1/code" + secret).digest()
    bits = int.from_bytes(secret + check[:2], "big") >> 4
    symbols = "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(28)))
    return "-".join(symbols[start:start + 4] for start in range(0, 28, 4))


def read_module(file):
    return json.loads(file.read_text().strip().removeprefix("export default").rstrip(";\n"))


def asset(folder, plain):
    """Where a file of the theme is, whose name has a fingerprint: `reader/code.3f9c2a1b.js` for `reader/code.js`."""
    name, _, ending = plain.rpartition(".")
    [found] = [file for file in (folder / "_sealpress").glob(f"{name}.*.{ending}")
               if re.fullmatch(r"[0-9a-f]{8}", file.name.split(".")[-2])]
    return found


def with_assets(script, site):
    """A script in which `ASSET(reader/code.js)` is the address of that file."""
    return re.sub(r"ASSET\(([^)]+)\)",
                  lambda match: site.base + asset(site.folder, match[1]).relative_to(site.folder).as_posix(), script)


def read_config(folder):
    """What the reader knows of the site, with the words of all languages."""
    reader = folder / "_sealpress/reader"
    config = read_module(reader / "config.js")
    words = {language: {key: text for part in ("words", "unlock-words", "home-words", "study-words", "search-words")
                        for key, text in read_module(asset(folder, f"reader/{part}-{language}.js")).items()}
             for language in config["languages"]}
    return config | {"strings": words}


def pages(folder):
    """Every page as its path below the base, with its text; not those at old addresses, which lead on at once."""
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        text = file.read_text()
        if '<meta http-equiv="refresh"' not in text:
            yield path.removesuffix("index.html"), text


def prepare(options, scratch, below=""):
    """Builds the copies below `scratch`, with `below` added to the site's address.

    options: `root` (the author's folder), `site` (as it was built), `sealpress` (the program)
    """
    root = scratch / "root"
    shutil.copytree(
        options["root"], root,
        ignore=shutil.ignore_patterns(Path(options["site"]).name, ".git", ".build", ".sealpress"))
    settings = root / "sealpress.yml"
    if below:
        settings.write_text(re.sub(r'(baseURL:\s*"?[^"\s,}]+)', r"\1" + below, settings.read_text()))
    config = read_config(Path(options["site"]))
    low, high = config["tiers"][0], config["tiers"][-1]
    settings.write_text(settings.read_text().replace(
        "id: %s," % low["id"], "id: %s, passphrase: browser-class," % low["id"], 1))
    # Cases say themselves whom they advise, and of what.
    settings.write_text(re.sub(r"(?m)^offers:\n(?: .*\n)+", "", settings.read_text()))
    words = root / "passphrases.txt"
    words.write_text(f"browser-class: {PASSPHRASE}\n")
    words.chmod(0o600)
    today = datetime.date.today()

    article = root / "content/articles/reader-check"
    article.mkdir(parents=True)
    (article / "index.md").write_text(ARTICLE.format(
        date=today, low=low["id"], high=high["id"], filler="One more paragraph.\n\n" * 60))
    (root / "content/articles/code-check.md").write_text(CODE.format(date=today, low=low["id"]))
    (article / "gradient.png").write_bytes(gradient())
    pictures = root / "content/articles/picture-check"
    pictures.mkdir()
    (pictures / "index.md").write_text(PICTURES.format(date=today, low=low["id"], filler="One more paragraph.\n\n" * 60))
    for name, size in [("wide", (1500, 1000)), ("tall", (500, 800)), ("sealed", (1500, 1000))]:
        (pictures / f"{name}.png").write_bytes(gradient(*size, level=1))
    (article / "notes.txt").write_text("These notes are for members.\n" * 5000)

    def sealpress(*arguments):
        command = [options["sealpress"], *arguments, "--root", str(root)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def days(count):
        return (today + datetime.timedelta(days=count)).isoformat()

    on_sale = next((course for course in config["courses"] if course["price"]), None)
    members = {
        "browser-high": ["--tier", high["id"]],
        "browser-low": ["--tier", low["id"]],
        "browser-lapsed": ["--tier", high["id"], "--from", days(-90), "--until", days(-2)],
        "browser-lapsing": ["--tier", high["id"], "--until", days(10)],
    }
    if on_sale:
        members["browser-course"] = ["--course", on_sale["id"]]
    for member, arguments in members.items():
        sealpress("members", "add", member, *arguments)
    code = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}\b")
    codes = {
        member.removeprefix("browser-"): code.search(sealpress("members", "code", member))[0]
        for member in members
    }
    codes["unknown"] = encode(os.urandom(16))

    folders = []
    quiet = settings.read_text()
    counting = re.sub(r"beacon: \w+", "beacon: true", quiet)
    for name, date, text in [("first", days(0), quiet), ("counted", days(0), counting), ("later", days(35), quiet)]:
        settings.write_text(text)
        sealpress("build", "--date", date, "--output", str(root / "site"), "--quiet")
        folders.append(scratch / name)
        shutil.copytree(root / "site", folders[-1])
    # The same day under a new root key, while the old codes still work.
    sealpress("keys", "replace", "--date", days(35), "--quiet")
    sealpress("build", "--date", days(35), "--output", str(root / "site"), "--quiet")
    folders.append(scratch / "replaced")
    shutil.copytree(root / "site", folders[-1])
    folder = folders[0]
    texts = dict(pages(folder))
    course = on_sale["url"].removeprefix(config["base"]) if on_sale else None
    config = read_config(folder)
    outlines = read_module(folder / "_sealpress/reader/courses.js")
    return Site(
        root=root, program=options["sealpress"],
        folder=folder, counted=folders[1], later=folders[2], replaced=folders[3], base=config["base"], config=config, low=low, high=high,
        codes=codes,
        article=next(path for path in texts if path.endswith("reader-check/")),
        coded=next(path for path in texts if path.endswith("code-check/")),
        pictured=next(path for path in texts if path.endswith("picture-check/")),
        unlock=next(path for path, text in texts.items() if "data-unlock-form" in text),
        member=next(path for path, text in texts.items() if "data-member-home" in text),
        outline=next(each for each in outlines if on_sale and each["id"] == on_sale["id"]) if on_sale else outlines[0],
        search=next(path for path, text in texts.items() if "data-search-more" in text),
        lessons=[path for path, text in texts.items()
                 if course and path.startswith(course) and "<sealpress-section" in text],
        chinese=[path for path, text in texts.items()
                 if '<html lang="zh' in text and "<sealpress-section" in text],
    )


def gradient(width=320, height=200, level=0):
    """A PNG larger than one chunk of a sealed file unless it is compressed, without any library."""
    rows = b"".join(
        b"\0" + bytes(value for x in range(width) for value in (x * 255 // width, y % 256, 128))
        for y in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(rows, level)) + chunk(b"IEND", b""))
