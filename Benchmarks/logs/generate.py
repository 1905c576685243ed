"""Writes a seeded access log of a made-up Sealpress site.

    generate.py FILE [--lines 2000000] [--days 30] [--format combined] [--seed 1] [--gzip] [--bad 0.0003]
                [--start 2026-10-01] [--site FOLDER] [--codes FILE] [--ids FILE]

The same arguments give the same bytes. Readers come from search engines, links and campaigns, fetch a page's
styles, script and pictures, read on, click twice; members fetch their bundle and sealed files and send beacons;
crawlers, feed readers, monitors and probes do what they do, some under a browser's name. A day has its hours and a
week its weekend. Few lines are broken (`--bad`), as in life.

With --site the routes, bundles and sealed files are those of a built site, with --codes (one unlock code a line)
also the members'; without them they are invented. --ids writes which id is whose, as JSON.
"""

import argparse
import base64
import bisect
import calendar
import dataclasses
import gzip
import hashlib
import hmac
import itertools
import json
import pathlib
import random
import re
import time
import urllib.parse

import audience
from formats import FORMATS

STYLES = ["/assets/style.css", "/assets/reader.js"]
PICTURES = ["/images/{n}.png", "/images/{n}.svg", "/favicon.ico"]
HOURS = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 10, 11, 12, 12, 11, 10, 11, 13, 14, 12, 8, 4]
WEEKDAYS = [1.0, 1.05, 1.05, 1.0, 0.9, 0.6, 0.65]
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclasses.dataclass(slots=True)
class Request:
    second: int
    microsecond: int
    address: str
    method: str
    target: str
    status: int
    size: int
    referrer: str
    agent: str
    version: str
    host: str


@dataclasses.dataclass
class Page:
    route: str
    size: int
    pictures: list
    sealed: list


class Weighted:
    def __init__(self, pairs):
        self.values = [v for v, _ in pairs]
        self.cumulative = list(itertools.accumulate(w for _, w in pairs))

    def pick(self, rng):
        return self.values[bisect.bisect(self.cumulative, rng.random() * self.cumulative[-1])]


def hkdf(secret, info, length):
    """RFC 5869 with SHA-256, no salt, one block."""
    key = hmac.digest(b"\0" * 32, secret, "sha256")
    return hmac.digest(key, info.encode() + b"\1", "sha256")[:length]


def member_ids(code):
    """The ids that a member's requests carry, from the unlock code."""
    number = 0
    for symbol in code.strip().replace("-", ""):
        number = number * 32 + CROCKFORD.index(symbol)
    secret = (number >> 12).to_bytes(16, "big")
    return tuple(hkdf(secret, f"sealpress/1 {name}-id", 16).hex() for name in ("bundle", "beacon"))


