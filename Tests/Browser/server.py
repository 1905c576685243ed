"""A static host on 127.0.0.1 that sends the strict policy of the site and fails on request."""

import datetime
import functools
import http.server
import re
import sys
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

# The policy that the documentation tells authors to send, and a place to report violations to.
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; "
    "script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'; report-uri /csp-report"
)
TYPES = {
    ".bin": "application/octet-stream", ".css": "text/css", ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg", ".js": "text/javascript", ".json": "application/json",
    ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp", ".xml": "application/xml",
}


class Server:
    """Serves one built site below its base path. A fresh port is a fresh origin for the browser."""

    def __init__(self, folder, base):
        self.folder = Path(folder)
        self.base = base
        self.requests = []
        self.violations = []
        self.prelude = None
        self.extra = {}
        self.sealed_cache = "no-cache"
        self.log = []
        self._faults = []
        handler = functools.partial(_Handler, self)
        self._http = _Listener(("127.0.0.1", 0), handler)
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self):
        return self._http.server_address[1]

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def url(self, path=""):
        """The address of a path below the base path."""
        return self.origin + self.base + path

    def fault(self, pattern, action):
        """Lets requests whose path matches fail: a status, "drop", or a function over the bytes."""
        self._faults.append((re.compile(pattern), action))

    def repair(self):
        self._faults.clear()

    def fault_for(self, path):
        return next((action for pattern, action in self._faults if pattern.search(path)), None)

    def fetched(self, pattern):
        """The paths requested so far that match."""
        return [path for path in self.requests if re.search(pattern, path)]

    def close(self):
        self._http.shutdown()
        self._http.server_close()


class _Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """Browsers hang up whenever they like; anything else is worth a trace."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, server, *arguments):
        self.site = server
        super().__init__(*arguments)

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/csp-report":
            self.site.violations.append(body.decode())
        self._answer(204, b"", "text/plain")

    def do_GET(self):
        address = urlsplit(self.path)
        self.site.requests.append(self.path)
        if address.path == "/prelude.js" and self.site.prelude:
            return self._answer(200, self.site.prelude.encode(), "text/javascript")
        if address.path in self.site.extra:
            return self._answer(200, self.site.extra[address.path], "application/json")
        fault = self.site.fault_for(address.path)
        if fault == "drop":
            self.close_connection = True
            return self.connection.close()
        if isinstance(fault, int):
            return self._answer(fault, b"<!doctype html><title>Fault</title>", TYPES[".html"])
        file = self._file(unquote(address.path))
        if file is None:
            return self._answer(404, b"<!doctype html><title>Not found</title>", TYPES[".html"])
        body = file.read_bytes()
        if callable(fault):
            body = fault(body)
        kind = TYPES.get(file.suffix, "application/octet-stream")
        if self.site.prelude and file.suffix == ".html":
            body = body.replace(b"<head>", b'<head><script src="/prelude.js"></script>', 1)
        self._answer(200, body, "text/html" if body.startswith(b"<!doctype") else kind)

    def _combined(self, status, size):
        """A line of the host's access log, as by a browser that people use."""
        time = datetime.datetime.now(datetime.timezone.utc).strftime("%d/%b/%Y:%H:%M:%S +0000")
        agent = self.headers.get("User-Agent", "-").replace("HeadlessChrome", "Chrome")
        return (f'{self.client_address[0]} - - [{time}] "{self.command} {self.path} HTTP/1.1" {status} {size} '
                f'"{self.headers.get("Referer", "-")}" "{agent}"\n')

    def _file(self, path):
        if not path.startswith(self.site.base):
            return None
        file = self.site.folder / path[len(self.site.base):]
        if path.endswith("/"):
            file /= "index.html"
        inside = self.site.folder.resolve() in file.resolve().parents
        return file if inside and file.is_file() else None

    def _answer(self, status, body, kind):
        sealed = "/_sealpress/sealed/" in self.path
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", self.site.sealed_cache if sealed else "no-cache")
            self.end_headers()
            self.wfile.write(body)
            self.site.log.append(self._combined(status, len(body)))
        except (BrokenPipeError, ConnectionResetError):
            pass
