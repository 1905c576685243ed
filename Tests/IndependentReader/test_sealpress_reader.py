#!/usr/bin/env python3
"""Runs sealpress_reader.py over a small site: python3 -m unittest, from this folder."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import sealpress_format as fmt
from check_vectors import Build

HERE = pathlib.Path(__file__).resolve().parent
SECTION, SHUT, IMAGE, SMALL, LARGE = "1" * 32, "2" * 32, "3" * 32, "5" * 32, "6" * 32
PREMIUM, VIP = "tier:premium@2026-11", "tier:vip@2026-11"


class ReaderTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.site = pathlib.Path(folder.name) / "site"
        self.build = Build(bytes(range(32)))
        self.secret = self.build.member_secret("anna", 1)
        keys = self.build.grant_key(PREMIUM)
        bundle = (
            '{"member":"anna","tier":"premium","courses":[],"from":"2026-01-15","until":null,"status":"active",'
            f'"issued":1793491200,"grants":{{"{PREMIUM}":"{fmt.to_base64url(keys)}"}}}}'
        )
        self.write(
            fmt.bundle_path(self.secret),
            self.build.seal_bundle(self.secret, bundle.encode("ascii").ljust(1024, b" ")),
        )
        files = [f"/learn/_sealpress/sealed/{name}.bin" for name in (IMAGE, SMALL, LARGE)]
        section = (
            f'<p>Grüße <img data-sealed-src="{files[0]}" data-sealed-srcset="{files[1]} 480w, {files[2]} 960w" alt="">'
        )
        self.seal(SECTION, "text/html", PREMIUM, section.encode("utf-8"))
        self.seal(IMAGE, "image/png", PREMIUM, b"\x89PNG")
        self.seal(SMALL, "image/webp", PREMIUM, b"RIFF")
        self.seal(LARGE, "image/webp", PREMIUM, b"RIFF larger")
        self.seal(SHUT, "text/html", VIP, b"<p>Not for you")
        page = "".join(
            f'<sealpress-section src="{source}" tier="{tier}">Members only</sealpress-section>'
            for source, tier in [
                (f"/learn/_sealpress/sealed/{SECTION}.bin", "premium"),
                (f"../../_sealpress/sealed/{SHUT}.bin", "vip"),
                (f"_sealpress/sealed/{'4' * 32}.bin", "premium"),
                ("https://example.org/elsewhere.bin", "premium"),
            ]
        )
        self.write("articles/所有权/index.html", f"<!doctype html><title>x</title>{page}".encode("utf-8"))

    def write(self, path, data):
        (self.site / path).parent.mkdir(parents=True, exist_ok=True)
        (self.site / path).write_bytes(data)

    def seal(self, sealed_id, media_type, grant, plaintext):
        file = self.build.seal(sealed_id, media_type, [grant], plaintext)["file"]
        self.write(f"_sealpress/sealed/{sealed_id}.bin", file)

    def run_reader(self, code, *options):
        command = [sys.executable, str(HERE / "sealpress_reader.py"), str(self.site), "-", *options]
        result = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
        return result.returncode, json.loads(result.stdout), result.stdout

    def test_opens_what_the_member_may_read_and_says_what_stays_shut(self):
        code = fmt.print_code("unlockCode", self.secret)
        out = self.site.parent / "out"
        status, report, text = self.run_reader(code.lower() + "\n", "--out", str(out))
        self.assertEqual(status, 0)
        self.assertEqual(report["bundle"]["member"], "anna")
        self.assertEqual(report["bundle"]["grants"], [PREMIUM])
        self.assertNotIn(fmt.to_base64url(self.build.grant_key(PREMIUM)), text)
        self.assertEqual(
            [(e["kind"], e["id"]) for e in report["opened"]],
            [("section", SECTION), ("asset", IMAGE), ("asset", SMALL), ("asset", LARGE)],
        )
        self.assertTrue(report["opened"][0]["html"].startswith("<p>Grüße"))
        self.assertEqual(report["opened"][0]["page"], "articles/所有权/index.html")
        self.assertEqual(report["opened"][0]["length"], 1024)
        self.assertEqual((out / IMAGE).read_bytes(), b"\x89PNG")
        self.assertEqual([e["failure"] for e in report["shut"]], ["shut", "missing", "src"])
        self.assertEqual(report["shut"][0]["tier"], "vip")

    def test_opens_with_a_passphrase(self):
        settings = b'{"format":"sealpress-passphrase/1","salt":"%s","iterations":600000}\n'
        salt = self.build.derive("salt-passphrase", length=16)
        self.write(fmt.SETTINGS_PATH, settings % fmt.to_base64url(salt).encode("ascii"))
        secret = fmt.passphrase_secret("orchid lantern gravel compass", (salt, 600_000))
        bundle = (
            '{"member":"autumn","tier":"premium","courses":[],"from":null,"until":null,"status":"active",'
            f'"issued":1793491200,"grants":{{"{PREMIUM}":"{fmt.to_base64url(self.build.grant_key(PREMIUM))}"}}}}'
        )
        self.write(fmt.bundle_path(secret), self.build.seal_bundle(secret, bundle.encode("ascii").ljust(1024, b" ")))
        status, report, _ = self.run_reader(" Orchid-lantern GRAVEL compass\n", "--passphrase")
        self.assertEqual((status, report["bundle"]["member"]), (0, "autumn"))
        self.assertEqual([e["id"] for e in report["opened"]], [SECTION, IMAGE, SMALL, LARGE])
        for text, failure in [("orchid lantern gravel", "words"), ("orchid lantern gravel window", "missing")]:
            status, report, _ = self.run_reader(text, "--passphrase")
            self.assertEqual((status, report["failure"]), (1, failure))

    def test_says_which_file_is_damaged(self):
        path = self.site / f"_sealpress/sealed/{IMAGE}.bin"
        path.write_bytes(path.read_bytes()[:-1])
        _, report, _ = self.run_reader(fmt.print_code("unlockCode", self.secret))
        self.assertEqual([(e["id"], e["failure"]) for e in report["shut"] if e["kind"] == "asset"], [(IMAGE, "damaged")])

    def test_fails_without_a_bundle(self):
        for code, failure in [
            (fmt.print_code("unlockCode", self.build.member_secret("ben", 1)), "missing"),
            ("EJ0W", "length"),
            ("U", "symbol"),
        ]:
            status, report, _ = self.run_reader(code)
            self.assertEqual((status, report["failure"]), (1, failure))
            self.assertIsNone(report["bundle"])


if __name__ == "__main__":
    unittest.main()
