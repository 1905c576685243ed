"""The reference itself, on lines made by hand whose facts can be counted by eye."""

import hashlib
import unittest

from classify import AgentList, Place, classify, parameter, referrer_host, route_of
from compare import differences
from facts import COLUMNS, Log
from lines import LineReader, Malformed, Skipped

NOON = 1_431_864_000  # 2015-05-17 12:00:00 UTC
BUNDLE, SECTION, BEACON = "ab" + "0" * 30, "cd" * 16, "ef" * 16
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"


def place(base="/"):
    return Place(base, {"example.org"}, {BUNDLE: "ada"}, {BEACON: "ada"}, {SECTION: "/b/"})


def combined(second, target, address="1.2.3.4", status=200, referrer="-", agent=FIREFOX, method="GET"):
    minutes, seconds = divmod(second, 60)
    hours, minutes = divmod(minutes, 60)
    stamp = f"17/May/2015:{12 + hours:02}:{minutes:02}:{seconds:02} +0000"
    return f'{address} - - [{stamp}] "{method} {target} HTTP/1.1" {status} 100 "{referrer}" "{agent}"'


def facts(*lines, name="combined", agents="bot\n!cubot\n", base="/", zone="UTC"):
    log = Log(place(base), lambda day: hashlib.sha256(day.encode()).digest(), zone, AgentList(agents), NOON + 86_400)
    reader = LineReader(name, log.clock)
    for line in lines:
        log.add(classify(reader.read(line.encode()), log.place))
    return {table: [dict(zip(COLUMNS[table], row)) for row in rows] for table, rows in log.facts().items()}


class Lines(unittest.TestCase):
    def outcome(self, line, name="combined"):
        try:
            return LineReader(name, NOON).read(line if isinstance(line, bytes) else line.encode())
        except Malformed as fault:
            return str(fault)
        except Skipped:
            return "skipped"

    def test_a_good_line_is_kept_and_a_bad_one_has_its_reason(self):
        good = combined(0, "/a/")
        self.assertEqual(self.outcome(good).time, NOON)
        self.assertEqual(self.outcome(good + "\r").address, "1.2.3.4")
        self.assertEqual(self.outcome(""), "skipped")
        self.assertEqual(self.outcome(good + "x" * 70_000), "long")
        self.assertEqual(self.outcome(good.replace("/a/", "/\0/")), "control")
        self.assertEqual(self.outcome(good.encode().replace(b"/a/", b"/\xff/")), "encoding")
        self.assertEqual(self.outcome(good + " more"), "shape")
        self.assertEqual(self.outcome(good[:-1]), "shape")
        self.assertEqual(self.outcome(good.replace("17/May", "31/Feb")), "time")
        self.assertEqual(self.outcome(good.replace("12:00:00", "12:00:60")), "time")
        self.assertEqual(self.outcome(good.replace(" 200 ", " 099 ")), "status")
        self.assertEqual(self.outcome(good.replace(" 100 ", " -5 ")), "size")
        self.assertEqual(self.outcome(good.replace(" 100 ", " - ")).size, 0)
        self.assertIsNone(self.outcome(good.replace("2015", "1999")))
        self.assertIsNone(self.outcome(good.replace("2015", "2016")))

    def test_a_quote_inside_an_agent_is_taken_with_its_backslash(self):
        self.assertEqual(self.outcome(combined(0, "/", agent='a\\"b')).agent, 'a\\"b')
        self.assertEqual(self.outcome(combined(0, "/", agent='a"b')), "shape")

    def test_offsets_and_users_with_spaces_are_read(self):
        self.assertEqual(self.outcome(combined(0, "/").replace("+0000", "+0230")).time, NOON - 9_000)
        self.assertEqual(self.outcome(combined(0, "/").replace(" - - ", " - a b ")).time, NOON)

    def test_json_is_strict(self):
        good = (
            '{"ts":1431864000.9,"request":{"remote_ip":"1.2.3.4","method":"GET","host":"example.org","uri":"/a",'
            '"headers":{"User-Agent":["x"]}},"status":200,"size":5}'
        )
        line = self.outcome(good, "caddy")
        self.assertEqual((line.time, line.agent, line.size), (NOON, "x", 5))
        for bad in (good + "x", good[:-1], good.replace('"size":5', '"size":5,"size":6'), good.replace('"/a"', "7"), "[]"):
            self.assertEqual(self.outcome(bad, "caddy"), "shape")
        self.assertEqual(self.outcome(good.replace('"size":5', '"size":-5'), "caddy"), "size")

    def test_columns_come_from_the_fields_line(self):
        reader = LineReader("cloudfront", NOON)
        with self.assertRaises(Skipped):
            reader.read(b"#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent)")
        line = reader.read(b"2015-05-17\t12:00:00\t1.2.3.4\tGET\t/a\t200\tA%2520B")
        self.assertEqual((line.time, line.agent, line.target), (NOON, "A B", "/a"))
        line = reader.read(b"2015-05-17\t12:00:00\t1.2.3.4\tGET\t/%25E6%2598%25A5/\t200\tA")
        self.assertEqual(line.target, "/%E6%98%A5/")


