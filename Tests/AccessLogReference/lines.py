"""A log line to a request, one function a format, as docs/content/insights/analytics.md says under "A line"."""

import calendar
import datetime
import json
import re
from dataclasses import dataclass

LONGEST_LINE = 65_536
EARLIEST = calendar.timegm((2000, 1, 1, 0, 0, 0))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Malformed(Exception):
    """Carries the reason."""


class Skipped(Exception):
    pass


@dataclass
class Line:
    """What a kept line says; `agent` is None in a format that gives none, `host` '' likewise."""

    time: int
    address: str
    host: str
    method: str | None  # None: the quoted request does not match
    target: str
    status: int
    size: int
    referrer: str
    agent: str | None


# Fields of the text formats.
FIELD = r'[^ \t"]+'
QUOTED = r'"((?:[^"\\]|\\.)*)"'
ADDRESS = r"[\x21\x23-\x7e]{1,255}"
COMMON = rf'({ADDRESS}) {FIELD} [^"\[]+? \[([^\]"]+)\] {QUOTED} ({FIELD}) ({FIELD})'
COMBINED = COMMON + rf" {QUOTED} {QUOTED}"
TEXT_FORMATS = {
    "common": COMMON,
    "combined": COMBINED,
    "vhost": rf"({FIELD}) {COMBINED}",
    "main": COMBINED + rf" {QUOTED}",
}
TEXT_FORMATS = {name: re.compile(pattern, re.DOTALL) for name, pattern in TEXT_FORMATS.items()}
PROTOCOL = r"HTTP/[0-9]+(?:\.[0-9]+)?"
REQUEST = re.compile(rf"([A-Z]{{1,20}}) ([^ ]+) {PROTOCOL}", re.DOTALL)


