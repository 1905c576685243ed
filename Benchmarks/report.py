"""docs/content/internals/benchmarks.md, a section to each benchmark: whoever measures writes its own and leaves the others alone.

Sections stand between comments that name them, in the order in which they were first written.
"""

import os
import pathlib
import platform
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/content/internals/benchmarks.md"
PREFACE = """# Benchmarks

Made by `make bench`, each section by its own script in `Benchmarks/`. Absolute times are of the machine named;
compare the ratios, which are of one run.
"""


def machine():
    """Cores and processor, for the sentence that begins a section."""
    cpu = platform.processor()
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        cpu = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), cpu)
    return f"{os.cpu_count()} cores ({cpu})"


def kept():
    """Whether this run is to be written down: one cut short by PAGES, LINES or REPEATS is not."""
    return not {"PAGES", "LINES", "REPEATS"} & os.environ.keys()


def write(name, text):
    """Puts `text`, Markdown with headings of the second level, in place of the section `name`, or at the end."""
    begin, end = f"<!-- {name}: made by make bench -->", f"<!-- end of {name} -->"
    section = f"{begin}\n\n{text.strip()}\n\n{end}"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else PREFACE
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(page):
        page = pattern.sub(lambda _: section, page)
    else:
        page = page.rstrip("\n") + "\n\n" + section + "\n"
    PAGE.write_text(page, encoding="utf-8")
    print(f"bench: wrote the section '{name}' of {PAGE.relative_to(ROOT)}")
