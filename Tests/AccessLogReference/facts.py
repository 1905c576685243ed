"""Requests of one day to its facts, as docs/content/insights/analytics.md says from "Day, part, visitor" on. Everything is part 0."""

import datetime
import hashlib
import re
import zoneinfo
from collections import Counter, defaultdict

from classify import ASCII_LOWER, parameter, route_of

ACTIVE_KINDS = ("page", "bundle", "sealed", "beacon")
COLUMNS = {
    "requests": "day part audience class status requests bytes",
    "visitors": "day part audience visitors active",
    "visits": "day part visitor started seconds views readings entry exit referrer source medium campaign member",
    "content": "day part route views visitors member_views readings member_readings entries exits bounces seconds",
    "hours": "day part hour visits views readings member_views",
    "sources": "day part referrer source medium campaign visits views readings bounces member_visits",
    "member_days": "day part member visits views readings seconds events hours first last",
    "member_content": "day part member route views readings seconds",
    "events": "day part member event route value first last times",
    "rejected": "day part kind reason requests",
}
COLUMNS = {table: names.split() for table, names in COLUMNS.items()}
KEY_LENGTHS = {
    "requests": 5, "visitors": 3, "visits": 4, "content": 3, "hours": 3, "sources": 6, "member_days": 3,
    "member_content": 4, "events": 6, "rejected": 4,
}


def by_bytes(*texts):
    return tuple(t.encode("utf-8", "surrogatepass") for t in texts)


