"""The reading side of Sealpress's formats, version 1.

Written from docs/content/internals/format.md alone, as a second opinion on the Swift implementation: what the two
agree on is what the document says. Everything here works with the unlock code or with grant keys;
nothing here knows the root key.
"""

import base64
import datetime
import hashlib
import io
import json
import re
import unicodedata

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 65_536
TAG = 16
MAXIMUM_HEADER = 1 << 20
ZERO_NONCE = bytes(12)


class Refusal(Exception):
    """A file, code or signature that must not be accepted; `failure` is the class of docs/content/internals/format.md."""

    def __init__(self, failure, detail=""):
        super().__init__(f"{failure}: {detail}" if detail else failure)
        self.failure = failure
        self.detail = detail


def hkdf(secret, salt, info, length):
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def to_base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text, length):
    """The bytes, or None where `text` is not the one spelling of `length` bytes."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return data if len(data) == length and to_base64url(data) == text else None


# --- Codes -----------------------------------------------------------------------------------------

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
CODE_KINDS = {
    # kind: secret bytes, checksum bits, label
    "unlockCode": (16, 12, b"sealpress/1/code"),
    "rootKey": (32, 24, b"sealpress/1/root-key"),
}


def checksum(kind, secret):
    _, bits, label = CODE_KINDS[kind]
    return int.from_bytes(hashlib.sha256(label + secret).digest(), "big") >> (256 - bits)


def print_code(kind, secret):
    length, bits, _ = CODE_KINDS[kind]
    number = int.from_bytes(secret, "big") << bits | checksum(kind, secret)
    count = (length * 8 + bits) // 5
    symbols = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(count)))
    return "-".join(symbols[start : start + 4] for start in range(0, count, 4))


def read_code(kind, text):
    length, bits, _ = CODE_KINDS[kind]
    number = 0
    count = 0
    for character in text:
        if character.isspace() or character in DASHES:
            continue
        symbol = character.upper() if character.isascii() else character
        symbol = {"O": "0", "I": "1", "L": "1"}.get(symbol, symbol)
        value = CROCKFORD.find(symbol)
        if value < 0:
            raise Refusal("symbol", repr(character))
        number = number << 5 | value
        count += 1
    if count != (length * 8 + bits) // 5:
        raise Refusal("length", str(count))
    secret = (number >> bits).to_bytes(length, "big")
    if number & ((1 << bits) - 1) != checksum(kind, secret):
        raise Refusal("checksum")
    return secret


# --- Passphrases -----------------------------------------------------------------------------------

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SEPARATORS = re.compile("[\t-\r \u0085\u1680\u2028\u2029\u2010-\u2015\u2212-]+")
SETTINGS_PATH = "_sealpress/passphrase.json"
SETTINGS = re.compile(
    rb'\{"format":"sealpress-passphrase/(0|[1-9][0-9]{0,8})",'
    rb'(?:"salt":"([A-Za-z0-9_-]{22})","iterations":([1-9][0-9]{0,8})\}\n\Z)?'
)


def read_passphrase(text):
    """The normal form of what someone typed."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    folded = INVISIBLE.sub("", folded).replace("\u03c2", "\u03c3")
    folded = folded.replace("\u2018", "'").replace("\u2019", "'")
    words = [word for word in SEPARATORS.split(folded) if word]
    if len({word for word in words if any(unicodedata.category(c)[0] == "L" for c in word)}) < 4:
        raise Refusal("words")
    normal = " ".join(words).encode("utf-8")
    if len(normal) > 512:
        raise Refusal("long")
    if len(normal) - (len(words) - 1) < 16:
        raise Refusal("short")
    try:
        read_code("unlockCode", text)
        is_code = True
    except Refusal:
        is_code = sum(not re.fullmatch("[a-z0-9]{1,4}", word) for word in words) < 2
    if is_code:
        raise Refusal("code")
    return normal


def read_settings(data):
    """Salt and iterations of _sealpress/passphrase.json."""
    match = SETTINGS.match(data)
    if not match:
        raise Refusal("not-sealpress")
    if match[1] != b"1":
        raise Refusal("version", match[1].decode("ascii"))
    salt = from_base64url(match[2].decode("ascii"), 16) if match[2] else None
    if salt is None or not 600_000 <= int(match[3]) <= 10_000_000:
        raise Refusal("header")
    return salt, int(match[3])


