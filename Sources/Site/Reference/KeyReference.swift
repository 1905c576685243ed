import Content
import Membership

/// What `sealpress.yml`, `members.csv` and front matter may hold, as pages of the documentation.
///
/// They are made of what the readers of these files ask for, see ``YAMLReader/outline(_:)``.
public enum KeyReference {
    public static let configuration: String = {
        var page = """
            # Configuration reference

            Every key of `sealpress.yml` and every column of `members.csv`. This page is written by the program from what it reads.
            [configuration.md](../guide/configuration.md) says more, with examples.

            ## Settings

            An unknown key is an error. A list of texts may be one text.


            """
        page += sections(SiteConfiguration.outline, path: [])
        page += "\n## Columns of the roster\n\nColumns of your own are kept.\n\n"
        var table = ReferenceTable("column", "value", "empty", "meaning")
        for column in Roster.columnReference {
            table.add(["`\(column.name)`", column.value, column.standard ?? "an error", column.meaning])
        }
        return page + table.markdown
    }()

    public static let frontMatter: String = """
        # Front matter reference

        Every key that a page may have between the two lines `---` at its top. This page is written by the program from what it reads.
        [authoring.md](../guide/authoring.md#front-matter) says more. `TAXONOMY` stands for the id of a taxonomy that `sealpress.yml` declares. An
        unknown key is an error.


        """ + sections(FrontMatter.outline, path: [])

    /// The keys of a mapping as a table, and below it those of the mappings inside.
    private static func sections(_ keys: [KeyOutline], path: [String]) -> String {
        var table = ReferenceTable("key", "value", "without it", "meaning")
        var below = ""
        for key in keys {
            let name = key.name
            var value = key.value
            if let inner = key.inner {
                let heading = (path + [name]).joined(separator: " ")
                let kind = key.isList ? "a list, its entries" : "a mapping,"
                value = "\(kind) [below](#\(slugify(heading)))"
                below += "\n### \(heading)\n\n\(key.meaning)"
                if case .list(_, short: let short?) = key.shape {
                    below += " An entry may be its `\(short)` alone."
                }
                below += "\n\n" + sections(inner, path: path + [name])
            }
            let standard = key.isRequired ? "an error" : key.standard ?? "–"
            table.add(["`\(name)`", value, standard, key.meaning])
        }
        return table.markdown + below
    }
}

extension KeyOutline {
    /// The keys of the mappings that it holds.
    fileprivate var inner: [KeyOutline]? {
        switch shape {
        case .value: nil
        case .mapping(let keys), .list(let keys, short: _): keys
        }
    }

    fileprivate var isList: Bool {
        if case .list = shape { true } else { false }
    }
}