class Place:
    """The site that is visited."""

    def __init__(self, rng, site=None, codes=None):
        if site:
            self.read(rng, pathlib.Path(site))
        else:
            self.invent(rng)
        if codes:
            self.members = [member_ids(code) for code in pathlib.Path(codes).read_text().split()]
        # Few pages have most readers.
        rng.shuffle(self.pages)
        self.popular = Weighted([(p, 1 / (rank + 3) ** 0.9) for rank, p in enumerate(self.pages)])

    def invent(self, rng):
        hexes = lambda: rng.randbytes(16).hex()
        words = ["swift", "memory", "actors", "macros", "closures", "generics", "tasks", "unicode", "linker", "春节", "errors", "testing"]
        routes = ["/", "/articles/", "/courses/", "/about/", "/tags/swift/"]
        routes += [f"/articles/{rng.choice(words)}-{n}/" for n in range(600)]
        for course in range(12):
            for chapter in range(6):
                routes += [f"/courses/{words[course]}/{chapter}/lesson-{n}/" for n in range(6)]
        self.pages = [self.page(rng, urllib.parse.quote(r), [hexes()] if rng.random() < 0.2 else []) for r in routes]
        self.members = [(hexes(), hexes()) for _ in range(1000)]

    def read(self, rng, site):
        sealed = re.compile(rb"_sealpress/sealed/([0-9a-f]{32})\.bin")
        self.pages = []
        for file in sorted(site.rglob("index.html")):
            route = "/" + file.parent.relative_to(site).as_posix() + "/"
            route = urllib.parse.quote("/" if route == "/./" else route)
            ids = sorted({m.decode() for m in sealed.findall(file.read_bytes())})
            self.pages.append(self.page(rng, route, ids))
        bundles = sorted(p.stem for p in site.glob("_sealpress/bundles/*/*.bin"))
        self.members = [(b, rng.randbytes(16).hex()) for b in bundles]

    def ids(self):
        """Which member or route an id belongs to."""
        return {
            "bundles": {bundle: f"member-{n:04}" for n, (bundle, _) in enumerate(self.members)},
            "beacons": {beacon: f"member-{n:04}" for n, (_, beacon) in enumerate(self.members)},
            "sealed": {s: urllib.parse.unquote(p.route) for p in self.pages for s in p.sealed},
        }

    def page(self, rng, route, sealed):
        pictures = [rng.choice(PICTURES).format(n=rng.randrange(400)) for _ in range(rng.choice((0, 0, 1, 2, 4)))]
        return Page(route, rng.randrange(4000, 60000), pictures, sealed)