def passphrase_secret(text, settings):
    """The 16 bytes that a passphrase stands for; from there on it is an unlock code."""
    salt, iterations = settings
    normal = read_passphrase(text)
    return hashlib.pbkdf2_hmac("sha256", normal, b"sealpress/1 passphrase\n" + salt, iterations, 16)


# --- What a secret opens ---------------------------------------------------------------------------


def bundle_id(secret):
    return hkdf(secret, b"", b"sealpress/1 bundle-id", 16).hex()


def beacon_id(secret):
    return hkdf(secret, b"", b"sealpress/1 beacon-id", 16).hex()


def bundle_path(secret):
    name = bundle_id(secret)
    return f"_sealpress/bundles/{name[:2]}/{name}.bin"


# --- Canonical pieces ------------------------------------------------------------------------------

GRANT = r"[a-z0-9:/-]+@[0-9A-Za-z.-]+"
MEDIA_TYPE = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}"
ID = r"[a-z0-9][a-z0-9-]*"


def first_line(data, name):
    match = re.match(rb"%s/([1-9][0-9]{0,8})\n" % name.encode("ascii"), data)
    if not match:
        raise Refusal("not-sealpress")
    if match[1] != b"1":
        raise Refusal("version", match[1].decode("ascii"))
    return match.end()


def grant_map(text, value_length, failure):
    """Reads `"grant@epoch":"base64url",…`, whose syntax a regular expression has already checked."""
    pairs = [entry.split(":\"") for entry in re.findall(rf'{GRANT}":"[A-Za-z0-9_-]+', text)]
    names = [name.rstrip('"') for name, _ in pairs]
    values = [from_base64url(value, value_length) for _, value in pairs]
    if None in values or any(a.encode() >= b.encode() for a, b in zip(names, names[1:])):
        raise Refusal(failure, "grants")
    return dict(zip(names, values))


# --- Sealed files ----------------------------------------------------------------------------------

HEADER = re.compile(
    rf'\{{"id":"([0-9a-f]{{32}})","type":"({MEDIA_TYPE})","salt":"([A-Za-z0-9_-]{{22}})",'
    rf'"grants":\{{("{GRANT}":"[A-Za-z0-9_-]{{64}}"(?:,"{GRANT}":"[A-Za-z0-9_-]{{64}}")*)\}}\}}'
)


def read_header(data):
    """Returns id, media type, salt, wraps by grant, and where the chunks begin."""
    start = first_line(data, "sealpress-sealed")
    end = data.find(b"\n", start, MAXIMUM_HEADER)
    if end < 0:
        raise Refusal("header", "no end")
    try:
        line = data[start:end].decode("ascii")
    except UnicodeDecodeError:
        raise Refusal("header", "not ASCII") from None
    match = HEADER.fullmatch(line)
    if not match:
        raise Refusal("header", "not in canonical form")
    salt = from_base64url(match[3], 16)
    if salt is None:
        raise Refusal("header", "salt")
    return match[1], match[2], salt, grant_map(match[4], 48, "header"), end + 1


def unwrap(wrap, grant, grant_key, salt, sealed_id):
    wrap_key = hkdf(grant_key, salt, b"sealpress/1 wrap\n" + grant.encode("ascii"), 32)
    return AESGCM(wrap_key).decrypt(ZERO_NONCE, wrap, sealed_id.encode("ascii"))


def payload_key(content_key, salt, header):
    return hkdf(content_key, salt, b"sealpress/1 payload\n" + hashlib.sha256(header).digest(), 32)


def chunk_nonce(index, is_last):
    return index.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def open_chunks(key, file):
    """Yields the plaintext of the chunks that `file` holds from its position on, one at a time."""
    cipher = AESGCM(key)
    index, chunk = 0, file.read(CHUNK + TAG)
    while True:
        # An empty rest is one piece too short for its tag.
        following = file.read(CHUNK + TAG)
        if len(chunk) < TAG or (len(chunk) == TAG and index > 0):
            raise Refusal("damaged", f"chunk {index} is too short")
        try:
            yield cipher.decrypt(chunk_nonce(index, not following), chunk, None)
        except InvalidTag:
            raise Refusal("damaged", f"chunk {index}") from None
        if not following:
            return
        index, chunk = index + 1, following


