import Content

/// Paths with `/` between their parts and none at either end.
enum Paths {
    /// The folder of a path, empty for the top.
    static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    static func name(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The name without what follows its last dot.
    static func stem(_ path: String) -> String {
        let name = name(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    static func join(_ parts: String...) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: "/")
    }

    /// `path` seen from `folder`, without `.` and `..`; nil when it leads above the top.
    static func resolve(_ path: String, from folder: String) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// How a file in `folder` names `path`.
    static func relative(_ path: String, from folder: String) -> String {
        let target = path.split(separator: "/")
        let base = folder.split(separator: "/")
        let common = zip(target.dropLast(), base).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: base.count - common)
        return (up + target.dropFirst(common).map(String.init)).joined(separator: "/")
    }

    /// A path as a Markdown or HTML destination: what would end it is percent-encoded.
    static func encoded(_ path: String) -> String {
        guard path.utf8.contains(where: { $0 <= 0x20 || "()<>\"'\\%?#&".utf8.contains($0) }) else {
            return path
        }
        var result = ""
        for scalar in path.unicodeScalars {
            if scalar.value <= 0x20 || "()<>\"'\\%?#&".unicodeScalars.contains(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Paths {
    /// A whole address as a destination.
    static func encodedURL(_ url: String) -> String {
        url.replacing(" ", with: "%20").replacing("(", with: "%28").replacing(")", with: "%29")
    }
}

extension String {
    /// A name for a file or a folder of `content/`: what its address will be. Empty when nothing remains.
    var fileName: String { slugify(self) }

    /// `TheBasics` as `the-basics`; other names as they are.
    var splitCamelCase: String {
        var result = ""
        var previous: Character = " "
        let characters = Array(self)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            if character.isUppercase, previous.isLetter || previous.isNumber,
                previous.isLowercase || previous.isNumber || next.isLowercase
            {
                result += "-"
            }
            result.append(character)
            previous = character
        }
        return result
    }

    /// An id of a course; nil when nothing of the name can be one.
    var identifier: String? {
        let name = String(fileName.unicodeScalars.map { $0.isASCII && $0 != "_" ? Character($0) : "-" })
            .split(separator: "-").joined(separator: "-")
        return isIdentifier(name) ? name : nil
    }
}
