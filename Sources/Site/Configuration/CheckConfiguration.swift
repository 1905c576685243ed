import Content
import Diagnostics

/// `check:`, what a check leaves out and how large things may be.
public struct CheckConfiguration: Sendable {
    /// Rules that are not gone by.
    public var skip: Set<DiagnosticRule> = []
    /// In bytes: a page with its sealed sections and pictures, one picture, all files of the site.
    var pageBudget: Located<Int>?
    var imageBudget: Located<Int>?
    var siteBudget: Located<Int>?
    /// Addresses of other sites that are not asked for, with `*` for anything.
    public var skippedLinks: [AddressPattern] = []
}

/// An address in which `*` stands for any number of characters: `https://*.example.org/*`.
public struct AddressPattern: Sendable {
    private let parts: [String]

    init(_ pattern: String) {
        parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    /// Whether the whole address is of this form.
    public func matches(_ address: String) -> Bool {
        guard let first = parts.first, let last = parts.last, address.hasPrefix(first) else { return false }
        if parts.count == 1 { return address == first }
        var rest = address.dropFirst(first.count)
        // What stands between stars is taken where it comes first: nothing is gained by taking it later.
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}

extension SiteConfiguration {
    static func check(_ reader: inout YAMLReader) -> CheckConfiguration {
        var check = CheckConfiguration()
        for name in reader.stringList(
            "skip", as: "ids of rules", "Rules that are not gone by.")?.value ?? []
        {
            if let rule = DiagnosticRule(rawValue: name.value) {
                check.skip.insert(rule)
            } else {
                reader.report(
                    "there is no rule '\(name.value)'", at: name.location,
                    hint: suggestion(
                        for: name.value, among: DiagnosticRule.allCases.map(\.rawValue), from: "rules are"))
            }
        }
        let budgets = reader.mapping("budget", "How large things may be, in bytes.") { budget in
            (
                budget.bytes("page", "A page with its sealed sections and its pictures."),
                budget.bytes("image", "One picture."), budget.bytes("site", "All files of the site.")
            )
        }
        (check.pageBudget, check.imageBudget, check.siteBudget) = budgets ?? (nil, nil, nil)
        let patterns =
            reader.mapping("external", "Links to other sites.") {
                $0.stringList(
                    "skip", as: "addresses, `*` stands for anything", "Those that are not asked for.")?
                    .value ?? []
            } ?? []
        for pattern in patterns {
            if pattern.value.hasPrefix("http://") || pattern.value.hasPrefix("https://") {
                check.skippedLinks.append(AddressPattern(pattern.value))
            } else {
                reader.report(
                    "'\(pattern.value)' is no pattern of addresses", at: pattern.location,
                    hint: "write it as \"https://example.org/*\": '*' stands for anything")
            }
        }
        return check
    }
}

extension YAMLReader {
    /// A number of bytes, at least one.
    fileprivate mutating func bytes(_ key: String, _ meaning: String) -> Located<Int>? {
        guard let number = int(key, as: "a number above zero", meaning) else { return nil }
        guard number.value > 0 else {
            report("a budget is a number of bytes above zero", at: number.location)
            return nil
        }
        return number
    }
}