class Visitor:
    def __init__(self, requests, bot, place):
        self.requests = requests
        self.bot = bot
        self.place = place

    def audience(self, day_has_static):
        kinds = Counter(r.kind for r in self.requests)
        if self.bot:
            return "agent"
        if self.requests[0].agent == "":
            return "empty"
        if any(r.kind == "bundle" and r.effective and r.id in self.place.bundles for r in self.requests):
            return "human"
        if kinds["robots"]:
            return "robots"
        minutes = Counter(r.time // 60 for r in self.requests if r.kind == "page")
        if any(count > 60 for count in minutes.values()):
            return "rate"
        if kinds["page"] >= 10 and day_has_static and not any(kinds[k] for k in ("static", "bundle", "sealed", "beacon")):
            return "assets"
        return "human"


def unfolded(requests, name):
    """Of the requests, those that are not within 10 s of the one before with the same name."""
    kept, last = [], {}
    for request in sorted(requests, key=lambda r: (r.time, by_bytes(*origin(r)))):
        before = last.get(name(request))
        if before is None or request.time - before > 10:
            kept.append(request)
        last[name(request)] = request.time
    return kept


def origin(request):
    return request.referrer, request.source, request.medium, request.campaign


class Visit:
    def __init__(self, visitor, place):
        self.visitor = visitor
        self.place = place
        self.activities = []
        self.views = []  # unfolded, as readings are
        self.readings = []

    def close(self):
        self.started = self.activities[0].time
        self.ended = self.activities[-1].time
        members = [(r.time, self.place.bundles[r.id].encode()) for r in self.activities if r.kind == "bundle" and r.id in self.place.bundles]
        self.member = min(members)[1].decode() if members else ""
        self.entry = self.exit = ""
        self.origin = ("", "", "", "")
        pages = [r for r in self.activities if r.kind == "page"]
        if pages:
            first = min(pages, key=lambda r: (r.time, by_bytes(r.route, *origin(r))))
            self.entry, self.origin = first.route, origin(first)
            self.exit = max(pages, key=lambda r: (r.time, by_bytes(r.route))).route
        self.bounced = len(self.views) == 1 and not self.readings

    def seconds_of(self, view):
        later = [v.time for v in self.views if v.time > view.time]
        return (min(later) if later else self.ended) - view.time


def visits_of(name, requests, place):
    activities = sorted((r for r in requests if r.effective and r.kind in ACTIVE_KINDS), key=lambda r: r.time)
    views = {id(r) for r in unfolded([r for r in activities if r.kind == "page"], lambda r: r.route)}
    sealed = [r for r in activities if r.kind == "sealed" and r.id in place.sealed]
    readings = {id(r) for r in unfolded(sealed, lambda r: r.id)}
    visits = []
    for request in activities:
        if not visits or request.time - visits[-1].activities[-1].time > 1_800:
            visits.append(Visit(name, place))
        visits[-1].activities.append(request)
        if id(request) in views:
            visits[-1].views.append(request)
        if id(request) in readings:
            visits[-1].readings.append(request)
    for visit in visits:
        visit.close()
    return visits


def judged_value(event, value):
    """The value that is stored, or None."""
    if event == "progress":
        return value if value in ("25", "50", "75", "100") else None
    if event == "complete":
        return "1" if value in ("", "1") else None
    if event == "like":
        return {"": "1", "1": "1", "0": "0"}.get(value)
    if event == "rating":
        return value if value in ("1", "2", "3", "4", "5") else None
    if event == "exposure":
        return value if re.fullmatch(r"[A-Za-z0-9._:@-]{0,64}", value) else None
    return value.translate(ASCII_LOWER) if 1 <= len(value.encode()) <= 100 else None


EVENTS = ("progress", "complete", "like", "rating", "exposure", "search")


def judge(request, audience, place):
    """(reason, fact): one of them is None."""
    if audience != "human":
        return "bot", None
    event, route, value, beacon = (parameter(request.query, n, 1_024 if n == "p" else 100) for n in "epvb")
    if event not in EVENTS:
        return "event", None
    if beacon not in place.beacons:
        return "member", None
    if not route.startswith("/") or "?" in route or "#" in route or "//" in route:
        return "route", None
    value = judged_value(event, value)
    if value is None:
        return "value", None
    return None, (place.beacons[beacon], event, route_of(route), value)


class Day:
    """The requests of one day, and its facts."""

    def __init__(self, day, salt, zone, agents, place):
        self.day, self.salt, self.zone, self.agents, self.place = day, salt, zone, agents, place
        self.requests = []

    def hour(self, time):
        return datetime.datetime.fromtimestamp(time, self.zone).hour

    def visitor_name(self, request):
        key = self.salt + request.address.encode() + b"\0" + (request.agent or "").encode("utf-8", "surrogateescape")
        return hashlib.sha256(key).digest()[:16].hex()

    def facts(self):
        """Table name to rows, without day and part."""
        place = self.place
        groups = defaultdict(list)
        for request in self.requests:
            groups[self.visitor_name(request)].append(request)
        has_static = any(r.kind == "static" for r in self.requests)
        audiences, visits, accepted = {}, [], []
        rejected = Counter()
        for name, requests in groups.items():
            bot = requests[0].agent is not None and self.agents.is_bot(requests[0].agent)
            audiences[name] = Visitor(requests, bot, place).audience(has_static)
            if audiences[name] == "human":
                visits += visits_of(name, requests, place)
            for request in (r for r in requests if r.effective):
                if request.kind == "bundle" and request.id not in place.bundles:
                    rejected["bundle", "unknown"] += 1
                if request.kind == "sealed" and request.id not in place.sealed:
                    rejected["sealed", "unknown"] += 1
                if request.kind == "beacon":
                    reason, fact = judge(request, audiences[name], place)
                    if reason:
                        rejected["beacon", reason] += 1
                    else:
                        accepted.append((fact, request.time))
        events = self.events(accepted, rejected)
        return {
            "requests": self.request_rows(groups, audiences),
            "visitors": self.visitor_rows(audiences, visits),
            "visits": [
                (v.visitor, v.started, v.ended - v.started, len(v.views), len(v.readings), v.entry, v.exit, *v.origin, v.member)
                for v in visits
            ],
            "content": self.content_rows(visits),
            "hours": self.hour_rows(visits),
            "sources": self.source_rows(visits),
            "member_days": self.member_rows(visits, events),
            "member_content": self.member_content_rows(visits),
            "events": events,
            "rejected": [(*key, count) for key, count in rejected.items()],
        }

    def events(self, accepted, rejected):
        times = defaultdict(list)
        for fact, time in accepted:
            times[fact].append(time)
        rows, held = [], Counter()
        for fact in sorted(times, key=lambda f: by_bytes(*f)):
            held[fact[:2]] += 1
            if held[fact[:2]] > 200:
                rejected["beacon", "excess"] += len(times[fact])
            else:
                rows.append((*fact, min(times[fact]), max(times[fact]), len(times[fact])))
        return rows

    def request_rows(self, groups, audiences):
        rows = defaultdict(lambda: [0, 0])
        for name, requests in groups.items():
            for request in requests:
                row = rows[audiences[name], request.kind, request.status]
                row[0] += 1
                row[1] += request.size
        return [(*key, *row) for key, row in rows.items()]

    def visitor_rows(self, audiences, visits):
        active = {v.visitor for v in visits}
        counts = Counter(audiences.values())
        return [(audience, count, len(active) if audience == "human" else 0) for audience, count in counts.items()]

    def content_rows(self, visits):
        rows = defaultdict(lambda: [0] * 9)
        readers = defaultdict(set)
        for visit in visits:
            known = visit.member != ""
            for view in visit.views:
                row = rows[view.route]
                row[0] += 1
                readers[view.route].add(visit.visitor)
                row[2] += known
                row[8] += visit.seconds_of(view)
            for reading in visit.readings:
                row = rows[self.place.sealed[reading.id]]
                row[3] += 1
                row[4] += known
            if visit.views:
                rows[visit.entry][5] += 1
                rows[visit.exit][6] += 1
                rows[visit.entry][7] += visit.bounced
        for route, row in rows.items():
            row[1] = len(readers[route])
        return [(route, *row) for route, row in rows.items()]

    def hour_rows(self, visits):
        rows = defaultdict(lambda: [0] * 4)
        for visit in visits:
            rows[self.hour(visit.started)][0] += 1
            for view in visit.views:
                rows[self.hour(view.time)][1] += 1
                rows[self.hour(view.time)][3] += visit.member != ""
            for reading in visit.readings:
                rows[self.hour(reading.time)][2] += 1
        return [(hour, *row) for hour, row in rows.items()]

    def source_rows(self, visits):
        rows = defaultdict(lambda: [0] * 5)
        for visit in visits:
            if visit.views:
                row = rows[visit.origin]
                row[0] += 1
                row[1] += len(visit.views)
                row[2] += len(visit.readings)
                row[3] += visit.bounced
                row[4] += visit.member != ""
        return [(*key, *row) for key, row in rows.items()]

    def member_rows(self, visits, events):
        rows = defaultdict(lambda: [0] * 6 + [[]])
        for visit in visits:
            if visit.member:
                row = rows[visit.member]
                row[0] += 1
                row[1] += len(visit.views)
                row[2] += len(visit.readings)
                row[3] += visit.ended - visit.started
                for activity in visit.activities:
                    row[5] |= 1 << self.hour(activity.time)
                    row[6].append(activity.time)
        for member, _, _, _, first, last, _ in events:
            rows[member][4] += 1
            rows[member][6] += [first, last]
        return [(member, *row[:6], min(row[6]), max(row[6])) for member, row in rows.items()]

    def member_content_rows(self, visits):
        rows = defaultdict(lambda: [0] * 3)
        for visit in visits:
            if visit.member:
                for view in visit.views:
                    rows[visit.member, view.route][0] += 1
                    rows[visit.member, view.route][2] += visit.seconds_of(view)
                for reading in visit.readings:
                    rows[visit.member, self.place.sealed[reading.id]][1] += 1
        return [(*key, *row) for key, row in rows.items()]


class Log:
    """Lines of any files to days."""

    def __init__(self, place, salts, zone, agents, clock):
        self.place, self.salts, self.zone, self.agents, self.clock = place, salts, zoneinfo.ZoneInfo(zone), agents, clock
        self.days = {}
        self.outcomes = Counter()

    def add(self, request):
        day = datetime.datetime.fromtimestamp(request.time, self.zone).date().isoformat()
        if day not in self.days:
            self.days[day] = Day(day, self.salts(day), self.zone, self.agents, self.place)
        self.days[day].requests.append(request)

    def facts(self):
        """Table name to sorted rows, day and part in front."""
        tables = {name: [] for name in COLUMNS}
        for day in sorted(self.days):
            for name, rows in self.days[day].facts().items():
                tables[name] += [(day, 0, *row) for row in rows]
        for name, rows in tables.items():
            rows.sort(key=lambda row: [v.encode("utf-8", "surrogatepass") if isinstance(v, str) else v for v in row[: KEY_LENGTHS[name]]])
        return tables
