"""A kept line to a classified request, as docs/content/insights/analytics.md says under "A request"."""

import re
from dataclasses import dataclass

BUNDLE = re.compile(r"_sealpress/bundles/([0-9a-f]{2})/(\1[0-9a-f]{30})\.bin")
SEALED = re.compile(r"_sealpress/sealed/([0-9a-f]{32})\.bin")
REFERRER = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://([A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?([/?#].*)?", re.DOTALL)
ASCII_LOWER = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}


@dataclass
class Place:
    """The site: its base path, host names, and the ids it knows."""

    base: str
    hosts: set
    bundles: dict  # id -> member
    beacons: dict  # id -> member
    sealed: dict  # id -> route


@dataclass
class Request:
    time: int
    address: str
    agent: str | None
    kind: str
    effective: bool
    status: int
    size: int
    route: str = ""  # of a page
    id: str = ""  # of a bundle or a sealed file
    query: str = ""
    referrer: str = ""
    source: str = ""
    medium: str = ""
    campaign: str = ""


def plain_host(host):
    """Lower case, without port and leading `www.`"""
    return re.sub(r":[0-9]+$", "", host.translate(ASCII_LOWER)).removeprefix("www.")


def decoded(text):
    """Percent-decoded once; None where a `%` lacks its digits or the result is not UTF-8."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        return None
    data = re.sub(rb"%(..)", lambda m: bytes([int(m[1], 16)]), text.encode("utf-8", "surrogateescape"), flags=re.DOTALL)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def is_clean(text):
    return not re.search(r"[\x00-\x1f\x7f\ufffd]", text)


def route_of(path):
    """A path that begins with `/`, without the base: `/a/index.html`, `/a/` and `/a` are `/a/`."""
    folder, _, last = path.rpartition("/")
    if last in ("index.html", "index.htm"):
        last = ""
    if last != "" and not last.endswith((".html", ".htm")):
        last += "/"
    return folder + "/" + last


def parameter(query, name, limit=100):
    """`''` when it is missing or cannot be decoded."""
    for part in query.split("&"):
        if part.startswith(name + "="):
            value = decoded(part[len(name) + 1 :].replace("+", " "))
            if value is None or not is_clean(value):
                return ""
            value = value.strip(" ")
            return value if len(value.encode()) <= limit else ""
    return ""


def referrer_host(referrer, hosts):
    match = REFERRER.fullmatch(referrer)
    host = plain_host(match[1]) if match else ""
    return "" if host in hosts else host


def classify(line, place):
    request = Request(line.time, line.address, line.agent, "garbled", False, line.status, line.size)
    request.referrer = referrer_host(line.referrer, place.hosts)
    if line.method is None or not line.target.startswith("/") or len(line.target.encode("utf-8", "surrogateescape")) > 8_192:
        return request
    before, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", line.target, re.DOTALL).groups()
    request.query = rest.partition("#")[0] if mark == "?" else ""
    path = decoded(before)
    if path is None or not is_clean(path) or len(path.encode()) > 1_024:
        return request
    request.kind = kind_of(path, line.host, place)
    request.effective = line.method == "GET" and line.status in (200, 206, 304)
    below = path.removeprefix(place.base)
    if request.kind == "page":
        request.route = "/" if path == place.base[:-1] else route_of("/" + below)
    elif request.kind == "bundle":
        request.id = BUNDLE.fullmatch(below)[2]
    elif request.kind == "sealed":
        request.id = SEALED.fullmatch(below)[1]
    request.source, request.medium, request.campaign = (
        parameter(request.query, f"utm_{name}").translate(ASCII_LOWER) for name in ("source", "medium", "campaign")
    )
    return request


def kind_of(path, host, place):
    if host not in ("", "-") and plain_host(host) not in place.hosts:
        return "elsewhere"
    if path in ("/robots.txt", place.base + "robots.txt"):
        return "robots"
    if path == place.base[:-1]:
        return "page"
    if not path.startswith(place.base):
        return "elsewhere"
    below = path[len(place.base) :]
    if BUNDLE.fullmatch(below):
        return "bundle"
    if SEALED.fullmatch(below):
        return "sealed"
    if below == "_sealpress/beacon.txt":
        return "beacon"
    last = path.rpartition("/")[2]
    if below.startswith("_sealpress/") or ("." in last and not last.endswith((".html", ".htm"))):
        return "static"
    return "page"


class AgentList:
    """The texts of agents.txt."""

    def __init__(self, text):
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        self.exceptions = [line[1:] for line in lines if line.startswith("!")]
        self.texts = [line for line in lines if not line.startswith("!")]
        self.seen = {}

    def is_bot(self, agent):
        if agent not in self.seen:
            left = agent.translate(ASCII_LOWER)
            for exception in self.exceptions:
                left = left.replace(exception, "")
            self.seen[agent] = any(text in left for text in self.texts)
        return self.seen[agent]