class Traffic:
    """Sessions of one log; each appends its requests."""

    def __init__(self, rng, place, host="example.org"):
        self.rng = rng
        self.place = place
        self.host = host
        self.agents = Weighted(audience.browsers(rng))
        self.bots = Weighted([((a, how), w) for a, w, how in audience.DECLARED_BOTS])
        self.referrers = Weighted(audience.REFERRERS)
        self.kinds = Weighted([
            (self.reader, 62), (self.member, 14), (self.bot, 20), (self.scraper, 1.2), (self.forger, 1),
        ])
        self.regulars = [(audience.address(rng), self.agents.pick(rng)) for _ in range(6000)]
        self.robots = [audience.address(rng) for _ in range(400)]
        self.homes = [[(audience.address(rng), self.agents.pick(rng)) for _ in range(rng.choice((1, 1, 2)))] for _ in place.members]
        self.requests = []

    def client(self):
        rng = self.rng
        return rng.choice(self.regulars) if rng.random() < 0.3 else (audience.address(rng), self.agents.pick(rng))

    def ask(self, at, client, target, size, referrer="-", status=200, method="GET"):
        second = int(at)
        version = "1.1" if len(client[0]) % 3 == 0 else "2.0"
        self.requests.append(Request(
            second, int((at - second) * 1e6), client[0], method, target, status, 0 if status == 304 else size, referrer,
            client[1], version, self.host,
        ))

    def url(self, route):
        return f"https://{self.host}{route}"

    def arrival(self):
        """The referrer of a session's first page, and a campaign's query."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.35:
            return "-", ""
        if chance < 0.42:
            return "-", "?" + rng.choice(audience.CAMPAIGNS)
        return self.referrers.pick(rng).replace("{n}", str(rng.randrange(10000, 99999))), ""

    def view(self, at, client, page, referrer, query="", cached=False):
        """A page and what it needs; returns when the reader has seen it."""
        rng = self.rng
        if rng.random() < 0.02:
            self.ask(at, client, page.route.rstrip("/") or "/", 162, referrer, 301)
        self.ask(at, client, page.route + query, page.size, referrer, 304 if cached and rng.random() < 0.3 else 200)
        here = self.url(page.route)
        if not cached:
            for style in STYLES:
                self.ask(at + rng.random(), client, style, 9000, here)
        for picture in page.pictures:
            self.ask(at + rng.random() * 2, client, picture, 30000, here, 206 if rng.random() < 0.02 else 200)
        if rng.random() < 0.03:
            self.ask(at + 1 + rng.random() * 6, client, page.route + query, page.size, referrer)  # a double click
        return at + 3 + rng.expovariate(1 / 70)

    def reader(self, at):
        rng = self.rng
        client = self.client()
        referrer, query = self.arrival()
        page = self.place.popular.pick(rng)
        for number in range(1 + int(rng.expovariate(0.6))):
            at = self.view(at, client, page, referrer, query, cached=number > 0)
            if rng.random() < 0.03:
                self.ask(at, client, f"/articles/gone-{rng.randrange(50)}/", 1200, self.url(page.route), 404)
            if rng.random() < 0.02:
                at += rng.uniform(1200, 5400)  # left, and came back: sometimes a new visit
            if rng.random() < 0.01:
                self.beacon(at, client, "search", page, f"how to {rng.choice('abcdefgh')}", rng.randbytes(16).hex())
            referrer, query = self.url(page.route), ""
            page = self.place.popular.pick(rng)

    def member(self, at):
        rng = self.rng
        number = min(int(rng.expovariate(4 / len(self.place.members))), len(self.place.members) - 1)
        bundle, beacon = self.place.members[number]
        client = rng.choice(self.homes[number])
        referrer, query = self.arrival()
        self.ask(at, client, f"/_sealpress/bundles/{bundle[:2]}/{bundle}.bin", 2048, self.url("/"), 304 if rng.random() < 0.5 else 200)
        sent = rng.random() < 0.8  # the others ask not to be tracked
        for number in range(1 + int(rng.expovariate(0.35))):
            page = self.place.popular.pick(rng)
            begun = at
            at = self.view(at, client, page, referrer, query, cached=number > 0)
            for sealed in page.sealed:
                self.ask(begun + 0.4 + rng.random(), client, f"/_sealpress/sealed/{sealed}.bin", 12000, self.url(page.route))
            if sent:
                self.beacons(begun, at, client, page, beacon)
            referrer, query = self.url(page.route), ""

    def beacons(self, begun, ended, client, page, beacon):
        rng = self.rng
        reached = rng.choice((0, 1, 1, 2, 3, 4, 4))
        for step in range(1, reached + 1):
            self.beacon(begun + (ended - begun) * step / 5, client, "progress", page, step * 25, beacon)
        if reached == 4:
            self.beacon(ended - 1, client, "complete", page, 1, beacon)
            if rng.random() < 0.15:
                self.beacon(ended - 0.5, client, "like", page, 1, beacon)
            if rng.random() < 0.1:
                self.beacon(ended - 0.3, client, "rating", page, rng.choice((3, 4, 4, 5, 5)), beacon)
        if rng.random() < 0.2:
            self.beacon(begun + 1, client, "exposure", self.place.popular.pick(rng), rng.randrange(1, 5), beacon)

    def beacon(self, at, client, event, page, value, beacon):
        query = urllib.parse.urlencode({"e": event, "p": urllib.parse.unquote(page.route), "v": value, "b": beacon})
        self.ask(at, client, f"/_sealpress/beacon.txt?{query}", 3, self.url(page.route))

    def forger(self, at):
        """Beacons that no reader sent."""
        rng = self.rng
        client = self.client()
        for _ in range(rng.randrange(1, 6)):
            event = rng.choice(("progress", "like", "rating", "rating", "sudo", "complete"))
            value = rng.choice((1, 5, 99, -1, 100000, "NaN", "<b>", 33))
            beacon = rng.choice((rng.randbytes(16).hex(), "0", rng.choice(self.place.members)[1]))
            self.beacon(at, client, event, self.place.popular.pick(rng), value, beacon)
            at += rng.random() * 3

    def bot(self, at):
        rng = self.rng
        agent, how = self.bots.pick(rng)
        client = (rng.choice(self.robots), agent)
        if how == "crawl":
            if rng.random() < 0.3:
                self.ask(at, client, "/robots.txt", 68)
            for _ in range(1 + int(rng.expovariate(0.2))):
                self.ask(at, client, self.place.popular.pick(rng).route, 14000, status=rng.choice((200, 200, 200, 304, 404)))
                at += rng.expovariate(1 / 20)
        elif how == "feed":
            self.ask(at, client, "/feed.xml", 30000, status=rng.choice((200, 304, 304)))
        elif how == "monitor":
            self.ask(at, client, "/", 0, method="HEAD")
        else:
            for target in rng.sample(audience.PROBES, rng.randrange(1, 6)):
                self.ask(at, client, target, 1200, status=404, method=rng.choice(("GET", "GET", "POST")))
                at += rng.random()

    def scraper(self, at):
        """A program under a browser's name: many pages, fast, nothing else."""
        rng = self.rng
        client = (rng.choice(self.robots), self.agents.pick(rng))
        if rng.random() < 0.3:
            self.ask(at, client, "/robots.txt", 68)
        for _ in range(rng.randrange(10, 120)):
            self.ask(at, client, self.place.popular.pick(rng).route, 14000)
            at += rng.random() * 1.5