class Requests(unittest.TestCase):
    def kind(self, target, base="/", **how):
        return classify(LineReader("combined", NOON).read(combined(0, target, **how).encode()), place(base)).kind

    def test_every_class_is_told(self):
        for target, kind in [
            ("/a", "page"), ("/a.html", "page"), ("/a.png", "static"), ("/a.b/c", "page"), ("/robots.txt", "robots"),
            (f"/_sealpress/bundles/ab/{BUNDLE}.bin", "bundle"), (f"/_sealpress/bundles/aa/{BUNDLE}.bin", "static"),
            (f"/_sealpress/sealed/{SECTION}.bin", "sealed"), ("/_sealpress/beacon.txt?e=like", "beacon"),
            ("/%zz", "garbled"), ("/%ff", "garbled"), ("/%00", "garbled"), ("*", "garbled"),
        ]:
            self.assertEqual(self.kind(target), kind, target)
        self.assertEqual(self.kind("/", base="/learn/"), "elsewhere")
        self.assertEqual(self.kind("/learn", base="/learn/"), "page")

    def test_routes_have_one_name(self):
        for path, route in [("/a", "/a/"), ("/a/index.html", "/a/"), ("/a/", "/a/"), ("/a.html", "/a.html"), ("/", "/")]:
            self.assertEqual(route_of(path), route)

    def test_origins_are_cleaned(self):
        self.assertEqual(referrer_host("HTTPS://www.News.example:443/x", {"example.org"}), "news.example")
        self.assertEqual(referrer_host("https://www.example.org/x", {"example.org"}), "")
        self.assertEqual(referrer_host("https://evil.example@x/", set()), "")
        self.assertEqual(parameter("x=1&utm_source=+A%42+&utm_source=c", "utm_source"), "AB")
        self.assertEqual(parameter("utm_source=&utm_source=c", "utm_source"), "")
        self.assertEqual(parameter("utm_source=%4", "utm_source"), "")


