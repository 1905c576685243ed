#!/usr/bin/env python3
"""Sends members' codes with the built tool to a real SMTP server on this machine: TLS from the first byte and STARTTLS,
certificates, login, refusals, interruptions. Run: python -m unittest, with SEALPRESS naming the tool."""

import asyncio
import datetime
import email
import email.policy
import logging
import os
import pathlib
import signal
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TOOL = os.environ.get("SEALPRESS") or str(
    pathlib.Path(__file__).resolve().parents[2] / ".build/release/sealpress"
)
logging.disable(logging.CRITICAL)
PASSWORD = "correct-horse-battery"
CONFIGURATION = """site: {title: "Learn 学", baseURL: "https://learn.example/"}
tiers: [{id: premium, name: Premium}]
"""
ROSTER = """id,name,email,tier,status,until
ann,Ann Lee,ann@example.org,premium,active,
bob,"Bob ""the"" <Builder>",bob@example.org,premium,active,
mei,林美 Müller,mei@example.org,premium,active,2099-12-31
gone,Gone,gone@example.org,premium,left,
old,Old,old@example.org,premium,active,2020-01-01
nowhere,No Where,,premium,active,
"""
TEMPLATE = "From: Ada Lindqvist <ada@learn.example>\nSubject: Your code for {{site}}, {{name}}\n\nHello {{name}},\n\n{{code}}\n{{ link }}\n.\nBis bald\n"


