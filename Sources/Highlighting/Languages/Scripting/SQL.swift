extension Language {
    static let sql = Language(
        "sql", "postgres", "postgresql", "psql", "mysql", "sqlite", "plsql",
        words: Words(
            keywords: """
                add all alter analyze and any as asc begin between by cascade case check collate column commit
                conflict constraint create cross current cursor database declare default deferrable delete desc
                distinct do drop each else end escape except exists explain fetch filter first following for
                foreign from full function generated grant group having if ignore in index inner insert instead
                intersect into is isnull join key last lateral left like limit loop materialized natural not
                notnull nothing nulls of offset on only or order outer over partition pragma preceding primary
                procedure range recursive references release rename replace restrict returning returns revoke
                right rollback row rows savepoint select set show table temp temporary then to transaction
                trigger truncate unbounded union unique update using vacuum values view virtual when where
                window with without
                """,
            types: """
                bigint bigserial binary bit blob boolean bytea char character clob date datetime dec decimal
                double enum float int integer interval json jsonb nchar numeric nvarchar precision real serial
                smallint text time timestamp timestamptz tinyint uuid varbinary varchar xml
                """,
            constants: "true false null unknown current_date current_time current_timestamp",
            ignoresCase: true, callsTell: true),
        rules: [
            .line("--"), .line("#", at: .lineStart), .comment("/*", "*/"),
            .string("'", escape: nil, multiline: true), .string("$$", "$$", escape: nil, multiline: true),
            .closed("\"", "\"", .attribute), .closed("`", "`", .attribute), .closed("[", "]", .plain),
            .sigil("@", .variable), .sigil(":", .variable), .sigil("$", .variable),
        ])
}
