import GRDB

/// The tables of `facts.sqlite`; docs/content/insights/analytics.md documents the views that others read.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: bookkeeping)
            try db.execute(sql: names)
            try db.execute(sql: facts)
            try db.execute(sql: views)
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: joined)
        }
        migrator.registerMigration("forgotten members") { db in
            try db.execute(sql: "CREATE TABLE forgotten (member TEXT PRIMARY KEY) WITHOUT ROWID")
        }
        return migrator
    }

    /// Whether this program knows all that was ever changed in a database's tables.
    static func isKnown(_ db: Database) throws -> Bool {
        try migrator.appliedIdentifiers(db).isSubset(
            of: migrator.migrations + SparkSchema.migrator.migrations)
    }

    /// What was read, and what is still open.
    private static let bookkeeping = """
        CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE files (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            header TEXT NOT NULL,
            head_length INTEGER NOT NULL, head BLOB NOT NULL,
            read INTEGER NOT NULL,
            tail_length INTEGER NOT NULL, tail BLOB NOT NULL,
            lines INTEGER NOT NULL, kept INTEGER NOT NULL, malformed INTEGER NOT NULL,
            skipped INTEGER NOT NULL, out_of_range INTEGER NOT NULL,
            first INTEGER, last INTEGER);
        CREATE TABLE minute_sums (
            file INTEGER NOT NULL REFERENCES files DEFERRABLE INITIALLY DEFERRED,
            day INTEGER NOT NULL, sums BLOB NOT NULL,
            PRIMARY KEY (day, file)) WITHOUT ROWID;
        CREATE TABLE allowed_overlaps (
            file INTEGER NOT NULL REFERENCES files, other INTEGER NOT NULL REFERENCES files,
            PRIMARY KEY (file, other)) WITHOUT ROWID;
        CREATE TABLE parts (
            day INTEGER NOT NULL, part INTEGER NOT NULL,
            drawn INTEGER NOT NULL, closed INTEGER NOT NULL,
            PRIMARY KEY (day, part)) WITHOUT ROWID;
        CREATE TABLE batches (
            id INTEGER PRIMARY KEY,
            day INTEGER NOT NULL, part INTEGER NOT NULL,
            file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
            FOREIGN KEY (day, part) REFERENCES parts);
        CREATE INDEX batches_of_part ON batches (day, part);
        """

    private static let names = """
        CREATE TABLE routes (id INTEGER PRIMARY KEY, route TEXT NOT NULL UNIQUE);
        CREATE TABLE members (id INTEGER PRIMARY KEY, member TEXT NOT NULL UNIQUE);
        CREATE TABLE origins (
            id INTEGER PRIMARY KEY,
            referrer TEXT NOT NULL, source TEXT NOT NULL, medium TEXT NOT NULL, campaign TEXT NOT NULL,
            UNIQUE (referrer, source, medium, campaign));
        """

    private static let facts = """
        CREATE TABLE request_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, audience TEXT NOT NULL, class TEXT NOT NULL,
            status INTEGER NOT NULL, requests INTEGER NOT NULL, bytes INTEGER NOT NULL,
            PRIMARY KEY (day, part, audience, class, status)) WITHOUT ROWID;
        CREATE TABLE visitor_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, audience TEXT NOT NULL,
            visitors INTEGER NOT NULL, active INTEGER NOT NULL,
            PRIMARY KEY (day, part, audience)) WITHOUT ROWID;
        CREATE TABLE visit_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, visitor BLOB NOT NULL, started INTEGER NOT NULL,
            seconds INTEGER NOT NULL, views INTEGER NOT NULL, readings INTEGER NOT NULL,
            entry INTEGER REFERENCES routes, exit INTEGER REFERENCES routes,
            origin INTEGER REFERENCES origins, member INTEGER REFERENCES members,
            PRIMARY KEY (day, part, visitor, started)) WITHOUT ROWID;
        CREATE TABLE content_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, route INTEGER NOT NULL REFERENCES routes,
            views INTEGER NOT NULL, visitors INTEGER NOT NULL, member_views INTEGER NOT NULL,
            readings INTEGER NOT NULL, member_readings INTEGER NOT NULL, entries INTEGER NOT NULL,
            exits INTEGER NOT NULL, bounces INTEGER NOT NULL, seconds INTEGER NOT NULL,
            PRIMARY KEY (day, part, route)) WITHOUT ROWID;
        CREATE TABLE hour_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, hour INTEGER NOT NULL, visits INTEGER NOT NULL,
            views INTEGER NOT NULL, readings INTEGER NOT NULL, member_views INTEGER NOT NULL,
            PRIMARY KEY (day, part, hour)) WITHOUT ROWID;
        CREATE TABLE source_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, origin INTEGER NOT NULL REFERENCES origins,
            visits INTEGER NOT NULL, views INTEGER NOT NULL, readings INTEGER NOT NULL,
            bounces INTEGER NOT NULL, member_visits INTEGER NOT NULL,
            PRIMARY KEY (day, part, origin)) WITHOUT ROWID;
        CREATE TABLE member_day_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, member INTEGER NOT NULL REFERENCES members,
            visits INTEGER NOT NULL, views INTEGER NOT NULL, readings INTEGER NOT NULL,
            seconds INTEGER NOT NULL, events INTEGER NOT NULL, hours INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (day, part, member)) WITHOUT ROWID;
        CREATE TABLE member_content_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, member INTEGER NOT NULL REFERENCES members,
            route INTEGER NOT NULL REFERENCES routes,
            views INTEGER NOT NULL, readings INTEGER NOT NULL, seconds INTEGER NOT NULL,
            PRIMARY KEY (day, part, member, route)) WITHOUT ROWID;
        CREATE TABLE event_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, member INTEGER NOT NULL REFERENCES members,
            event TEXT NOT NULL, route INTEGER NOT NULL REFERENCES routes, value TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, times INTEGER NOT NULL,
            PRIMARY KEY (day, part, member, event, route, value)) WITHOUT ROWID;
        CREATE TABLE rejected_facts (
            day INTEGER NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
            requests INTEGER NOT NULL,
            PRIMARY KEY (day, part, kind, reason)) WITHOUT ROWID;
        """

    /// Tables of the author's, as last read, and what they say together with the facts.
    private static let joined = """
        DROP TABLE IF EXISTS costs;
        DROP TABLE IF EXISTS comments;
        DROP TABLE IF EXISTS payments;
        DROP TABLE IF EXISTS roster;
        CREATE TABLE roster (
            member TEXT PRIMARY KEY, tier TEXT NOT NULL, courses TEXT NOT NULL, status TEXT NOT NULL,
            since TEXT NOT NULL, until TEXT NOT NULL, generation INTEGER NOT NULL, source TEXT NOT NULL)
            WITHOUT ROWID;
        CREATE TABLE payments (
            member TEXT NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL, amount TEXT NOT NULL,
            currency TEXT NOT NULL, plan TEXT NOT NULL, arm TEXT NOT NULL, coupon TEXT NOT NULL,
            channel TEXT NOT NULL, source TEXT NOT NULL, payment TEXT NOT NULL);
        CREATE INDEX payments_of_member ON payments (member, date);
        CREATE TABLE costs (
            channel TEXT NOT NULL, month TEXT NOT NULL, spend TEXT NOT NULL,
            PRIMARY KEY (channel, month)) WITHOUT ROWID;
        CREATE TABLE comments (
            day TEXT NOT NULL, time INTEGER NOT NULL, member TEXT NOT NULL, route TEXT NOT NULL,
            text TEXT NOT NULL);
        CREATE INDEX comments_of_member ON comments (member);

        CREATE VIEW member_totals AS
            SELECT all_members.member, coalesce(tier, '') AS tier, coalesce(status, '') AS status,
                coalesce(since, '') AS since, coalesce(until, '') AS until, coalesce(days, 0) AS days,
                coalesce(visits, 0) AS visits, coalesce(views, 0) AS views, coalesce(readings, 0) AS readings,
                coalesce(seconds, 0) AS seconds, coalesce(events, 0) AS events, first, last,
                coalesce(purchases, 0) AS purchases, coalesce(comments, 0) AS comments
            FROM (SELECT member FROM roster UNION SELECT member FROM member_days) AS all_members
            LEFT JOIN roster USING (member)
            LEFT JOIN (
                SELECT member, count(DISTINCT day) AS days, sum(visits) AS visits, sum(views) AS views,
                    sum(readings) AS readings, sum(seconds) AS seconds, sum(events) AS events,
                    min(first) AS first, max(last) AS last
                FROM member_days GROUP BY member) USING (member)
            LEFT JOIN (
                SELECT member, count(*) AS purchases FROM payments WHERE kind IN ('sale', 'renewal')
                GROUP BY member) USING (member)
            LEFT JOIN (SELECT member, count(*) AS comments FROM comments GROUP BY member) USING (member);
        CREATE VIEW channel_months AS
            SELECT channel, month, sum(visits) AS visits, sum(member_visits) AS member_visits,
                sum(sales) AS sales, sum(spend) AS spend
            FROM (
                SELECT source AS channel, substr(day, 1, 7) AS month, visits, member_visits, 0 AS sales, 0 AS spend
                FROM sources WHERE source <> ''
                UNION ALL
                SELECT lower(channel), substr(date, 1, 7), 0, 0, 1, 0 FROM payments
                WHERE kind = 'sale' AND channel <> ''
                UNION ALL
                SELECT lower(channel), month, 0, 0, 0, CAST(spend AS REAL) FROM costs)
            GROUP BY channel, month;
        """

    private static let day = "date(f.day * 86400, 'unixepoch') AS day, f.part"

    private static let views = """
        CREATE VIEW requests AS SELECT \(day), audience, class, status, requests, bytes FROM request_facts f;
        CREATE VIEW visitors AS SELECT \(day), audience, visitors, active FROM visitor_facts f;
        CREATE VIEW visits AS SELECT \(day), lower(hex(visitor)) AS visitor, started, seconds, views, readings,
            coalesce(e.route, '') AS entry, coalesce(x.route, '') AS exit, coalesce(o.referrer, '') AS referrer,
            coalesce(o.source, '') AS source, coalesce(o.medium, '') AS medium,
            coalesce(o.campaign, '') AS campaign, coalesce(m.member, '') AS member
            FROM visit_facts f LEFT JOIN routes e ON e.id = f.entry LEFT JOIN routes x ON x.id = f.exit
            LEFT JOIN origins o ON o.id = f.origin LEFT JOIN members m ON m.id = f.member;
        CREATE VIEW content AS SELECT \(day), r.route, views, visitors, member_views, readings, member_readings,
            entries, exits, bounces, seconds FROM content_facts f JOIN routes r ON r.id = f.route;
        CREATE VIEW hours AS SELECT \(day), hour, visits, views, readings, member_views FROM hour_facts f;
        CREATE VIEW sources AS SELECT \(day), referrer, source, medium, campaign, visits, views, readings,
            bounces, member_visits FROM source_facts f JOIN origins o ON o.id = f.origin;
        CREATE VIEW member_days AS SELECT \(day), m.member, visits, views, readings, seconds, events, hours,
            first, last FROM member_day_facts f JOIN members m ON m.id = f.member;
        CREATE VIEW member_content AS SELECT \(day), m.member, r.route, views, readings, seconds
            FROM member_content_facts f JOIN members m ON m.id = f.member JOIN routes r ON r.id = f.route;
        CREATE VIEW events AS SELECT \(day), m.member, event, r.route, value, first, last, times
            FROM event_facts f JOIN members m ON m.id = f.member JOIN routes r ON r.id = f.route;
        CREATE VIEW rejected AS SELECT \(day), kind, reason, requests FROM rejected_facts f;
        """
}