BROKEN = [
    lambda rng, line: line[: rng.randrange(1, max(2, len(line) // 2))].rstrip("\n") + "\n",  # cut off
    lambda rng, line: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + line[:20].rstrip("\n") + "\n",  # TLS at a plain port
    lambda rng, line: "2026/10/07 11:02:13 [error] 31#31: *9 open() failed (2: No such file or directory)\n",  # the other log
    lambda rng, line: "\n",
]


def day_quotas(lines, days, start):
    weights = [WEEKDAYS[(start // 86400 + 3 + d) % 7] * (1 + 0.2 * d / days) for d in range(days)]
    total = sum(weights)
    quotas = [int(lines * w / total) for w in weights]
    quotas[-1] += lines - sum(quotas)
    return quotas


def generate(file, lines, place, days=30, form="combined", seed=1, bad=0.0003, start="2026-10-01", zipped=False):
    """Writes `lines` lines (headers of the format not counted); returns the bytes written."""
    rng = random.Random(f"{seed}/{form}")
    traffic = Traffic(rng, place)
    write, header = FORMATS[form]
    first = calendar.timegm(time.strptime(start, "%Y-%m-%d"))
    hours = Weighted(list(enumerate(HOURS)))
    carry = []  # requests of sessions that run past midnight
    written = 0
    # No name and time in the gzip header: the same bytes each time.
    raw = open(file, "wb")
    out = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) if zipped else raw
    with raw, out:
        out.write(header.encode())
        for day, quota in enumerate(day_quotas(lines, days, first)):
            midnight = first + (day + 1) * 86400
            today = [r for r in carry if r.second < midnight]
            carry = [r for r in carry if r.second >= midnight]
            while len(today) < quota:
                traffic.requests = []
                traffic.kinds.pick(rng)(midnight - 86400 + hours.pick(rng) * 3600 + rng.random() * 3600)
                for request in traffic.requests:
                    (today if request.second < midnight else carry).append(request)
            rng.shuffle(today)  # which ones go over the quota is left to chance
            del today[quota:]
            today.sort(key=lambda r: (r.second, r.microsecond))
            text = []
            for request in today:
                line = write(request)
                text.append(rng.choice(BROKEN)(rng, line) if rng.random() < bad else line)
            data = "".join(text).encode("utf-8", "surrogateescape")
            out.write(data)
            written += len(data)
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--format", choices=FORMATS, default="combined")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bad", type=float, default=0.0003)
    parser.add_argument("--start", default="2026-10-01")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--site")
    parser.add_argument("--codes")
    parser.add_argument("--ids")
    a = parser.parse_args()
    begun = time.perf_counter()
    place = Place(random.Random(a.seed), a.site, a.codes)
    if a.ids:
        pathlib.Path(a.ids).write_text(json.dumps(place.ids()))
    size = generate(a.file, a.lines, place, a.days, a.format, a.seed, a.bad, a.start, a.gzip)
    print(f"{a.lines:,} lines, {size:,} bytes in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
