"""DuckDB on the same log: parses it once into memory, then three aggregates.

    peer_duckdb.py FILE
"""

import sys

import duckdb

PARSE = """
CREATE TABLE requests AS
SELECT address, try_strptime(stamp, '[%d/%b/%Y:%H:%M:%S') AS time, split_part(asked, ' ', 2) AS target, try_cast(status AS USMALLINT) AS status,
  coalesce(try_cast(bytes AS UBIGINT), 0) AS bytes, referrer, agent
FROM read_csv(?, delim = ' ', quote = '"', escape = '\\', header = false, ignore_errors = true, auto_detect = false,
  columns = {address: 'VARCHAR', ident: 'VARCHAR', name: 'VARCHAR', stamp: 'VARCHAR', zone: 'VARCHAR', asked: 'VARCHAR', status: 'VARCHAR',
    bytes: 'VARCHAR', referrer: 'VARCHAR', agent: 'VARCHAR'})
"""
AGGREGATES = [
    "SELECT time::DATE AS day, count(*), approx_count_distinct(address || agent), sum(bytes) FROM requests WHERE status IN (200, 206, 304) GROUP BY day",
    "SELECT target, count(*) AS hits FROM requests WHERE status IN (200, 206, 304) GROUP BY target ORDER BY hits DESC LIMIT 1000",
    "SELECT referrer, count(*) AS hits FROM requests GROUP BY referrer ORDER BY hits DESC LIMIT 1000",
]

database = duckdb.connect()
database.execute(PARSE, [sys.argv[1]])
for aggregate in AGGREGATES:
    rows = database.execute(aggregate).fetchall()
    if len(rows) < 10:
        sys.exit(f"DuckDB answered {rows!r}")
