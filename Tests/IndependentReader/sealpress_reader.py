#!/usr/bin/env python3
"""Opens what a member of a Sealpress site may read, without a browser and without Sealpress.

    sealpress_reader.py SITE CODE [--passphrase] [--out FOLDER]

SITE is the folder of published files, CODE an unlock code or, with --passphrase, a passphrase (`-`
reads it from standard input). The bundle, every <sealpress-section> of every page, and every sealed image and file inside the sections
that open are read; what opened and what stayed shut goes to standard output as JSON. With --out,
every opened file is also written to FOLDER, under its id.

Exits with 0 when the bundle opened, 1 when it did not.
"""

import argparse
import contextlib
import hashlib
import json
import pathlib
import re
import sys
import tempfile
from html.parser import HTMLParser

from sealpress_format import (
    SETTINGS_PATH,
    Refusal,
    bundle_path,
    open_bundle,
    open_sealed_file,
    passphrase_secret,
    read_code,
    read_settings,
)

SEALED_PATH = re.compile(r"(?:^|.*/)_sealpress/sealed/([0-9a-f]{32})\.bin", re.DOTALL)


class References(HTMLParser):
    """Collects the sealed sections of a page, and the sealed assets of a section."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.sections = []
        self.assets = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "sealpress-section":
            self.sections.append((attributes.get("src") or "", attributes.get("tier")))
        for use in ("src", "poster", "href"):
            if attributes.get(f"data-sealed-{use}"):
                self.assets.append(attributes[f"data-sealed-{use}"])
        for candidate in (attributes.get("data-sealed-srcset") or "").split(", "):
            if candidate:
                self.assets.append(candidate.rsplit(" ", 1)[0])


class Site:
    def __init__(self, folder, held, out=None):
        self.folder = folder
        self.held = held
        self.out = out
        self.opened = []
        self.shut = []

    def read_pages(self):
        for path in sorted(self.folder.rglob("*.html")):
            page = path.relative_to(self.folder).as_posix()
            for source, tier in References(path.read_text("utf-8")).sections:
                self.read(source, {"page": page, "kind": "section", "tier": tier})

    def read(self, source, entry):
        match = SEALED_PATH.fullmatch(source)
        if not match:
            self.shut.append(entry | {"src": source, "failure": "src"})
            return
        entry = entry | {"id": match[1]}
        try:
            with (self.folder / "_sealpress/sealed" / f"{match[1]}.bin").open("rb") as file:
                media_type, plaintext, facts = self.open(file, match[1])
        except FileNotFoundError:
            self.shut.append(entry | {"failure": "missing"})
            return
        except Refusal as refusal:
            self.shut.append(entry | {"failure": refusal.failure, "detail": refusal.detail})
            return
        entry |= facts
        if media_type != "text/html":
            self.opened.append(entry)
            return
        html = plaintext.decode("utf-8", "replace").rstrip(" ")
        self.opened.append(entry | {"html": html})
        if entry["kind"] == "section":
            for asset in References(html).assets:
                self.read(asset, {"page": entry["page"], "kind": "asset", "section": match[1]})

    def open(self, file, sealed_id):
        """Opens a file a piece at a time: a film may be larger than memory. HTML alone is kept."""
        media_type, pieces, grant = open_sealed_file(file, sealed_id, self.held)
        digest, length, kept = hashlib.sha256(), 0, []
        with contextlib.ExitStack() as stack:
            copy = None
            if self.out:
                # Under its name only when it is whole.
                copy = stack.enter_context(tempfile.NamedTemporaryFile(dir=self.out, delete=False))
                stack.callback(lambda: pathlib.Path(copy.name).unlink(missing_ok=True))
            for piece in pieces:
                digest.update(piece)
                length += len(piece)
                if media_type == "text/html":
                    kept.append(piece)
                if copy:
                    copy.write(piece)
            if copy:
                copy.close()
                pathlib.Path(copy.name).replace(self.out / sealed_id)
        facts = {"type": media_type, "grant": grant, "length": length, "sha256": digest.hexdigest()}
        return media_type, b"".join(kept), facts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("code", help="an unlock code, or - for standard input")
    parser.add_argument("--passphrase", action="store_true", help="CODE is a passphrase")
    parser.add_argument("--out", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.site.is_dir():
        parser.error(f"{arguments.site} is not a folder")
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
    code = sys.stdin.read() if arguments.code == "-" else arguments.code

    report = {"bundle": None, "failure": None, "opened": [], "shut": []}
    try:
        if arguments.passphrase:
            settings = read_settings((arguments.site / SETTINGS_PATH).read_bytes())
            secret = passphrase_secret(code, settings)
        else:
            secret = read_code("unlockCode", code)
        path = bundle_path(secret)
        report["path"] = path
        bundle = open_bundle((arguments.site / path).read_bytes(), secret)
    except FileNotFoundError:
        report["failure"] = "missing"
    except Refusal as refusal:
        report["failure"] = refusal.failure
    else:
        site = Site(arguments.site, bundle["grants"], arguments.out)
        site.read_pages()
        # The keys themselves stay out of the report.
        report["bundle"] = bundle | {"grants": list(bundle["grants"])}
        report["opened"] = site.opened
        report["shut"] = site.shut
    json.dump(report, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 1 if report["failure"] else 0


if __name__ == "__main__":
    sys.exit(main())