def open_sealed_file(file, name, held):
    """Opens a sealed file called `name`.bin, of any size, with grant keys by "grant@epoch".

    Returns media type, the plaintext with its padding piece by piece, and the grant that opened it. A
    piece is authentic when it comes; that none is missing is known at the end.
    """
    front = file.read(MAXIMUM_HEADER)
    sealed_id, media_type, salt, wraps, start = read_header(front)
    if sealed_id != name:
        raise Refusal("id", sealed_id)
    for grant, wrap in wraps.items():
        if grant not in held:
            continue
        try:
            content_key = unwrap(wrap, grant, held[grant], salt, sealed_id)
        except InvalidTag:
            continue
        file.seek(start)
        return media_type, open_chunks(payload_key(content_key, salt, front[:start]), file), grant
    raise Refusal("shut", "opens for " + ", ".join(wraps))


def open_sealed(data, name, held):
    """The same for bytes; returns the whole plaintext."""
    media_type, pieces, grant = open_sealed_file(io.BytesIO(data), name, held)
    return media_type, b"".join(pieces), grant


# --- Bundles ---------------------------------------------------------------------------------------

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
INTEGER = r"(?:0|[1-9][0-9]{0,15})"
BUNDLE = re.compile(
    rf'\{{"member":"({ID})","tier":(null|"{ID}"),"courses":\[((?:"{ID}"(?:,"{ID}")*)?)\],'
    rf'"from":(null|"{DAY}"),"until":(null|"{DAY}"),"status":"(active|lapsed|revoked)",'
    rf'"issued":({INTEGER}),'
    rf'"grants":\{{((?:"{GRANT}":"[A-Za-z0-9_-]{{43}}"(?:,"{GRANT}":"[A-Za-z0-9_-]{{43}}")*)?)\}}'
    r'(?:,"advice":(\{.+\}))?\} *'
)

SYMBOL = r'(?:[^"\\\x00-\x1f\x7f]|\\["\\])'
TEXT = rf'"{SYMBOL}+"'
ROUTE = r'"/(?:[^"\\\x00-\x1f\x7f/?#]+/)*"'
ARM = rf"(?=[0-9-]*[a-z]){ID}"
ASSIGNED = rf'"{ARM}":"{ARM}"'


def optional(*fields):
    """Fields in this order of which each may be missing; the first of an object has no comma before it."""
    return "".join(rf"(?:(?:(?<=\{{)|(?<!\{{),){field})?" for field in fields)


def several(pattern):
    return rf"{pattern}(?:,{pattern})*"


LESSON = (
    rf'\{{"route":{ROUTE},"title":{TEXT},'
    rf'"reason":(?:"popular"|"(?:continuesCourse|readTogether|similar)"(?:,"because":{TEXT})?)\}}'
)
PROGRESS = (
    rf'\{{"course":"{ID}","title":{TEXT},"route":{ROUTE},"completed":{INTEGER},"lessons":{INTEGER}'
    rf'(?:,"next":{ROUTE},"nextTitle":{TEXT})?\}}'
)
OFFER = rf'\{{"id":"{ID}","kind":"(?:renewal|promotion|upgrade)","title":{TEXT}' + optional(
    rf'"text":{TEXT}', rf'"url":"(?:https?://|mailto:){SYMBOL}*"', rf'"price":{TEXT}', rf'"until":"{DAY}"'
)
ADVICE = re.compile(
    r"\{"
    + optional(
        rf'"policy":"[A-Za-z0-9._@-]{{1,60}}","lessons":\[{several(LESSON)}\]',
        rf'"progress":\[{several(PROGRESS)}\]',
        rf'"offer":{OFFER}\}}',
        r'"standing":\{"points":(?:0|[1-9][0-9]{0,11})(?:\.[0-9]?[1-9])?'
        rf',"rank":{INTEGER},"members":{INTEGER}\}}',
        rf'"arms":\{{{several(ASSIGNED)}\}}',
    )
    + r"\}"
)


