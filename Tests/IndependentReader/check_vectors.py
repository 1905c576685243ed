#!/usr/bin/env python3
"""Checks the known answers of Tests/SealingTests/Vectors against docs/content/internals/format.md, independently.

    check_vectors.py [--vectors FOLDER] [--record]

The derivations and the sealing that only a build does are written here a second time, from the
document; the reading is sealpress_format.py's. --record writes forged.json: files that are
authentic, made with the right keys, and that a reader must refuse all the same. The Swift
implementation cannot make those, but checks them.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import re
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

import sealpress_format as fmt
from sealpress_format import CHUNK, TAG, ZERO_NONCE, Refusal, hkdf, nfc, to_base64url

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "SealingTests" / "Vectors"


# --- The build's side of the format ----------------------------------------------------------------


def b2(key, parts, length):
    hasher = hashlib.blake2b(key=key, digest_size=length)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def padme(length):
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    unit = 1 << low_bits
    return -(-length // unit) * unit


class Build:
    def __init__(self, root_key):
        self.root = root_key

    def derive(self, label, *parts, length):
        return b2(self.root, [b"sealpress/1", nfc(label), *map(nfc, parts)], length)

    def grant_key(self, name):
        return self.derive("grant", *name.split("@"), length=32)

    def held(self, names):
        return {name: self.grant_key(name) for name in names}

    def member_secret(self, member, generation):
        return self.derive("member", member, str(generation), length=16)

    def signing_key(self):
        return Ed25519PrivateKey.from_private_bytes(self.derive("sign", length=32))

    def key_id(self):
        return self.derive("sign-id", length=16)[:8]

    def content_key(self, sealed_id, media_type, grants, padded):
        names = "\n".join(sorted(grants)).encode("ascii")
        key = self.derive("content", length=32)
        return b2(key, [sealed_id.encode("ascii"), media_type.encode("ascii"), names, padded], 32)

    def sealed_salt(self, content_key):
        return b2(self.derive("salt-sealed", length=32), [content_key], 16)

    def header(self, sealed_id, media_type, salt, grants, content_key):
        wraps = []
        for name in sorted(grants):
            key = hkdf(self.grant_key(name), salt, b"sealpress/1 wrap\n" + name.encode("ascii"), 32)
            wrap = AESGCM(key).encrypt(ZERO_NONCE, content_key, sealed_id.encode("ascii"))
            wraps.append(f'"{name}":"{to_base64url(wrap)}"')
        return (
            "sealpress-sealed/1\n"
            f'{{"id":"{sealed_id}","type":"{media_type}","salt":"{to_base64url(salt)}",'
            f'"grants":{{{",".join(wraps)}}}}}\n'
        ).encode("ascii")

    def seal(self, sealed_id, media_type, grants, plaintext, edit=lambda header: header):
        """Seals; returns every value on the way. `edit` forges the header before it is authenticated."""
        padded = plaintext
        if media_type == "text/html":
            padded = plaintext.ljust(padme(max(len(plaintext), 1024)), b" ")
        content_key = self.content_key(sealed_id, media_type, grants, padded)
        salt = self.sealed_salt(content_key)
        header = edit(self.header(sealed_id, media_type, salt, grants, content_key))
        payload_key = fmt.payload_key(content_key, salt, header)
        pieces = [padded[start : start + CHUNK] for start in range(0, len(padded), CHUNK)] or [b""]
        chunks = [
            AESGCM(payload_key).encrypt(fmt.chunk_nonce(index, index == len(pieces) - 1), piece, None)
            for index, piece in enumerate(pieces)
        ]
        return {
            "padded": padded,
            "contentKey": content_key.hex(),
            "salt": salt.hex(),
            "payloadKey": payload_key.hex(),
            "header": header,
            "chunks": chunks,
            "file": header + b"".join(chunks),
        }

    def seal_bundle(self, secret, padded):
        salt = b2(self.derive("salt-bundle", length=32), [padded], 16)
        lines = f'sealpress-bundle/1\n{{"salt":"{to_base64url(salt)}"}}\n'.encode("ascii")
        key = hkdf(secret, salt, b"sealpress/1 bundle-key", 32)
        return lines + AESGCM(key).encrypt(ZERO_NONCE, padded, lines)

    def private_key(self, name, salt):
        return b2(self.root, [b"sealpress/1", b"private", name.encode("ascii"), salt], 32)

    def private_salt(self, name, padded):
        return b2(self.derive("salt-private", length=32), [name.encode("ascii"), padded], 16)

    def seal_private(self, name, plaintext):
        padded = plaintext + b"\x80"
        padded = padded.ljust(padme(max(len(padded), 4096)), b"\0")
        salt = self.private_salt(name, padded)
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        header = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, self.private_key(name, salt))
        pieces = [padded[start : start + CHUNK] for start in range(0, len(padded), CHUNK)]
        tags = [sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE] * (len(pieces) - 1)
        tags.append(sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        chunks = [
            sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, None, tag)
            for piece, tag in zip(pieces, tags)
        ]
        line = f'{{"name":"{name}","salt":"{to_base64url(salt)}"}}\n'
        return b"sealpress-private/1\n" + line.encode("ascii") + header + b"".join(chunks)

    def open_private(self, data, name):
        start = fmt.first_line(data, "sealpress-private")
        match = PRIVATE_HEADER.match(data, start)
        salt = fmt.from_base64url(match[2].decode("ascii"), 16) if match else None
        if salt is None:
            raise Refusal("header")
        if match[1].decode("ascii") != name:
            raise Refusal("id")
        header, rest = data[match.end() : match.end() + 24], data[match.end() + 24 :]
        if len(header) < 24:
            raise Refusal("damaged")
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, self.private_key(name, salt))
        padded = b""
        for start in range(0, max(len(rest), 1), CHUNK + 17):
            chunk = rest[start : start + CHUNK + 17]
            is_last = start + CHUNK + 17 >= len(rest)
            try:
                piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, None)
            except (CryptoError, ValueError):
                raise Refusal("damaged") from None
            if tag != (
                sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
                if is_last
                else sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
            ):
                raise Refusal("damaged", "tag")
            padded += piece
        plaintext = padded.rstrip(b"\0")
        if (
            self.private_salt(name, padded) != salt
            or not plaintext.endswith(b"\x80")
            or len(padded) != padme(max(len(plaintext), 4096))
        ):
            raise Refusal("contents")
        return plaintext[:-1]


PRIVATE_HEADER = re.compile(rb'\{"name":"([a-z0-9.-]{1,255})","salt":"([A-Za-z0-9_-]{22})"\}\n')


def pattern(count):
    return bytes((i ^ i >> 8 ^ i >> 16) & 255 for i in range(count))


# --- The checks ------------------------------------------------------------------------------------


ADVICE = (
    '"advice":{"policy":"slate-1","lessons":[{"route":"/a/","title":"A","reason":"similar","because":"B"}],'
    '"progress":[{"course":"a","title":"A","route":"/a/","completed":1,"lessons":2,"next":"/a/b/","nextTitle":"B"}],'
    '"offer":{"id":"up","kind":"upgrade","title":"T","text":"U","url":"https://example.org/","price":"1","until":"2026-12-01"},'
    '"standing":{"points":12.5,"rank":1,"members":2},"arms":{"price":"low"}}'
)


def advice_edits():
    """Names, and what to replace by what in ADVICE, so that it is refused."""
    long_text = "x" * 2001
    lesson = '{"route":"/a/","title":"A","reason":"similar","because":"B"}'
    course = '{"course":"a","title":"A","route":"/a/","completed":1,"lessons":2,"next":"/a/b/","nextTitle":"B"}'
    arms = ",".join(f'"e{number}":"a"' for number in range(10, 61))
    return [
        ("nothing in it", ADVICE, '"advice":{}'),
        ("an unknown field", '"standing"', '"more":1,"standing"'),
        (
            "fields in another order",
            '"text":"U","url":"https://example.org/"',
            '"url":"https://example.org/","text":"U"',
        ),
        ("lessons without a policy", '"policy":"slate-1",', ""),
        ("no lessons for its policy", f',"lessons":[{lesson}]', ""),
        ("an empty list of lessons", lesson, ""),
        ("21 lessons", lesson, ",".join([lesson] * 21)),
        ("101 courses", course, ",".join([course] * 101)),
        ("51 arms", '"price":"low"', arms),
        ("no arms", '"price":"low"', ""),
        ("arms out of order", '"price":"low"', '"price":"low","a":"b"'),
        ("an arm twice", '"price":"low"', '"price":"low","price":"low"'),
        ("an experiment of digits", '"price":"low"', '"1":"low"'),
        ("a policy with a space", "slate-1", "slate 1"),
        ("a policy of 61 characters", "slate-1", "s" * 61),
        ("an unknown reason", '"similar"', '"random"'),
        ("a page that is popular because of another", '"similar"', '"popular"'),
        ("an unknown field in a lesson", '"because":"B"', '"because":"B","more":1'),
        ("a route without a slash at its end", '"/a/"', '"/a"'),
        ("a route to another host", '"/a/"', '"//a/"'),
        ("a route with a query", '"/a/"', '"/?a/"'),
        ("a route that is a whole address", '"/a/"', '"https://example.org/"'),
        ("an empty text", '"T"', '""'),
        ("a text of 2,001 bytes", '"T"', f'"{long_text}"'),
        ("a control character", '"T"', '"T\u007f"'),
        ("a line feed", '"T"', '"T\n"'),
        ("an escaped line feed", '"T"', '"T\\n"'),
        ("an escape that is not needed", '"T"', '"\\u0054"'),
        ("an escaped slash", "https://", "https:\\/\\/"),
        ("bytes that are no UTF-8", '"T"', '"\udcc3"'),
        ("an unknown kind of offer", '"upgrade"', '"gift"'),
        ("an offer without a title", '"title":"T",', ""),
        ("an offer that runs a script", "https://example.org/", "javascript:alert(1)"),
        ("an offer until a day that does not exist", "2026-12-01", "2026-11-31"),
        ("a null", '"text":"U"', '"text":null'),
        ("points with a zero at the end", "12.5", "12.50"),
        ("points with three decimals", "12.5", "12.505"),
        ("points with an exponent", "12.5", "1.25e1"),
        ("points with a leading zero", "12.5", "012.5"),
        ("too many points", "12.5", "1000000000000"),
        ("a rank below all", '"rank":1', '"rank":3'),
        ("no rank", '"rank":1', '"rank":0'),
        ("more lessons done than there are", '"completed":1', '"completed":3'),
        ("a course without lessons", '"completed":1,"lessons":2', '"completed":0,"lessons":0'),
        ("a next lesson without a title", ',"nextTitle":"B"', ""),
        ("a space", '"points":', '"points": '),
    ]


class Checks:
    def __init__(self, folder):
        self.folder = folder
        self.passed = 0
        self.failed = []

    def read(self, name):
        return json.loads((self.folder / name).read_text("utf-8"))

    def equal(self, what, found, expected):
        if found == expected:
            self.passed += 1
        else:
            self.failed.append(f"{what}: {found!r} is not {expected!r}")

    def refused(self, what, expected, action):
        try:
            action()
        except Refusal as refusal:
            self.equal(what, refusal.failure, expected)
        else:
            self.failed.append(f"{what}: accepted")

    def keys(self):
        document = self.read("keys.json")
        root = bytes.fromhex(document["rootKey"])
        build = Build(root)
        self.equal("root key", fmt.print_code("rootKey", root), document["printedRootKey"])
        for case in document["grantKeys"]:
            name = f"{case['grant']}@{case['epoch']}"
            self.equal(name, build.grant_key(name).hex(), case["key"])
        for case in document["members"]:
            secret = build.member_secret(case["id"], case["generation"])
            self.equal(case["id"], secret.hex(), case["secret"])
            self.equal(case["id"], fmt.print_code("unlockCode", secret), case["code"])
            self.equal(case["id"], fmt.bundle_id(secret), case["bundleID"])
            self.equal(case["id"], fmt.beacon_id(secret), case["beaconID"])
            self.equal(case["id"], fmt.bundle_path(secret), case["bundlePath"])
        for case in document["sections"]:
            sealed_id = build.derive("id", "section", case["route"], case["section"], length=16)
            self.equal(case["route"], sealed_id.hex(), case["id"])
        for case in document["assets"]:
            self.equal(case["path"], build.derive("id", "asset", case["path"], length=16).hex(), case["id"])
        self.equal("public key", self.public_key(build), document["publicKey"])
        self.equal("key id", build.key_id()[::-1].hex().upper(), document["publicKeyID"])

    def public_key(self, build):
        raw = build.signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(b"Ed" + build.key_id() + raw).decode("ascii")

    def codes(self):
        document = self.read("codes.json")
        for case in document["accepted"]:
            self.equal(case["text"], fmt.read_code(case["kind"], case["text"]).hex(), case["secret"])
        for case in document["refused"]:
            self.refused(case["text"], case["failure"], lambda: fmt.read_code(case["kind"], case["text"]))

    def passphrases(self):
        document = self.read("passphrases.json")
        build = Build(bytes.fromhex(document["rootKey"]))
        file = document["settingsFile"].encode("ascii")
        settings = fmt.read_settings(file)
        self.equal("settings", settings, (bytes.fromhex(document["salt"]), document["iterations"]))
        self.equal("salt", build.derive("salt-passphrase", length=16), settings[0])
        for case in document["accepted"]:
            secret = fmt.passphrase_secret(case["text"], settings)
            self.equal(case["text"], secret.hex(), case["secret"])
            self.equal(case["text"], fmt.bundle_id(secret), case["bundleID"])
        for case in document["refused"]:
            self.refused(case["text"], case["failure"], lambda: fmt.read_passphrase(case["text"]))
        for end in range(len(file)):
            try:
                fmt.read_settings(file[:end])
            except Refusal:
                self.passed += 1
            else:
                self.failed.append(f"settings cut to {end} bytes: accepted")

    def private(self):
        document = self.read("private.json")
        build = Build(bytes.fromhex(document["rootKey"]))
        for case in document["cases"]:
            name = f"{case['name']} of {case['pattern']}"
            data = base64.b64decode(case["file"])
            plaintext = pattern(case["pattern"])
            self.equal(name, build.open_private(data, case["name"]), plaintext)
            made = build.seal_private(case["name"], plaintext)
            self.equal(f"{name} length", len(made), len(data))
            self.equal(f"{name} lines", made.splitlines()[:2], data.splitlines()[:2])
            self.equal(f"{name} salt", case["salt"] in data[:200].decode("latin-1"), True)
            self.equal(f"{name} anew", build.open_private(made, case["name"]), plaintext)
        for case in document["refused"]:
            data = base64.b64decode(case["file"])
            self.refused(case["what"], case["failure"], lambda: build.open_private(data, case["name"]))

    def sealed(self):
        document = self.read("sealed.json")
        build = Build(bytes.fromhex(document["rootKey"]))
        files = {}
        for case in document["cases"]:
            name = case["name"]
            plaintext = case["text"].encode("utf-8") if "text" in case else pattern(case["pattern"])
            made = build.seal(case["id"], case["type"], case["grants"], plaintext)
            files[name] = made | {"grants": case["grants"], "id": case["id"]}
            for key in ("contentKey", "salt", "payloadKey"):
                self.equal(f"{name} {key}", made[key], case[key])
            self.equal(f"{name} header", made["header"].decode("ascii"), case["header"])
            self.equal(f"{name} padded", len(made["padded"]), case["paddedCount"])
            self.equal(f"{name} file", hashlib.sha256(made["file"]).hexdigest(), case["sha256"])
            file = made["file"]
            if "file" in case:
                file = base64.b64decode(case["file"])
                self.equal(f"{name} bytes", file, made["file"])
            for grant in case["grants"]:
                opened = fmt.open_sealed(file, case["id"], build.held([grant]))
                self.equal(f"{name} by {grant}", opened, (case["type"], made["padded"], grant))
        return files

    def bundles(self):
        document = self.read("bundles.json")
        build = Build(bytes.fromhex(document["rootKey"]))
        for case in document["cases"]:
            name = case["name"]
            secret = fmt.read_code("unlockCode", case["code"])
            file = base64.b64decode(case["file"])
            padded = case["plaintext"].encode("utf-8").ljust(case["paddedCount"], b" ")
            self.equal(f"{name} secret", secret, build.member_secret(case["member"], 1))
            self.equal(f"{name} path", fmt.bundle_path(secret), case["path"])
            self.equal(f"{name} plaintext", fmt.open_bundle_plaintext(file, secret), padded)
            self.equal(f"{name} file", build.seal_bundle(secret, padded), file)
            fields = ("member", "tier", "courses", "from", "until", "status", "issued")
            expected = {field: case.get(field) for field in fields}
            parsed = json.loads(case["plaintext"])
            held = {"grants": build.held(case["grants"])}
            advice = {"advice": json.loads(case["advice"])} if "advice" in case else {}
            self.equal(name, fmt.open_bundle(file, secret), expected | held | advice)
            self.equal(f"{name} advice", case["plaintext"].partition(',"advice":')[2][:-1], case.get("advice", ""))
            self.equal(f"{name} as JSON", {field: parsed[field] for field in fields}, expected)
        padded_counts = {case["paddedCount"] for case in document["cases"]}
        longest = max(len(case["plaintext"].encode("utf-8")) for case in document["cases"])
        self.equal("bundle padding", padded_counts, {-(-longest // 1024) * 1024})

    def signature(self):
        document = self.read("signature.json")
        build = Build(bytes.fromhex(document["rootKey"]))
        key = document["publicKeyFile"]
        data = document["file"].encode("utf-8")
        self.equal("public key file", key.splitlines()[1], self.public_key(build))
        comment = fmt.verify_signature(key, data, document["signature"])
        self.equal("trusted comment", comment, document["trustedComment"])
        signature = build.signing_key().sign(hashlib.blake2b(data, digest_size=64).digest())
        self.equal("signature", base64.b64decode(document["signature"].splitlines()[1])[10:], signature)
        for case in document["refusals"]:
            self.refused(
                case["name"],
                case["failure"],
                lambda: fmt.verify_signature(key, case["file"].encode("utf-8"), case["signature"]),
            )

    def refusals(self, name, files):
        document = self.read(name)
        build = Build(bytes.fromhex(document["rootKey"]))
        for case in document["sealed"]:
            if "of" in case:
                base = files[case["of"]]
                data = base["header"] + b"".join(base["chunks"][index] for index in case["chunks"])
                data += bytes.fromhex(case.get("tail", ""))
            else:
                data = base64.b64decode(case["file"])
            held = build.held(case["held"])
            self.refused(case["name"], case["failure"], lambda: fmt.open_sealed(data, case["id"], held))
        for case in document["bundles"]:
            secret = fmt.read_code("unlockCode", case["code"])
            data = base64.b64decode(case["file"])
            self.refused(case["name"], case["failure"], lambda: fmt.open_bundle(data, secret))

    # --- Forged files ------------------------------------------------------------------------------

    def forged(self, files):
        """Files that carry valid tags and break another rule."""
        root = bytes(range(32))
        build = Build(root)
        base = files["asset-65537"]
        key = bytes.fromhex(base["payloadKey"])
        tail = AESGCM(key).encrypt(fmt.chunk_nonce(1, True), b"", None)
        # The tag is right: only the rule about empty chunks stands against it.
        self.equal("empty last chunk", AESGCM(key).decrypt(fmt.chunk_nonce(1, True), tail, None), b"")
        sealed = [
            {
                "name": "damaged: an empty last chunk after a full one",
                "failure": "damaged",
                "id": base["id"],
                "held": base["grants"],
                "of": "asset-65537",
                "chunks": [0],
                "tail": tail.hex(),
            }
        ]
        grant = "tier:premium@2026-11"
        edits = [
            ("a space after a colon", b'"id":', b'"id": '),
            ("an unknown field", b'"grants":', b'"more":1,"grants":'),
            ("an escaped slash", b"text/plain", b"text\\/plain"),
            ("a grant for someone else without an epoch", b"}}", b',"tier:vip":"' + b"A" * 64 + b'"}}'),
        ]
        for name, old, new in edits:
            made = build.seal(
                base["id"], "text/plain", [grant], b"Authentic.\n", lambda header: header.replace(old, new)
            )
            sealed.append(
                {
                    "name": f"header: authentic, with {name}",
                    "failure": "header",
                    "id": base["id"],
                    "held": [grant],
                    "file": base64.b64encode(made["file"]).decode("ascii"),
                }
            )
        secret = build.member_secret("anna", 1)
        key_text = to_base64url(build.grant_key(grant))
        good = (
            '{"member":"anna","tier":"premium","courses":["a","b"],"from":"2026-01-15","until":null,'
            '"status":"active","issued":1793491200,"grants":{"' + grant + '":"' + key_text + '"}}'
        )
        fmt.read_bundle_plaintext(good.encode("ascii"))
        edits = [
            ("an unknown status", "active", "paused"),
            ("courses out of order", '["a","b"]', '["b","a"]'),
            ("a course twice", '["a","b"]', '["a","a"]'),
            ("a day that does not exist", "2026-01-15", "2026-02-30"),
            ("an escape", '"anna"', '"\\u0061nna"'),
            ("an upper-case id", '"anna"', '"Anna"'),
            ("an empty tier", '"premium"', '""'),
            ("a number with an exponent", "1793491200", "1e9"),
            ("a number with a leading zero", "1793491200", "01793491200"),
            ("a negative number", "1793491200", "-1"),
            ("a number beyond 2^53", "1793491200", "9007199254740992"),
            ("a missing field", '"until":null,', ""),
            ("fields in another order", '"tier":"premium","courses":["a","b"]', '"courses":["a","b"],"tier":"premium"'),
            ("a space", '"tier":', '"tier": '),
            ("a key of 31 bytes", key_text, key_text[:42]),
            ("a key with spare bits", key_text, key_text[:-1] + chr(ord(key_text[-1]) + 1)),
            ("a grant twice", '}}', f',"{grant}":"{key_text}"}}}}'),
            ("grants out of order", '}}', f',"tier:basic@2026-11":"{key_text}"}}}}'),
            ("a newline as padding", "}}", "}}\n"),
            ("something after it", "}}", "}} {}"),
            ("nothing in it", good, ""),
        ]
        advised = good[:-1] + "," + ADVICE + "}"
        fmt.read_bundle_plaintext(advised.encode("utf-8"))
        forgeries = [(name, good, old, new) for name, old, new in edits]
        forgeries += [(f"advice with {name}", advised, old, new) for name, old, new in advice_edits()]
        bundles = []
        for name, right, old, new in forgeries:
            plaintext = right.replace(old, new, 1)
            assert plaintext != right, name
            # Half of a letter cannot be written as text.
            encoded = plaintext.encode("utf-8", "surrogateescape")
            file = build.seal_bundle(secret, encoded.ljust(max(1, -(-len(encoded) // 1024)) * 1024, b" "))
            bundles.append(
                {
                    "name": f"contents: {name}",
                    "failure": "contents",
                    "code": fmt.print_code("unlockCode", secret),
                    "file": base64.b64encode(file).decode("ascii"),
                }
            )
        return {"rootKey": root.hex(), "sealed": sealed, "bundles": bundles}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--vectors", type=pathlib.Path, default=VECTORS)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    checks = Checks(arguments.vectors)
    checks.keys()
    checks.codes()
    checks.passphrases()
    checks.private()
    files = checks.sealed()
    checks.bundles()
    checks.signature()
    checks.refusals("refusals.json", files)
    forged = checks.forged(files)
    if arguments.record:
        text = json.dumps(forged, indent=2, ensure_ascii=False) + "\n"
        (arguments.vectors / "forged.json").write_text(text, "utf-8")
    checks.equal("forged.json", checks.read("forged.json"), forged)
    checks.refusals("forged.json", files)
    for failure in checks.failed:
        print(failure, file=sys.stderr)
    print(f"{checks.passed} checks passed, {len(checks.failed)} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