def date_and_time(year, month, day, hour, minute, second):
    """UTC seconds, or None where there is no such date and time."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second <= 59 and 1 <= month <= 12 and year >= 1):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= day <= lengths[month - 1]:
        return None
    days = datetime.date(year, month, day).toordinal() - datetime.date(1970, 1, 1).toordinal()
    return days * 86_400 + hour * 3_600 + minute * 60 + second


def offset_seconds(text):
    """`Z`, `+0200` or `+02:00`."""
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        return None
    return (hours * 3_600 + minutes * 60) * (-1 if text[0] == "-" else 1)


def local_time(text):
    """`17/May/2015:10:05:03 +0000`"""
    match = re.fullmatch(r"([0-9]{2})/([A-Za-z]{3})/([0-9]{4}):([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-][0-9]{4})", text)
    if not match or match[2] not in MONTHS:
        raise Malformed("time")
    time = date_and_time(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]), *(int(match[i]) for i in (4, 5, 6)))
    offset = offset_seconds(match[7])
    if time is None or offset is None:
        raise Malformed("time")
    return time - offset


def rfc3339(text):
    match = re.fullmatch(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})", text
    )
    time = date_and_time(*(int(match[i]) for i in range(1, 7))) if match else None
    offset = offset_seconds(match[7]) if match else None
    if time is None or offset is None:
        raise Malformed("time")
    return time - offset


def dashed_time(date, time):
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?", f"{date} {time}")
    seconds = date_and_time(*(int(match[i]) for i in range(1, 7))) if match else None
    if seconds is None:
        raise Malformed("time")
    return seconds


def status_number(text):
    if not re.fullmatch(r"000|[1-5][0-9][0-9]", text):
        raise Malformed("status")
    return int(text)


def size_number(text):
    if text == "-":
        return 0
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise Malformed("size")
    return int(text)


def absent(text):
    return "" if text == "-" else text


VARIABLES = {
    "remote_addr": "address", "host": "host", "http_host": "host", "time_local": "local", "time_iso8601": "iso", "msec": "seconds",
    "request": "request", "request_method": "method", "request_uri": "target", "server_protocol": "protocol", "status": "status",
    "body_bytes_sent": "size", "bytes_sent": "size", "http_referer": "referrer", "http_user_agent": "agent",
    "http_x_real_ip": "address", "http_cf_connecting_ip": "address",
}


class OwnFormat:
    """A `log_format` string of nginx."""

    def __init__(self, text):
        pattern, end = "", 0
        self.names = []
        for match in re.finditer(r"\$([a-z0-9_]+)", text):
            pattern += re.escape(text[end : match.start()])
            before, end = text[match.start() - 1 : match.start()], match.end()
            after = text[end : end + 1]
            name = VARIABLES.get(match[1])
            name = None if name in self.names else name
            if name:
                self.names.append(name)
            item = rf'[^ \t"{re.escape(after)}]'
            field = item + "+" if name else item + "*+"
            if (before, after) == ('"', '"'):
                field = r'(?:[^"\\]|\\.)*'
            elif (before, after) == ("[", "]"):
                field = r'[^\]"]+' if name else r'[^\]"]*'
            elif match[1] == "time_local":
                field = ".{26}"
            elif match[1] == "remote_user":
                field = r'[^"\[]+?'
            elif match[1].startswith("upstream_"):
                field = rf"(?:{item}++(?:(?:(?<=,) | : ){item}++)*+)?+"
            pattern += f"({field})" if name else f"(?:{field})"
        self.pattern = re.compile(pattern + re.escape(text[end:]), re.DOTALL)

    def line(self, text):
        match = self.pattern.fullmatch(text)
        if not match:
            raise Malformed("shape")
        row = dict(zip(self.names, match.groups()))
        address = checked_address(row["address"])
        time = local_time(row["local"]) if "local" in row else rfc3339(row["iso"]) if "iso" in row else plain_seconds(row["seconds"])
        status, size = status_number(row["status"]), size_number(row.get("size", "-"))
        asked = REQUEST.fullmatch(row.get("request", ""))
        method, target = (asked[1], asked[2]) if asked else (None, "")
        if "method" in row:
            method, target = checked_request(row["method"], row["target"], row.get("protocol"))
        agent = absent(row["agent"]) if "agent" in row else None
        return Line(time, address, absent(row.get("host", "")), method, target, status, size, absent(row.get("referrer", "")), agent)


def plain_seconds(text):
    """`1431864000` or `1431864000.123`"""
    if not re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]+)?", text):
        raise Malformed("time")
    return int(text.partition(".")[0])


def text_line(name, line):
    match = TEXT_FORMATS[name].fullmatch(line)
    if not match:
        raise Malformed("shape")
    fields = list(match.groups())
    host = fields.pop(0) if name == "vhost" else ""
    address, time, request, status, size = fields[:5]
    referrer, agent = (absent(fields[5]), absent(fields[6])) if name != "common" else ("", None)
    asked = REQUEST.fullmatch(request)
    return Line(
        local_time(time), address, host, asked[1] if asked else None, asked[2] if asked else "", status_number(status),
        size_number(size), referrer, agent,
    )


def strict_json(line, needed):
    """The object of a line; a needed key that stands twice is a fault. `needed` names keys at any depth that matters."""

    def unique(pairs):
        for key in needed:
            if sum(k == key for k, _ in pairs) > 1:
                raise Malformed("shape")
        return dict(pairs)

    def refuse(constant):
        raise ValueError(constant)

    try:
        value = json.loads(line, object_pairs_hook=unique, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # an escaped half of a pair is no text
    except (ValueError, RecursionError):
        raise Malformed("shape")
    if not isinstance(value, dict):
        raise Malformed("shape")
    return value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text_of(container, key, optional=False):
    value = container.get(key)
    if value is None and optional:
        return ""
    if not isinstance(value, str):
        raise Malformed("shape")
    return value


def number_of(container, key, optional=False):
    value = container.get(key)
    if value is None and optional:
        return 0
    if not is_number(value):
        raise Malformed("shape")
    return value


def json_status(value):
    if not (isinstance(value, int) and (value == 0 or 100 <= value <= 599)):
        raise Malformed("status")
    return value


def json_size(value):
    if not (isinstance(value, int) and 0 <= value < 10**15):
        raise Malformed("size")
    return value


def checked_address(text):
    if not re.fullmatch(ADDRESS, text):
        raise Malformed("shape")
    return text


def checked_request(method, target, protocol=None):
    """Method and target that are fields of their own: the rules of a quoted request hold."""
    whole = re.fullmatch(r"[A-Z]{1,20}", method) and re.fullmatch(r"[^ ]+", target, re.DOTALL)
    whole = whole and (protocol is None or re.fullmatch(PROTOCOL, protocol))
    return (method, target) if whole else (None, "")


def first_of(headers, name):
    values = headers.get(name)
    if values is None or values == [] or values == [None]:
        return ""
    if not isinstance(values, list) or not isinstance(values[0], str):
        raise Malformed("shape")
    return absent(values[0])


def caddy_line(line):
    needed = "ts request client_ip remote_ip method host uri proto headers User-Agent Referer status size".split()
    entry = strict_json(line, needed)
    request = entry.get("request")
    if not isinstance(request, dict):
        raise Malformed("shape")
    headers = request.get("headers")
    if headers is None:
        headers = {}
    if not isinstance(headers, dict):
        raise Malformed("shape")
    texts = {key: text_of(request, key, optional=True) for key in ("client_ip", "remote_ip", "host", "proto")}
    address = checked_address(texts["client_ip"] if request.get("client_ip") is not None else texts["remote_ip"])
    host = texts["host"]
    protocol = texts["proto"] if request.get("proto") is not None else None
    method, target = checked_request(text_of(request, "method"), text_of(request, "uri"), protocol)
    referrer, agent = first_of(headers, "Referer"), first_of(headers, "User-Agent")
    time, status, size = number_of(entry, "ts"), number_of(entry, "status"), number_of(entry, "size", optional=True)
    if not -1e15 < time < 1e15:
        raise Malformed("time")
    return Line(int(time // 1), address, host, method, target, json_status(status), json_size(size), referrer, agent)


def cloudflare_line(line):
    needed = (
        "EdgeStartTimestamp ClientIP ClientRequestMethod ClientRequestHost ClientRequestURI ClientRequestReferer "
        "ClientRequestUserAgent EdgeResponseStatus EdgeResponseBytes"
    ).split()
    entry = strict_json(line, needed)
    address = checked_address(text_of(entry, "ClientIP"))
    host = text_of(entry, "ClientRequestHost", optional=True)
    method, target = checked_request(text_of(entry, "ClientRequestMethod"), text_of(entry, "ClientRequestURI"))
    referrer = absent(text_of(entry, "ClientRequestReferer", optional=True))
    agent = absent(text_of(entry, "ClientRequestUserAgent", optional=True))
    status, size = number_of(entry, "EdgeResponseStatus"), number_of(entry, "EdgeResponseBytes", optional=True)
    stamp = entry.get("EdgeStartTimestamp")
    if isinstance(stamp, str):
        time = rfc3339(stamp)
    elif is_number(stamp):
        if not (isinstance(stamp, int) and 0 <= stamp < 2**63):
            raise Malformed("time")
        time = stamp // 10**9 if stamp > 10**14 else stamp
    else:
        raise Malformed("shape")
    return Line(time, address, host, method, target, json_status(status), json_size(size), referrer, agent)


def decoded_leniently(text):
    """Percent-decoding in which a `%` without two hex digits stays."""
    data = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), text.encode("utf-8", "surrogateescape"))
    return data.decode("utf-8", "surrogateescape")


def column_line(name, line, columns):
    """CloudFront and W3C: columns as the last `#Fields` above said."""
    values = line.split("\t" if name == "cloudfront" else " ")
    if not columns or len(values) != len(columns) or "" in values:
        raise Malformed("shape")
    row = dict(zip(columns, values))
    needed = ["date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status"]
    if any(key not in row for key in needed):
        raise Malformed("shape")
    address = checked_address(row["c-ip"])
    stem, query = row["cs-uri-stem"], absent(row.get("cs-uri-query", "-"))
    if name == "cloudfront":
        stem, query = decoded_leniently(stem), decoded_leniently(query)
    target = stem + ("?" + query if query else "")
    method, target = checked_request(row["cs-method"], target)
    host = absent(row.get("x-host-header" if name == "cloudfront" else "cs-host", "-"))
    agent = row.get("cs(User-Agent)")
    referrer = row.get("cs(Referer)", "-")
    if name == "cloudfront":
        referrer = decoded_leniently(decoded_leniently(referrer))
        agent = agent and decoded_leniently(decoded_leniently(agent))
    elif agent:
        agent = agent.replace("+", " ")
    time = dashed_time(row["date"], row["time"])
    status, size = status_number(row["sc-status"]), size_number(row.get("sc-bytes", "-"))
    return Line(time, address, host, method, target, status, size, absent(referrer), None if agent is None else absent(agent))


class LineReader:
    """Reads the lines of one file in one format."""

    def __init__(self, name, clock):
        self.name = name
        self.clock = clock
        self.columns = None
        self.own = OwnFormat(name) if "$" in name else None

    def read(self, data):
        """Raises Skipped or Malformed; returns a Line, or None when its time is out of range."""
        data = data.removesuffix(b"\r")
        if data == b"":
            raise Skipped
        if self.name in ("cloudfront", "w3c") and data.startswith(b"#"):
            if data.startswith(b"#Fields:"):
                self.columns = data.decode("utf-8", "replace").removeprefix("#Fields:").split()
            raise Skipped
        if len(data) > LONGEST_LINE:
            raise Malformed("long")
        if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", data):
            raise Malformed("control")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("encoding")
        if self.own:
            line = self.own.line(text)
        elif self.name in TEXT_FORMATS:
            line = text_line(self.name, text)
        elif self.name == "caddy":
            line = caddy_line(text)
        elif self.name == "cloudflare":
            line = cloudflare_line(text)
        else:
            line = column_line(self.name, text, self.columns)
        return line if EARLIEST <= line.time <= self.clock + 86_400 else None