def read_advice(text):
    """What insights say to the member, as parsed JSON."""
    if text == "{}" or not ADVICE.fullmatch(text):
        raise Refusal("contents", "advice")
    texts = []

    def collect(pairs):
        texts.extend(value for pair in pairs for value in pair if isinstance(value, str))
        return pairs

    # Pairs at first, since a dictionary would forget the order of the arms and what stands twice.
    arms = dict(json.loads(text, object_pairs_hook=collect)).get("arms", [])
    advice = json.loads(text)
    courses = advice.get("progress", [])
    standing = advice.get("standing", {"rank": 1, "members": 1})
    holds = (
        all(len(value.encode("utf-8")) <= 2000 for value in texts)
        and all(a[0] < b[0] for a, b in zip(arms, arms[1:]))
        and len(advice.get("lessons", [])) <= 20
        and len(courses) <= 100
        and len(arms) <= 50
        and all(course["completed"] <= course["lessons"] for course in courses)
        and all(1 <= course["lessons"] < 1 << 53 for course in courses)
        and 1 <= standing["rank"] <= standing["members"] < 1 << 53
    )
    if not holds:
        raise Refusal("contents", "advice")
    if "until" in advice.get("offer", {}):
        check_day(advice["offer"]["until"])
    return advice


def check_day(day):
    # Python knows no year 0; 2000 has the same months.
    try:
        datetime.date.fromisoformat(day.replace("0000-", "2000-", 1))
    except ValueError:
        raise Refusal("contents", day) from None


def read_bundle_plaintext(data):
    try:
        match = BUNDLE.fullmatch(data.decode("utf-8"))
    except UnicodeDecodeError:
        match = None
    if not match:
        raise Refusal("contents", "not in canonical form")
    courses = re.findall(ID, match[3])
    if courses != sorted(set(courses)):
        raise Refusal("contents", "courses")
    days = [None if text == "null" else text[1:-1] for text in (match[4], match[5])]
    for day in filter(None, days):
        check_day(day)
    issued = int(match[7])
    if issued >= 1 << 53:
        raise Refusal("contents", "issued")
    bundle = {
        "member": match[1],
        "tier": None if match[2] == "null" else match[2][1:-1],
        "courses": courses,
        "from": days[0],
        "until": days[1],
        "status": match[6],
        "issued": issued,
        "grants": grant_map(match[8], 32, "contents"),
    }
    return bundle | ({"advice": read_advice(match[9])} if match[9] else {})


BUNDLE_HEADER = re.compile(rb'\{"salt":"([A-Za-z0-9_-]{22})"\}\n')


def open_bundle_plaintext(data, secret):
    start = first_line(data, "sealpress-bundle")
    match = BUNDLE_HEADER.match(data, start)
    salt = from_base64url(match[1].decode("ascii"), 16) if match else None
    if salt is None:
        raise Refusal("header", "not in canonical form")
    key = hkdf(secret, salt, b"sealpress/1 bundle-key", 32)
    try:
        return AESGCM(key).decrypt(ZERO_NONCE, data[match.end() :], data[: match.end()])
    except (InvalidTag, ValueError):
        raise Refusal("damaged", "or another member's code") from None


def open_bundle(data, secret):
    """Opens a bundle with the 16 bytes of an unlock code; `grants` maps "grant@epoch" to keys."""
    return read_bundle_plaintext(open_bundle_plaintext(data, secret))


# --- Signatures ------------------------------------------------------------------------------------


def read_base64(text, length):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if len(data) != length or base64.b64encode(data).decode("ascii") != text:
        raise Refusal("malformed")
    return data


def verify_signature(public_key_file, data, signature):
    """Checks a minisign signature; returns the trusted comment."""
    key = read_base64(public_key_file.splitlines()[-1], 42)
    lines = signature.split("\n")
    if (
        len(lines) != 5
        or lines[4]
        or not lines[0].startswith("untrusted comment: ")
        or not lines[2].startswith("trusted comment: ")
    ):
        raise Refusal("malformed")
    first = read_base64(lines[1], 74)
    second = read_base64(lines[3], 64)
    if first[:2] != b"ED" or key[:2] != b"Ed":
        raise Refusal("malformed", "algorithm")
    if first[2:10] != key[2:10]:
        raise Refusal("key")
    public_key = Ed25519PublicKey.from_public_bytes(key[10:])
    comment = lines[2].removeprefix("trusted comment: ")
    try:
        public_key.verify(first[10:], hashlib.blake2b(data, digest_size=64).digest())
    except InvalidSignature:
        raise Refusal("signature") from None
    try:
        public_key.verify(second, first[10:] + comment.encode("utf-8"))
    except InvalidSignature:
        raise Refusal("comment") from None
    return comment


def nfc(text):
    return unicodedata.normalize("NFC", text).encode("utf-8")
