import GRDB

/// Tables that tell which lines Spark has counted before.
enum SparkSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("spark 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE spark_files (id INTEGER PRIMARY KEY, name TEXT NOT NULL, time INTEGER NOT NULL);
                    CREATE TABLE spark_minutes (
                        minute INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES spark_files,
                        lines INTEGER NOT NULL, sum INTEGER NOT NULL,
                        PRIMARY KEY (minute, file)) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}
