/// Media types by file name extension, for the assets of sealed sections and for previews.
public enum MediaTypes {
    /// - Returns: `application/octet-stream` for what is not in the table.
    public static func type(ofFile name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return fallback }
        return table[name[name.index(after: dot)...].lowercased()] ?? fallback
    }

    /// Whether the file is text that can hold a run of premium words, and how to read it.
    static func auditForm(ofFile name: String) -> Audit.Form? {
        let type = type(ofFile: name)
        if ["text/html", "image/svg+xml", "application/xml", "application/xhtml+xml"].contains(type) {
            return .markup
        }
        return type.hasPrefix("text/") || ["application/json", "application/yaml"].contains(type)
            ? .plain : nil
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
        "gz": "application/gzip", "epub": "application/epub+zip", "wasm": "application/wasm",
        "otf": "font/otf", "ttf": "font/ttf", "woff": "font/woff", "woff2": "font/woff2",
    ]
}
