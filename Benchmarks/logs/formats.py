"""How each server writes a request: a header for the file, and one function a format."""

import datetime
import functools
import json
import urllib.parse

UTC = datetime.timezone.utc


@functools.lru_cache(1 << 16)
def common_time(second):
    return datetime.datetime.fromtimestamp(second, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")


@functools.lru_cache(1 << 16)
def spaced_time(second, gap):
    return datetime.datetime.fromtimestamp(second, UTC).strftime(f"%Y-%m-%d{gap}%H:%M:%S")


def escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def combined(r):
    return (
        f'{r.address} - - [{common_time(r.second)}] "{r.method} {r.target} HTTP/{r.version}" {r.status} {r.size or "-"} '
        f'"{escaped(r.referrer)}" "{escaped(r.agent)}"\n'
    )


def common(r):
    return f'{r.address} - - [{common_time(r.second)}] "{r.method} {r.target} HTTP/{r.version}" {r.status} {r.size or "-"}\n'


def vhost(r):
    return f"{r.host}:443 {combined(r)}"


def main(r):
    return combined(r).rstrip("\n") + ' "-"\n'


def caddy(r):
    headers = {"Accept": ["*/*"]}
    if r.agent != "-":
        headers["User-Agent"] = [r.agent]
    if r.referrer != "-":
        headers["Referer"] = [r.referrer]
    return json.dumps({
        "level": "info", "ts": r.second + r.microsecond / 1e6, "logger": "http.log.access", "msg": "handled request",
        "request": {
            "remote_ip": r.address, "remote_port": "41342", "client_ip": r.address, "proto": f"HTTP/{r.version}",
            "method": r.method, "host": r.host, "uri": r.target, "headers": headers,
        },
        "bytes_read": 0, "user_id": "", "duration": 0.000929675, "size": r.size, "status": r.status,
        "resp_headers": {"Server": ["Caddy"]},
    }, separators=(",", ":"), ensure_ascii=False) + "\n"


CLOUDFRONT_FIELDS = (
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) "
    "cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken "
    "x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status "
    "fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
    "sc-range-start sc-range-end"
)


def encoded(text):
    # CloudFront encodes what it logs; of what it keeps as it is none is another's code.
    return "-" if text == "-" else urllib.parse.quote(text, safe="!$&()*+,/:;=?@")


def twice_encoded(text):
    # The space of an agent was encoded before.
    return encoded(text.replace(" ", "%20"))


def cloudfront(r):
    stem, _, query = r.target.partition("?")
    values = [
        spaced_time(r.second, "\t"), "FRA56-P8", str(r.size), r.address, r.method, "d111111abcdef8.cloudfront.net",
        encoded(stem), str(r.status), twice_encoded(r.referrer), twice_encoded(r.agent), encoded(query or "-"), "-", "Hit", "SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==",
        r.host, "https", "23", "0.001", "-", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "Hit", f"HTTP/{r.version}", "-", "-", "11040",
        "0.001", "Hit", "text/html", str(r.size), "-", "-",
    ]
    return "\t".join(values) + "\n"


def cloudflare(r):
    return json.dumps({
        "ClientIP": r.address, "ClientRequestHost": r.host, "ClientRequestMethod": r.method,
        "ClientRequestProtocol": f"HTTP/{r.version}", "ClientRequestReferer": "" if r.referrer == "-" else r.referrer,
        "ClientRequestURI": r.target, "ClientRequestUserAgent": "" if r.agent == "-" else r.agent,
        "EdgeEndTimestamp": spaced_time(r.second, "T") + "Z", "EdgeResponseBytes": r.size, "EdgeResponseStatus": r.status,
        "EdgeStartTimestamp": spaced_time(r.second, "T") + "Z", "RayID": "3a6050bcbe121a87",
    }, separators=(",", ":"), ensure_ascii=False) + "\n"


W3C_FIELDS = (
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status "
    "sc-substatus sc-win32-status sc-bytes time-taken"
)


def w3c(r):
    stem, _, query = r.target.partition("?")
    return (
        f"{spaced_time(r.second, ' ')} 10.0.0.4 {r.method} {stem} {query or '-'} 443 - {r.address} "
        f"{r.agent.replace(' ', '+')} {r.referrer.replace(' ', '+')} {r.status} 0 0 {r.size} 12\n"
    )


FORMATS = {
    "combined": (combined, ""),
    "common": (common, ""),
    "vhost": (vhost, ""),
    "main": (main, ""),
    "caddy": (caddy, ""),
    "cloudfront": (cloudfront, f"#Version: 1.0\n#Fields: {CLOUDFRONT_FIELDS}\n"),
    "cloudflare": (cloudflare, ""),
    "w3c": (w3c, f"#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: {W3C_FIELDS}\n"),
}