def certificates(folder: pathlib.Path, host: str) -> tuple[pathlib.Path, ssl.SSLContext]:
    """A certificate authority and a server's context with a certificate of it for `host`."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def builder(subject: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name("Test authority"))
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        )

    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = (
        builder("Test authority", ca_key).add_extension(x509.BasicConstraints(True, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(False, False, False, False, False, True, True, False, False), critical=True
        ).sign(ca_key, hashes.SHA256())
    )
    leaf = (
        builder(host, key).add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        ).sign(ca_key, hashes.SHA256())
    )
    trusted, chain, private = folder / f"{host}-ca.pem", folder / f"{host}.pem", folder / f"{host}.key"
    trusted.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    chain.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return trusted, context


class Handler:
    """Keeps what was sent; `answers` are given to those recipients instead of a yes."""

    def __init__(self):
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.answers: dict[str, str] = {}
        self.data_answers: dict[str, str] = {}
        self.stall = 0.0
        self.hangs_up_on = ""
        self.refuses_sender = False

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.refuses_sender:
            return "553 not your address"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            if address in self.data_answers:
                return self.data_answers[address]
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if self.hangs_up_on in envelope.rcpt_tos:
            server.transport.abort()
        if self.stall:
            time.sleep(self.stall)
        return "250 taken"


class Server:
    """An SMTP server on a port of its own, in a thread of its own; with `context`, TLS from the first byte."""

    def __init__(self, handler, context=None, **more):
        self.loop = asyncio.new_event_loop()
        listener = self.loop.create_server(lambda: SMTP(handler, loop=self.loop, **more), "127.0.0.1", 0, ssl=context)
        self.server = self.loop.run_until_complete(listener)
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def stop(self):
        self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)


class MailTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.certs = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.certs.name)
        cls.trusted, cls.context = certificates(folder, "localhost")
        cls.wrong_trusted, cls.wrong_context = certificates(folder, "elsewhere.example")

    @classmethod
    def tearDownClass(cls):
        cls.certs.cleanup()

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.site = pathlib.Path(temporary.name)
        self.write("sealpress.yml", CONFIGURATION)
        self.write("members.csv", ROSTER)
        self.write("mail.txt", TEMPLATE)
        subprocess.run([TOOL, "keys", "init", "--quiet"], cwd=self.site, check=True)
        self.handler = Handler()

    def write(self, name: str, text: str):
        (self.site / name).write_text(text, encoding="utf-8")

    def start(self, security: str, context=None, login=True) -> str:
        context = context or self.context

        def check(server, session, envelope, mechanism, data):
            right = data.login == b"ada" and data.password == PASSWORD.encode()
            return AuthResult(success=right, handled=False if not right else True)

        more = {"authenticator": check, "auth_required": True} if login else {}
        if security == "smtps":
            server = Server(self.handler, context, auth_require_tls=False, **more)
        elif security == "smtp":
            server = Server(self.handler, tls_context=context, require_starttls=True, **more)
        else:
            server = Server(self.handler)
        self.addCleanup(server.stop)
        return f"{'smtps' if security == 'smtps' else 'smtp'}://localhost:{server.port}"

    def arguments(self, url: str, *more: str) -> list[str]:
        return [
            TOOL, "members", "mail", "--smtp", url, "--template", "mail.txt", "--rate", "6000", "--user", "ada", "--ca-file", str(self.trusted), *more,
        ]

    def mail(self, url: str, *more: str, password: str | None = PASSWORD, status: int = 0):
        environment = {"PATH": "/usr/bin:/bin"}
        if password is not None:
            environment["SEALPRESS_SMTP_PASSWORD"] = password
        run = subprocess.run(
            self.arguments(url, *more), cwd=self.site, env=environment, capture_output=True, text=True, timeout=60
        )
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        for secret in filter(None, [password, self.code("ann")]):
            self.assertNotIn(secret, run.stdout + run.stderr)
        return run

    def code(self, member: str) -> str:
        run = subprocess.run([TOOL, "members", "code", member], cwd=self.site, capture_output=True, text=True, check=True)
        return run.stdout.strip()

    def recipients(self) -> list[str]:
        return [mail[1][0] for mail in self.handler.mails]

    def test_every_active_member_with_an_address_gets_their_code_once(self):
        for security in ("smtps", "smtp"):
            with self.subTest(security):
                self.handler.mails.clear()
                log = self.site / ".sealpress/sent.log"
                log.unlink(missing_ok=True)
                url = self.start(security)
                self.mail(url)
                self.assertEqual(self.recipients(), ["ann@example.org", "bob@example.org", "mei@example.org"])
                self.assertEqual(log.stat().st_mode & 0o777, 0o600)
                for (sender, _, content), member in zip(self.handler.mails, ("ann", "bob", "mei")):
                    self.assertEqual(sender, "ada@learn.example")
                    message = email.message_from_bytes(content, policy=email.policy.default)
                    code = self.code(member)
                    body = message.get_content().replace("\r\n", "\n")
                    self.assertIn(f"\n{code}\nhttps://learn.example/unlock/#{code}\n.\nBis bald\n", body)
                self.mail(url)
                self.assertEqual(len(self.handler.mails), 3)
                self.mail(url, "--campaign", "reminder")
                self.assertEqual(len(self.handler.mails), 6)

    def test_names_and_subjects_of_all_scripts_arrive_and_none_adds_a_header(self):
        self.mail(self.start("smtps"))
        names = {}
        for _, recipients, content in self.handler.mails:
            self.assertTrue(all(byte < 128 for byte in content))
            self.assertTrue(all(len(line) <= 78 for line in content.splitlines()))
            message = email.message_from_bytes(content, policy=email.policy.default)
            self.assertEqual(
                sorted(message.keys()),
                sorted(["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                        "Content-Transfer-Encoding", "Auto-Submitted"]),
            )
            [to] = message["To"].addresses
            self.assertEqual(to.addr_spec, recipients[0])
            self.assertEqual(message["Subject"], f"Your code for Learn 学, {to.display_name}")
            names[recipients[0]] = to.display_name
            self.assertEqual(message["From"].addresses[0].display_name, "Ada Lindqvist")
            self.assertEqual(message.defects, [])
        self.assertEqual(
            names,
            {"ann@example.org": "Ann Lee", "bob@example.org": 'Bob "the" <Builder>', "mei@example.org": "林美 Müller"},
        )

    def test_a_hostile_name_or_address_changes_nothing_but_itself(self):
        self.write(
            "members.csv",
            'id,name,email,tier\n'
            'ann,"Eve\nBcc: victim@example.org",eve@example.org,premium\n'
            'b,B,"b@example.org>\nRCPT TO:<victim@example.org",premium\n'
            'c,C,"c@example.org,victim@example.org",premium\n'
            'd,D,c d@example.org,premium\n',
        )
        run = self.mail(self.start("smtps"))
        self.assertEqual(self.recipients(), ["eve@example.org"])
        message = email.message_from_bytes(self.handler.mails[0][2], policy=email.policy.default)
        self.assertIsNone(message["Bcc"])
        self.assertEqual(run.stderr.count("is no address that mail can be sent to"), 3)

    def test_a_certificate_that_is_not_trusted_or_for_another_host_is_refused(self):
        for security in ("smtps", "smtp"):
            for context in (self.wrong_context, None):
                with self.subTest(f"{security} {context}"):
                    url = self.start(security, context)
                    more = ["--ca-file", str(self.wrong_trusted)]
                    run = self.mail(url, *more, status=1)
                    self.assertIn("error: nothing can be sent: SSL", run.stderr)
                    self.assertEqual(self.handler.mails, [])

    def test_nothing_is_said_in_the_clear(self):
        run = self.mail(self.start("plain", login=False), status=1)
        self.assertIn("nothing can be sent", run.stderr)
        self.assertEqual(self.handler.mails, [])
        run = self.mail("http://localhost:25", status=1)
        self.assertIn("an SMTP server is written smtps://", run.stderr)
        run = self.mail("smtps://ada:secret@localhost", status=1)
        self.assertIn("name and password do not belong in the address", run.stderr)
        self.assertNotIn("secret", run.stderr)

    def test_a_wrong_password_stops_at_once_and_the_right_one_goes_on(self):
        url = self.start("smtp")
        run = self.mail(url, password="wrong-password", status=1)
        self.assertEqual(run.stderr.count("nothing can be sent"), 1)
        self.assertEqual(self.mail(url, password=None, status=1).stderr.splitlines()[0], "error: there is no password for 'ada'")
        secret = self.site / "password"
        secret.write_text(PASSWORD + "\n")
        secret.chmod(0o644)
        self.assertIn("others can read the password", self.mail(url, "--password-file", "password", status=1).stderr)
        secret.chmod(0o600)
        self.mail(url, "--password-file", "password", password=None)
        self.assertEqual(len(self.handler.mails), 3)

    def test_a_refused_recipient_does_not_stop_the_others_and_is_not_tried_again(self):
        self.handler.answers["bob@example.org"] = "550 no such user"
        url = self.start("smtps")
        run = self.mail(url, status=1)
        self.assertIn("error: the server refused the mail to 'bob': ", run.stderr)
        self.assertEqual(self.recipients(), ["ann@example.org", "mei@example.org"])
        self.mail(url)
        self.assertEqual(len(self.handler.mails), 2)

    def test_whoever_is_named_is_tried_again_after_a_refusal_and_nobody_after_a_mail(self):
        self.handler.answers["bob@example.org"] = "550 no such user"
        url = self.start("smtps")
        self.mail(url, status=1)
        self.handler.answers.clear()
        self.write("members.csv", ROSTER.replace("bob@", "robert@"))
        self.mail(url, "ann", "bob")
        self.assertEqual(self.recipients(), ["ann@example.org", "mei@example.org", "robert@example.org"])

    def test_a_sender_that_the_server_will_not_have_costs_nobody_their_mail(self):
        self.handler.refuses_sender = True
        url = self.start("smtps")
        self.assertEqual(self.mail(url, status=1).stderr.count("nothing can be sent: MAIL failed: 553"), 1)
        self.handler.refuses_sender = False
        self.mail(url)
        self.assertEqual(len(self.handler.mails), 3)

    def test_a_server_that_takes_nothing_is_left_alone_after_three(self):
        rows = "".join(f"m{number},M,m{number}@example.org,premium\n" for number in range(9))
        self.write("members.csv", "id,name,email,tier\nann,Ann,ann@example.org,premium\n" + rows)
        self.handler.data_answers = {"ann@example.org": "554 looks like spam"} | {
            f"m{number}@example.org": "554 looks like spam" for number in range(9)}
        url = self.start("smtps")
        self.assertEqual(self.mail(url, status=1).stderr.count("the server refused the mail to"), 3)
        self.handler.data_answers.clear()
        self.mail(url)
        self.assertEqual(len(self.handler.mails), 7)

    def test_a_busy_server_is_asked_again_later(self):
        self.handler.answers["bob@example.org"] = "451 later"
        self.handler.data_answers["mei@example.org"] = "452 full"
        url = self.start("smtps")
        self.assertIn("error: the mail to 'bob' was not taken: ", self.mail(url, status=1).stderr)
        self.assertEqual(self.recipients(), ["ann@example.org"])
        self.handler.answers.clear()
        self.handler.data_answers.clear()
        self.mail(url)
        self.assertEqual(self.recipients(), ["ann@example.org", "bob@example.org", "mei@example.org"])

    def test_killed_at_any_moment_nobody_gets_a_mail_twice(self):
        members, attempts = 150, 12
        rows = "ann,Ann,ann@example.org,premium\n" + "".join(
            f"m{number:03},M {number},m{number:03}@example.org,premium\n" for number in range(members - 1))
        self.write("members.csv", "id,name,email,tier\n" + rows)
        # Each mail takes a while, so that whatever the machine's speed a kill comes among the mails and not after the last.
        self.handler.stall = 0.01
        url = self.start("smtps")
        environment = {"PATH": "/usr/bin:/bin", "SEALPRESS_SMTP_PASSWORD": PASSWORD}
        for attempt in range(attempts):
            awaited = len(self.handler.mails) + 1
            process = subprocess.Popen(
                self.arguments(url, "--quiet"), cwd=self.site, env=environment, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            deadline = time.monotonic() + 20
            while len(self.handler.mails) < awaited and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(0.003 * attempt)
            process.send_signal(signal.SIGKILL)
            self.assertEqual(process.wait(), -signal.SIGKILL, "it ended before it was killed")
            self.assertGreaterEqual(len(self.handler.mails), awaited, "nobody got a mail before the kill")
        self.handler.stall = 0.0
        run = self.mail(url)
        recipients = self.recipients()
        self.assertEqual(len(recipients), len(set(recipients)), "somebody got it twice")
        doubts = run.stderr.count("got this mail is not known")
        self.assertGreaterEqual(len(recipients) + doubts, members)
        self.assertLessEqual(doubts, attempts)

    def test_a_lost_answer_leaves_a_doubt_that_is_told_and_not_sent_again(self):
        self.handler.hangs_up_on = "bob@example.org"
        url = self.start("smtps")
        self.assertIn("whether the mail to 'bob' was taken is not known", self.mail(url, status=1).stderr)
        self.handler.hangs_up_on = ""
        self.assertIn("whether 'bob' got this mail is not known", self.mail(url).stderr)
        self.assertEqual(self.recipients(), ["ann@example.org", "bob@example.org", "mei@example.org"])

    def test_two_runs_at_once_do_not_meet(self):
        self.handler.stall = 1.0
        url = self.start("smtps")
        environment = {"PATH": "/usr/bin:/bin", "SEALPRESS_SMTP_PASSWORD": PASSWORD}
        first = subprocess.Popen(self.arguments(url, "--quiet"), cwd=self.site, env=environment)
        deadline = time.monotonic() + 20
        while not self.handler.mails and time.monotonic() < deadline:
            time.sleep(0.05)
        second = self.mail(url, status=1)
        self.assertIn("has been working here", second.stderr)
        self.assertEqual(first.wait(), 0)
        self.assertEqual(len(self.handler.mails), 3)

    def test_a_member_named_twice_gets_it_once_and_one_whose_code_opens_nothing_not_at_all(self):
        self.write("members.csv", ROSTER + "pool-0001,,pool@example.org,premium,unclaimed,\n")
        run = self.mail(self.start("smtps"), "bob", "bob", "ann", "old", "gone", "pool-0001", "bob")
        self.assertEqual(self.recipients(), ["ann@example.org", "bob@example.org"])
        self.assertEqual(
            run.stderr.splitlines()[:3],
            ["warning: 'gone' is lapsed and gets no mail", "warning: 'old' is lapsed and gets no mail",
             "warning: 'pool-0001' is unclaimed and gets no mail"],
        )

    def test_a_new_code_is_a_new_mail(self):
        url = self.start("smtps")
        self.mail(url)
        old = self.code("ann")
        subprocess.run([TOOL, "members", "reissue", "ann", "--quiet"], cwd=self.site, check=True)
        self.assertNotEqual(self.code("ann"), old)
        self.mail(url)
        self.assertEqual(self.recipients()[3:], ["ann@example.org"])
        self.assertIn(self.code("ann").encode(), self.handler.mails[3][2])
        subprocess.run([TOOL, "keys", "replace", "--quiet"], cwd=self.site, check=True)
        self.mail(url)
        self.assertEqual(self.recipients()[4:], ["ann@example.org", "bob@example.org", "mei@example.org"])
        self.mail(url)
        self.assertEqual(len(self.handler.mails), 7)

    def test_no_more_mails_a_minute_than_were_asked_for(self):
        start = time.monotonic()
        self.mail(self.start("smtps"), "--rate", "120")
        self.assertEqual(len(self.handler.mails), 3)
        # Two pauses of half a second; how long everything else takes does not matter.
        self.assertGreaterEqual(time.monotonic() - start, 1.0)

    def test_the_sender_is_needed_and_the_option_goes_before_the_template(self):
        url = self.start("smtps")
        self.mail(url, "ann", "--sender", "Office <office@learn.example>")
        self.assertEqual(self.handler.mails[0][0], "office@learn.example")
        self.write("mail.txt", "Subject: x\n\n{{code}}\n")
        self.assertIn("nothing says whom the mail is from", self.mail(url, status=1).stderr)

    def test_a_log_that_cannot_be_trusted_or_written_sends_nothing(self):
        url = self.start("smtps")
        self.write("members.csv", ROSTER)
        (self.site / ".sealpress").mkdir(exist_ok=True)
        self.write(".sealpress/sent.log", "something else\n")
        self.assertIn("line 1 of", self.mail(url, status=1).stderr)
        (self.site / ".sealpress/sent.log").unlink()
        (self.site / ".sealpress/sent.log").symlink_to("/dev/full")
        self.mail(url, status=1)
        self.assertEqual(self.handler.mails, [])

    def test_a_template_without_a_code_or_with_a_mistyped_field_sends_nothing(self):
        url = self.start("smtps")
        self.write("mail.txt", "From: a@b.c\nSubject: x\n\nHello {{nmae}}\n")
        run = self.mail(url, status=1)
        self.assertEqual(
            run.stderr,
            "mail.txt:4:7: error: there is no field 'nmae'\n    4 | Hello {{nmae}}\n      |       ^^^^^^^^ did you mean 'name'? "
            "the fields are: name, id, code, link, tier, courses, until, site\n",
        )
        self.write("mail.txt", "From: a@b.c\nSubject: x\n\nHello {{name}}\n")
        self.assertIn("this template tells nobody their code", self.mail(url, status=1).stderr)
        self.assertEqual(self.handler.mails, [])

    def test_a_dry_run_names_who_would_get_it(self):
        run = self.mail("smtps://localhost:1", "--dry-run")
        self.assertEqual(run.stdout, "ann ann@example.org\nbob bob@example.org\nmei mei@example.org\n")
        self.assertFalse((self.site / ".sealpress/sent.log").exists())


if __name__ == "__main__":
    unittest.main()
