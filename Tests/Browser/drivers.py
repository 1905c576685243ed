"""One small interface to two browsers, so that a case is written once.

A browser makes pages (`fresh`, without any history) and each page can be driven: `goto`, `js`, `wait`,
`click`, `fill`, `press`, `tab`, `offline`. `problems` lists what went wrong inside since then.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time

INSECURE_HOST = "sealpress.test"


class Timeout(AssertionError):
    pass


class Page:
    """What both browsers do alike."""

    def wait(self, expression, why=None, seconds=20):
        """Polls until a JavaScript expression holds, and returns it."""
        end = time.monotonic() + seconds
        while True:
            try:
                value = self.js(expression)
            except Exception as error:  # the page is between two documents
                value, last = None, error
            else:
                last = None
            if value:
                return value
            if time.monotonic() > end:
                raise Timeout(f"{why or expression}: not within {seconds} s {last or ''}".strip())
            time.sleep(0.03)

    def text(self, selector="main"):
        return self.js(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def count(self, selector):
        return self.js(f"document.querySelectorAll({json.dumps(selector)}).length")

    def attribute(self, selector, name):
        return self.js(
            f"document.querySelector({json.dumps(selector)})?.getAttribute({json.dumps(name)})")


class ChromiumPage(Page):
    def __init__(self, page, context):
        self._page = page
        self._context = context
        self.found = []
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("console", self._console)

    def _console(self, message):
        if "Content Security Policy" in message.text:
            self.found.append(f"console: {message.text}")

    def goto(self, url):
        self._page.goto(url)

    def reload(self):
        self._page.reload()

    def back(self):
        self._page.go_back()

    def js(self, expression):
        return self._page.evaluate(f"() => ({expression})")

    def click(self, selector):
        self._page.locator(selector).first.click(timeout=15000)

    def fill(self, selector, text):
        field = self._page.locator(selector).first
        field.fill("")
        field.press_sequentially(text)

    def press(self, key):
        self._page.keyboard.press(key)

    def tab(self):
        other = ChromiumPage(self._context.new_page(), self._context)
        other.found = self.found
        return other

    def offline(self, off):
        self._context.set_offline(off)

    def problems(self):
        return self.found

    def forgive(self):
        """Forgets what went wrong so far, because the case wanted it to."""
        self.found.clear()


class Chromium:
    name = "Chromium"

    def __init__(self):
        from playwright.sync_api import sync_playwright

        self._playwright = sync_playwright().start()
        self.browser = self._playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", f"--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1"])
        self._context = None

    def fresh(self):
        if self._context:
            self._context.close()
        self._context = self.browser.new_context()
        return ChromiumPage(self._context.new_page(), self._context)

    def close(self):
        self.browser.close()
        self._playwright.stop()


class FirefoxPage(Page):
    KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}

    def __init__(self, marionette, handle):
        self._marionette = marionette
        self._handle = handle

    def _here(self):
        if self._marionette.current_window_handle != self._handle:
            self._marionette.switch_to_window(self._handle)
        return self._marionette

    def _find(self, selector):
        return self._here().find_element("css selector", selector)

    def goto(self, url):
        self._here().navigate(url)

    def reload(self):
        self._here().refresh()

    def back(self):
        self._here().go_back()

    def js(self, expression):
        return self._here().execute_script(f"return ({expression})", sandbox=None)

    def click(self, selector):
        self._find(selector).click()

    def fill(self, selector, text):
        field = self._find(selector)
        field.clear()
        field.send_keys(text)

    def press(self, key):
        self._here().execute_script("return document.activeElement", sandbox=None).send_keys(
            self.KEYS.get(key, key))

    def tab(self):
        opened = self._here().open(type="tab", focus=True)
        return FirefoxPage(self._marionette, opened["handle"])

    def offline(self, off):
        self._chrome(f"Services.io.offline = {json.dumps(off)}")

    def _chrome(self, script):
        with self._marionette.using_context("chrome"):
            return self._marionette.execute_script(script)

    def forgive(self):
        self._chrome("Services.console.reset()")

    def problems(self):
        # Errors and policy violations of pages, as the browser's own console has them.
        return self._chrome("""
            return Services.console.getMessageArray()
              .filter((message) => message instanceof Ci.nsIScriptError)
              .filter(({flags, sourceName, category}) => category.includes("CSP")
                || !(flags & Ci.nsIScriptError.warningFlag) && sourceName.startsWith("http://"))
              .filter(({category}) => category !== "Image")
              // A page that is left while a script loads: none of it has come, and this is the hash of nothing.
              .filter(({errorMessage}) => !errorMessage.includes("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))
              .map(({errorMessage, category, sourceName}) => `${category}: ${errorMessage} ${sourceName}`)
        """)


class Firefox:
    name = "Firefox"
    PREFERENCES = {
        "app.normandy.enabled": False,
        "app.update.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.page": 0,
        "datareporting.policy.dataSubmissionEnabled": False,
        "dom.security.https_first": False,
        "dom.security.https_first_schemeless": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "network.disable-localhost-when-offline": True,
        "network.dns.localDomains": INSECURE_HOST,
        "network.manage-offline-status": False,
        "toolkit.telemetry.enabled": False,
    }

    def __init__(self):
        from marionette_driver.marionette import Marionette

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._profile = tempfile.mkdtemp(prefix="sealpress-firefox-")
        preferences = {**self.PREFERENCES, "marionette.port": port}
        with open(os.path.join(self._profile, "user.js"), "w") as file:
            for name, value in preferences.items():
                file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        self._process = subprocess.Popen(
            [program, "--headless", "-marionette", "-remote-allow-system-access", "-no-remote",
             "-profile", self._profile],
            env={**os.environ, "HOME": self._profile},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._marionette = Marionette(host="127.0.0.1", port=port)
        self._marionette.raise_for_port(60)
        self._marionette.start_session()
        self._marionette.timeout.page_load = 20

    def fresh(self):
        first, *others = self._marionette.window_handles
        for handle in others:
            self._marionette.switch_to_window(handle)
            self._marionette.close()
        self._marionette.switch_to_window(first)
        self._marionette.navigate("about:blank")
        page = FirefoxPage(self._marionette, first)
        page.offline(False)
        page._chrome("Services.console.reset()")
        return page

    def close(self):
        try:
            self._marionette.delete_session()
        finally:
            self._process.terminate()
            self._process.wait(20)
            shutil.rmtree(self._profile, ignore_errors=True)
