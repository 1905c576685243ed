"""The known answers of the formats, put the way a browser can check them."""

import base64
import hashlib
import json
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
KNOWN = TESTS / "SealingTests/Vectors/forged.json"
sys.path.insert(0, str(TESTS / "IndependentReader"))

# Runs every entry of vectors.json through the reader's own modules, and leaves what differs.
CHECK = """
(async () => {
  const [{parseCode}, formats, phrases, cases] = await Promise.all([
    import("ASSET(reader/code.js)"), import("ASSET(reader/formats.js)"), import("ASSET(reader/passphrase.js)"),
    fetch("/vectors.json").then((response) => response.json())]);
  const bytes = (text) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const key = (text) => crypto.subtle.importKey("raw", bytes(text), "HKDF", false, ["deriveKey"]);
  const run = {
    async code({text}) { return hex(await parseCode(text)); },
    async passphrase({text, settings}) {
      const {salt, iterations} = phrases.parseSettings(new TextEncoder().encode(settings));
      return hex(await phrases.secretOf(phrases.wordsOf(text), salt, iterations));
    },
    async bundle({code, file}) {
      const secret = await formats.codeKey(await parseCode(code));
      const {member, grants, advice} = await formats.openBundle(bytes(file), secret);
      const shown = [await formats.idOf(secret, "bundle-id"), member, Object.keys(grants)];
      return JSON.stringify(advice ? [...shown, advice] : shown);
    },
    async sealed({id, file, held}) {
      const grants = {};
      for (const name in held) grants[name] = await key(held[name]);
      const blob = await formats.openSealed(bytes(file), id, grants);
      return blob.type + " " + hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
    },
  };
  const wrong = [];
  for (const each of cases) {
    const found = await run[each.kind](each).catch((error) => error.kind ?? String(error));
    if (found !== each.expected) wrong.push(`${each.name}: ${found}, not ${each.expected}`);
  }
  document.documentElement.dataset.vectors = JSON.stringify({wrong, count: cases.length});
})();
"""


def load():
    """Every vector as a dictionary: kind, name, what is read, and the result or the kind of trouble."""
    import check_vectors as known
    import sealpress_format as format

    checks = known.Checks(known.VECTORS)
    cases = []

    def text(data):
        return base64.b64encode(data).decode()

    def held(build, names):
        return {name: text(key) for name, key in build.held(names).items()}

    codes = checks.read("codes.json")
    for case in codes["accepted"] + codes["refused"]:
        if case["kind"] == "unlockCode":
            expected = case.get("secret") or (case["failure"] if case["text"] else "empty")
            cases.append({"kind": "code", "name": repr(case["text"]), "text": case["text"], "expected": expected})

    phrases = checks.read("passphrases.json")
    for case in phrases["accepted"]:
        cases.append({"kind": "passphrase", "name": repr(case["text"]), "text": case["text"],
                      "settings": phrases["settingsFile"], "expected": case["secret"]})

    for case in checks.read("bundles.json")["cases"]:
        owner = {name: case.get(name) for name in
                 ("member", "tier", "courses", "from", "until", "status", "issued")}
        expected = [case["path"][-36:-4], owner, sorted(case["grants"])]
        if "advice" in case:
            expected.append(json.loads(case["advice"]))
        cases.append({"kind": "bundle", "name": case["name"], "code": case["code"], "file": case["file"],
                      "expected": compact(expected)})

    document = checks.read("sealed.json")
    build = known.Build(bytes.fromhex(document["rootKey"]))
    made = {}
    for case in document["cases"]:
        plaintext = case["text"].encode() if "text" in case else known.pattern(case["pattern"])
        sealed = made[case["name"]] = build.seal(case["id"], case["type"], case["grants"], plaintext)
        expected = case["type"] + " " + hashlib.sha256(sealed["padded"]).hexdigest()
        for grant in case["grants"]:
            cases.append({"kind": "sealed", "name": f"{case['name']} by {grant}", "id": case["id"],
                          "file": text(sealed["file"]), "held": held(build, [grant]), "expected": expected})

    for name in ("refusals.json", "forged.json"):
        document = checks.read(name)
        for case in document["sealed"]:
            if "of" in case:
                base = made[case["of"]]
                file = base["header"] + b"".join(base["chunks"][index] for index in case["chunks"])
                file += bytes.fromhex(case.get("tail", ""))
            else:
                file = base64.b64decode(case["file"])
            expected = {"version": "outdated", "shut": None}.get(case["failure"], "damaged")
            if not expected:
                listed = set(format.read_header(file)[3])
                known_rights = {grant.split("@")[0] for grant in case["held"]}
                expected = ("shut" if listed & set(case["held"])
                            else "stale" if known_rights & {grant.split("@")[0] for grant in listed} else "denied")
            cases.append({"kind": "sealed", "name": case["name"], "id": case["id"], "file": text(file),
                          "held": held(build, case["held"]), "expected": expected})
        for case in document["bundles"]:
            cases.append({"kind": "bundle", "name": case["name"], "code": case["code"], "file": case["file"],
                          "expected": "outdated" if case["failure"] == "version" else "damaged"})
    return cases


class Forged:
    """A member and sealed files under a root key of the test's own, for what no build makes yet."""

    def __init__(self, base, advice=None, **member):
        import check_vectors as known
        import sealpress_format as format

        self._base = base
        self._format = format
        self._build = known.Build(hashlib.sha256(b"browser tests").digest())
        secret = self._build.member_secret("forged", 1)
        self.code = format.print_code("unlockCode", secret)
        owner = {"member": "forged", "tier": None, "courses": [], "from": None, "until": None,
                 "status": "active", "issued": 1793491200} | member
        grants = {name: format.to_base64url(self._build.grant_key(name)) for name in owner.pop("grants", [])}
        plain = compact(owner | {"grants": grants} | ({"advice": advice} if advice else {})).encode()
        self.files = {base + format.bundle_path(secret): self._build.seal_bundle(secret, plain + b" " * 99)}

    def seal(self, address, kind, plain, *grants):
        """Seals for the address of a file, or for a new one; returns the address."""
        name = address.rsplit("/", 1)[-1].removesuffix(".bin")
        if "/" not in address:
            name = hashlib.sha256(address.encode()).hexdigest()[:32]
            address = f"{self._base}_sealpress/sealed/{name}.bin"
        self.files[address] = self._build.seal(name, kind, grants, plain)["file"]
        return address


def advised(folder, base, code, advice):
    """A member's own bundle of a built site with advice in it, by its address."""
    import check_vectors as known
    import sealpress_format as format

    secret = format.read_code("unlockCode", code)
    path = format.bundle_path(secret)
    bundle = format.open_bundle((folder / path).read_bytes(), secret)
    grants = {name: format.to_base64url(key) for name, key in sorted(bundle.pop("grants").items())}
    plain = compact(bundle | {"grants": grants, "advice": advice}).encode()
    return {base + path: known.Build(hashlib.sha256(b"browser tests").digest()).seal_bundle(secret, plain + b" " * 99)}


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
