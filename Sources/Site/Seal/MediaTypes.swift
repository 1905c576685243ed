/// Media types by file name extension, for the assets of sealed sections and for previews.
public enum MediaTypes {
    /// - Returns: `application/octet-stream` for what is not in the table.
    public static func type(ofFile name: String) -> String {
        knownType(ofFile: name) ?? fallback
    }

    private static func knownType(ofFile name: String) -> String? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        return table[name[name.index(after: dot)...].lowercased()]
    }

    /// How the audit reads a file that can hold premium words; nil for pictures, archives and the like.
    static func auditForm(ofFile name: String) -> Audit.Form? {
        // What has no name of its own here is more likely text than not.
        guard let type = knownType(ofFile: name) else { return .plain }
        return switch type {
        case "text/html", "image/svg+xml", "application/xml", "application/xhtml+xml": .markup
        case "application/json", "text/javascript": .escaped
        default: type.hasPrefix("text/") || type == "application/yaml" ? .plain : nil
        }
    }

    private static let fallback = "application/octet-stream"

    private static let table: [String: String] = [
        "apng": "image/apng", "avif": "image/avif", "gif": "image/gif", "ico": "image/x-icon",
        "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml",
        "webp": "image/webp",
        "aac": "audio/aac", "flac": "audio/flac", "m4a": "audio/mp4", "mp3": "audio/mpeg", "oga": "audio/ogg",
        "ogg": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav", "weba": "audio/webm",
        "m4v": "video/mp4", "mov": "video/quicktime", "mp4": "video/mp4", "ogv": "video/ogg",
        "webm": "video/webm",
        "css": "text/css", "csv": "text/csv", "htm": "text/html", "html": "text/html",
        "js": "text/javascript",
        "log": "text/plain", "md": "text/markdown", "mjs": "text/javascript", "srt": "text/plain",
        "swift": "text/plain", "py": "text/plain", "txt": "text/plain", "vtt": "text/vtt",
        "json": "application/json", "pdf": "application/pdf", "xhtml": "application/xhtml+xml",
        "xml": "application/xml", "yaml": "application/yaml", "yml": "application/yaml",
        "zip": "application/zip",
        "bin": fallback, "dmg": fallback, "exe": fallback, "img": fallback, "iso": fallback, "mobi": fallback,
        "7z": fallback, "rar": fallback, "tar": fallback, "tgz": fallback, "xz": fallback, "zst": fallback,
        "gz": "application/gzip", "epub": "application/epub+zip", "wasm": "application/wasm",
        "otf": "font/otf", "ttf": "font/ttf", "woff": "font/woff", "woff2": "font/woff2",
    ]
}
