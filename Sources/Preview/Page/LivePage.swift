import Foundation

/// What a preview adds to pages: the script that keeps them up to date.
enum LivePage {
    /// Where the preview's own files are, beside any base path.
    static let folder = ["_sealpress", "preview"]
    static let path = "/" + folder.joined(separator: "/") + "/"

    static let script = PackageResources.live_js
    static let style = PackageResources.overlay_css

    /// The page with the script at the end of its head; without a head, at its end.
    ///
    /// - Parameter build: which build the page is of; another one makes the script reload it.
    static func adding(to page: [UInt8], build: String) -> [UInt8] {
        let tag = Array("<script type=\"module\" src=\"\(path)live.js?build=\(build)\"></script>\n".utf8)
        let place = endOfHead(in: page) ?? page.count
        return page[..<place] + tag + page[place...]
    }

    private static let closing = Array("</head>".utf8)

    private static func endOfHead(in page: [UInt8]) -> Int? {
        var position = 0
        while let start = page[position...].firstIndex(of: UInt8(ascii: "<")) {
            let tag = page[start...].prefix(closing.count).map { $0 | ($0.isLetter ? 0x20 : 0) }
            if tag == closing { return start }
            position = start + 1
        }
        return nil
    }

    /// What is shown while there is no site yet.
    static let waiting = Array(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="color-scheme" content="light dark">
        <title>Sealpress</title>
        </head>
        <body>
        <p>There is no built site yet. This page shows it as soon as there is.</p>
        </body>
        </html>

        """.utf8)
}

extension UInt8 {
    fileprivate var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
