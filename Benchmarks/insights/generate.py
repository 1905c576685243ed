"""A project as it is after 24 months: roster, payments, costs, comments, arms, points, content, and the facts of its logs.

All from a seed. Facts are written straight into facts.sqlite, whose tables `sealpress insights` has made before: reading logs is
what Benchmarks/logs measures.
"""

import datetime
import sqlite3

import numpy

MONTHS = 24
FIRST = datetime.date(2024, 11, 1)
LAST = datetime.date(2026, 10, 31)
EPOCH = datetime.date(1970, 1, 1)
COURSES, LESSONS, ARTICLES = 12, 15, 120
TIERS = [("basic", 5), ("premium", 12), ("vip", 29)]
# Share, days with a visit in a month, chance to finish what was opened.
KINDS = [(0.30, 9.0, 0.7), (0.45, 4.0, 0.4), (0.25, 0.8, 0.1)]
CHURN = 0.045
CHANNELS = ["newsletter", "search", "podcast", "friends"]
WORDS = "The lessons are clear and helpful|Too expensive for what it is|Updates come too slowly|课程很清楚，喜欢|太贵了，不值".split("|")

CONFIGURATION = """\
site: {title: Bench, baseURL: "https://example.org/", timeZone: UTC}
tiers:
""" + "".join(f"  - {{id: {name}, price: {price}, currency: EUR, period: month}}\n" for name, price in TIERS)


def number(day):
    return (day - EPOCH).days


def date(day):
    return (EPOCH + datetime.timedelta(days=int(day))).isoformat()


def content(folder):
    """Pages in the site's order, as routes."""
    routes = []
    for index in range(ARTICLES):
        file = folder / "content" / "articles" / f"note-{index}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: Note {index} on topic {index % 17}\ndate: 2024-10-01\ntags: [t{index % 17}, u{index % 5}]\n---\nText.\n")
        routes.append(f"/articles/note-{index}/")
    for course in range(COURSES):
        base = folder / "content" / "courses" / f"course-{course}"
        base.mkdir(parents=True, exist_ok=True)
        tier = TIERS[course % 3][0]
        (base / "index.md").write_text(f"---\ntitle: Course {course}\ntier: {tier}\n---\nAbout.\n")
        for lesson in range(LESSONS):
            (base / f"{lesson + 1:02}-part-{lesson}.md").write_text(
                f"---\ntitle: Part {lesson} of subject {course}\ntags: [t{course}]\n---\nTeaser.\n\nMore.\n")
            routes.append(f"/courses/course-{course}/part-{lesson}/")
    return routes