class Facts(unittest.TestCase):
    def test_a_visit_is_counted_once_and_ends_after_thirty_minutes(self):
        found = facts(
            combined(0, "/a", referrer="https://news.example/"), combined(8, "/a"), combined(15, "/a"), combined(100, "/b/"),
            combined(100 + 1_800, "/a"), combined(100 + 1_800 + 1_801, "/a"),
        )
        first, second = found["visits"]
        self.assertEqual((first["views"], first["seconds"], first["entry"], first["exit"], first["referrer"]), (3, 1_900, "/a/", "/a/", "news.example"))
        self.assertEqual((second["views"], second["seconds"]), (1, 0))
        a = next(row for row in found["content"] if row["route"] == "/a/")
        self.assertEqual((a["views"], a["visitors"], a["entries"], a["exits"], a["bounces"], a["seconds"]), (3, 1, 2, 2, 1, 100))

    def test_a_bundle_ties_the_visit_to_its_member(self):
        found = facts(
            combined(0, "/b/"), combined(1, f"/_sealpress/bundles/ab/{BUNDLE}.bin", status=304),
            combined(2, f"/_sealpress/sealed/{SECTION}.bin"), combined(9, f"/_sealpress/sealed/{SECTION}.bin"),
        )
        self.assertEqual(found["visits"][0]["member"], "ada")
        self.assertEqual(found["member_content"], [dict(day="2015-05-17", part=0, member="ada", route="/b/", views=1, readings=1, seconds=9)])
        self.assertEqual(found["member_days"][0]["hours"], 1 << 12)

    def test_each_robot_is_known_by_what_it_does(self):
        pages = [combined(i, f"/p{i}", address="3.3.3.3") for i in range(12)]
        found = facts(
            combined(0, "/", agent="Somebot/1"), combined(0, "/", agent="CUBOT phone"), combined(0, "/", agent="-"),
            combined(0, "/robots.txt", address="2.2.2.2"), *pages, combined(0, "/x.css", address="4.4.4.4"),
            *[combined(i // 2, f"/q{i}", address="5.5.5.5") for i in range(61)],
        )
        self.assertEqual(
            {row["audience"]: row["visitors"] for row in found["visitors"]},
            {"agent": 1, "human": 2, "empty": 1, "robots": 1, "assets": 1, "rate": 1},
        )

    def test_beacons_are_judged_and_counted_once(self):
        def beacon(second, query):
            return combined(second, f"/_sealpress/beacon.txt?{query}&b={BEACON}")

        found = facts(
            beacon(0, "e=progress&p=/a&v=25"), beacon(1, "e=progress&p=/a/&v=25"), beacon(2, "e=progress&p=/a&v=26"),
            beacon(3, "e=sudo&p=/a"), beacon(4, "e=like&p=a"), beacon(5, "e=search&p=/&v=No+Such"),
            combined(6, "/_sealpress/beacon.txt?e=like&p=/a&b=00"), combined(7, f"/_sealpress/sealed/{'0' * 32}.bin"),
            *[beacon(10 + i % 50, f"e=exposure&p=/&v=x{i:03}") for i in range(203)],
        )
        kept = [(e["event"], e["route"], e["value"], e["times"]) for e in found["events"] if e["event"] != "exposure"]
        self.assertEqual(kept, [("progress", "/a/", "25", 2), ("search", "/", "no such", 1)])
        self.assertEqual(
            {(r["kind"], r["reason"]): r["requests"] for r in found["rejected"]},
            {("beacon", "value"): 1, ("beacon", "event"): 1, ("beacon", "route"): 1, ("beacon", "member"): 1,
             ("beacon", "excess"): 3, ("sealed", "unknown"): 1},
        )

    def test_days_are_those_of_the_zone(self):
        self.assertEqual(facts(combined(11 * 3_600, "/"), zone="Asia/Shanghai")["visits"][0]["day"], "2015-05-18")

    def test_the_order_of_lines_does_not_matter(self):
        lines = [combined(i * 7 % 300, f"/p{i % 5}", referrer=f"https://r{i % 3}.example/") for i in range(200)]
        self.assertEqual(facts(*lines), facts(*reversed(lines)))


class Comparison(unittest.TestCase):
    def test_a_missing_row_is_shown(self):
        left = {name: [] for name in COLUMNS}
        self.assertEqual(list(differences(left, left)), [])
        self.assertIn("hours: 1 and 0 rows", next(differences({**left, "hours": [("2015-05-17", "0")]}, left)))


if __name__ == "__main__":
    unittest.main()
