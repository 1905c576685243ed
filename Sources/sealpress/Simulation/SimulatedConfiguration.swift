/// `sealpress.yml` of a simulated site: it says what it is, and its reader sends beacons.
enum SimulatedConfiguration {
    static func text(of configuration: String) -> String {
        var lines = configuration.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var block = ""
        var hasBeacon = false
        var analytics: Int?
        for (index, line) in lines.enumerated() {
            if let key = line.firstMatch(of: #/^([A-Za-z]+):/#) { block = String(key.1) }
            if block == "site", let title = line.firstMatch(of: #/^([ ]+title:[ ]*)(.*?)([ ]+#.*)?$/#) {
                lines[index] = title.1 + marked(title.2)
            }
            guard block == "analytics" else { continue }
            if line.hasPrefix("analytics:") { analytics = index }
            if let beacon = line.firstMatch(of: #/beacon:[ ]*(?:true|false)/#) {
                lines[index].replaceSubrange(beacon.range, with: "beacon: true")
                hasBeacon = true
            }
        }
        if !hasBeacon {
            if let analytics, lines[analytics].contains("{") {
                lines[analytics].replace("{", with: "{beacon: true, ", maxReplacements: 1)
            } else if let analytics {
                lines.insert("  beacon: true", at: analytics + 1)
            } else {
                lines.append("analytics: {beacon: true}")
            }
        }
        return "# Simulated: a copy that sealpress simulate made.\n" + lines.joined(separator: "\n") + "\n"
    }

    /// A YAML scalar with a word added.
    private static func marked(_ title: Substring) -> String {
        for quote in ["\"", "'"]
        where title.hasPrefix(quote) && title.hasSuffix(quote) && title.utf8.count > 1 {
            return title.dropLast() + " (simulated)" + quote
        }
        return title + " (simulated)"
    }
}