class Community:
    """Who joined when, in which tier, and until when; one array each."""

    def __init__(self, members, seed=1):
        dice = self.dice = numpy.random.default_rng(seed)
        self.count = members
        days = number(LAST) - number(FIRST) + 1
        self.joined = number(FIRST) + numpy.sort((dice.random(members) ** 0.7 * days).astype(int))
        self.tier = dice.choice(3, members, p=[0.5, 0.35, 0.15])
        self.kind = dice.choice(3, members, p=[share for share, _, _ in KINDS])
        months = dice.geometric(CHURN * numpy.array([0.5, 1.0, 1.8])[self.kind])
        self.end = self.joined + months * 30
        self.arm = dice.choice(4, members)

    def tables(self, folder):
        with open(folder / "members.csv", "w", encoding="utf-8") as file:
            file.write("id,name,email,tier,courses,from,until,status,generation,source,note\n")
            for index in range(self.count):
                until = date(self.end[index]) if self.end[index] <= number(LAST) + 20 else ""
                file.write(f"m{index:06},,,{TIERS[self.tier[index]][0]},,{date(self.joined[index])},{until},active,1,shop,\n")
        paid = 0
        with open(folder / "payments.csv", "w", encoding="utf-8") as file:
            file.write("member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer\n")
            for index in range(self.count):
                name, price = TIERS[self.tier[index]]
                # Every fifth came without an experiment.
                arm, channel = f"arm-{self.arm[index]}" if index % 5 else "", CHANNELS[index % 4]
                for month, day in enumerate(range(self.joined[index], min(self.end[index], number(LAST)), 30)):
                    kind = "renewal" if month else "sale"
                    file.write(f"m{index:06},{date(day)},{kind},{price + self.arm[index]},EUR,{name}/month,{arm},,{channel},shop,p{paid},\n")
                    paid += 1
        months = [f"{2024 + (10 + m) // 12}-{(10 + m) % 12 + 1:02}" for m in range(MONTHS)]
        (folder / "costs.csv").write_text(
            "channel,month,spend\n" + "".join(f"{c},{m},{100 + 7 * i}\n" for c in CHANNELS for i, m in enumerate(months)))
        (folder / "arms.csv").write_text(
            "arm,segment,price,offered\n" + "".join(
                f"arm-{a},{name},{price + a},{int(((self.arm == a) & (self.tier == t)).sum() * (2 + a))}\n"
                for a in range(4) for t, (name, price) in enumerate(TIERS)))
        (folder / "points.csv").write_text("kind,points\nvisit,1\nreading,2\ncomplete,10\nlike,3\ncomment,5\n")
        with open(folder / "comments.csv", "w", encoding="utf-8") as file:
            file.write("time,text,member,route\n")
            for index in range(self.count // 5):
                day = number(FIRST) + index * (number(LAST) - number(FIRST)) // max(self.count // 5, 1)
                file.write(f"{date(day)},\"{WORDS[index % len(WORDS)]}\",m{index:06},/articles/note-{index % ARTICLES}/\n")
        return paid


def facts(community, database, routes):
    """Fills the fact tables; returns the number of rows."""
    db = sqlite3.connect(database)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA cache_size = -200000")
    db.executemany("INSERT INTO members VALUES (?, ?)", ((i + 1, f"m{i:06}") for i in range(community.count)))
    db.executemany("INSERT INTO routes VALUES (?, ?)", ((i + 1, r) for i, r in enumerate(routes)))
    db.executemany("INSERT INTO origins VALUES (?, '', ?, '', '')", ((i + 1, c) for i, c in enumerate(CHANNELS)))
    dice, rows = community.dice, 0
    position = numpy.zeros(community.count, dtype=int)
    rate = numpy.array([days for _, days, _ in KINDS])[community.kind] / 30
    finish = numpy.array([share for _, _, share in KINDS])[community.kind]
    for day in range(number(FIRST), number(LAST) + 1):
        here = numpy.flatnonzero((community.joined <= day) & (community.end >= day))
        here = here[dice.random(len(here)) < rate[here]]
        count = len(here)
        if count == 0:
            continue
        opened = dice.integers(1, 4, count)
        first = day * 86_400 + dice.integers(6 * 3600, 22 * 3600, count)
        table = numpy.column_stack([
            numpy.full(count, day), numpy.zeros(count, dtype=int), here + 1, numpy.ones(count, dtype=int), opened, opened,
            opened * 200, opened, 1 << (first // 3600 % 24), first, first + opened * 200])
        db.executemany("INSERT INTO member_day_facts VALUES (?,?,?,?,?,?,?,?,?,?,?)", table.tolist())
        # Each reads on from where they are; some jump.
        member = numpy.repeat(here, opened)
        offset = numpy.concatenate([numpy.arange(n) for n in opened])
        start = numpy.where(position[member] == 0, (member * 37) % len(routes), position[member])
        page = (start + offset) % len(routes)
        jump = dice.random(len(page)) < 0.2
        page[jump] = (dice.random(int(jump.sum())) ** 2 * len(routes)).astype(int)
        position[here] = (numpy.where(position[here] == 0, (here * 37) % len(routes), position[here]) + opened) % len(routes)
        pairs = numpy.unique(member * 1000 + page)
        member, page = pairs // 1000, pairs % 1000
        ones = numpy.ones(len(pairs), dtype=int)
        table = numpy.column_stack([ones * day, ones * 0, member + 1, page + 1, ones, ones, ones * 200])
        db.executemany("INSERT INTO member_content_facts VALUES (?,?,?,?,?,?,?)", table.tolist())
        done = dice.random(len(pairs)) < finish[member]
        at = day * 86_400 + 70_000
        db.executemany(
            f"INSERT INTO event_facts VALUES ({day}, 0, ?, 'complete', ?, '1', {at}, {at}, 1)",
            numpy.column_stack([member[done] + 1, page[done] + 1]).tolist())
        db.executemany(
            f"INSERT INTO event_facts VALUES ({day}, 0, ?, 'progress', ?, '50', {at}, {at}, 1)",
            numpy.column_stack([member + 1, page + 1]).tolist())
        strangers = count // 2 + 20
        visitors = dice.bytes(16 * (count + strangers))
        keys = sorted(visitors[i : i + 16] for i in range(0, len(visitors), 16))
        times = (day * 86_400 + dice.integers(0, 86_000, count + strangers)).tolist()
        who = (here + 1).tolist() + [None] * strangers
        db.executemany(
            f"INSERT INTO visit_facts VALUES ({day}, 0, ?, ?, 300, 2, 1, 1, 2, ?, ?)",
            ((key, time, 1 + i % 4, m) for i, (key, time, m) in enumerate(zip(keys, times, who))))
        views = numpy.bincount(page, minlength=len(routes))
        db.executemany(
            f"INSERT INTO content_facts VALUES ({day}, 0, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
            [(r + 1, int(v) + 3, int(v) + 3, int(v), int(v), int(v)) for r, v in enumerate(views)])
        db.executemany(f"INSERT INTO hour_facts VALUES ({day}, 0, ?, 10, 20, 5, 5)", [(hour,) for hour in range(24)])
        db.executemany(
            f"INSERT INTO source_facts VALUES ({day}, 0, ?, ?, ?, 1, 1, 1)", [(i + 1, count // 4 + 3, count // 2 + 3) for i in range(4)])
        db.execute(f"INSERT INTO request_facts VALUES ({day}, 0, 'human', 'page', 200, {count * 3}, {count * 30000})")
        db.execute(f"INSERT INTO visitor_facts VALUES ({day}, 0, 'human', {count + strangers}, {count + strangers})")
        rows += 2 * count + 2 * len(pairs) + int(done.sum()) + strangers + len(routes)
    db.commit()
    db.close()
    return rows


def exposures(database, slates, day):
    """Every third member was shown the first three places of a slate on `day`; a fifth of them did the lesson."""
    import json

    dice = numpy.random.default_rng(7)
    with open(slates, encoding="utf-8") as lines:
        head = json.loads(next(lines))
        db = sqlite3.connect(database)
        members = dict(db.execute("SELECT member, id FROM members"))
        routes = dict(db.execute("SELECT route, id FROM routes"))
        rows = []
        for index, line in enumerate(lines):
            if index % 3:
                continue
            entry = json.loads(line)
            for place, candidate in enumerate(entry["s"][:3], 1):
                route = routes.get(head["routes"][entry["c"][candidate]])
                if route is None:
                    continue
                value = f"{head['policy']['id']}:{place}"
                rows.append((day, members[entry["m"]], "exposure", route, value, day * 86_400))
                if dice.random() < 0.2:
                    rows.append((day + 1, members[entry["m"]], "complete", route, "1", day * 86_400 + 86_400))
        db.executemany("INSERT OR IGNORE INTO event_facts VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?6, 1)", rows)
        db.commit()
        db.close()
    return len(rows)
