import CQRCode

/// A QR code as a square of dark and light modules.
struct QRCode {
    /// Modules along one side.
    let side: Int
    private let dark: [Bool]

    /// - Returns: nil when the text is too long for a QR code (about 2,300 bytes).
    init?(_ text: String) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        // Bit 0 of each byte is the module's colour.
        dark = (0..<side * side).map { data[$0] & 1 == 1 }
    }

    private func isDark(_ row: Int, _ column: Int) -> Bool {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return false }
        return dark[row * side + column]
    }

    /// The code for a terminal: two modules a character, with the quiet zone of 4 modules that scanners need.
    ///
    /// Colours are set outright (black on white), so that it scans on dark terminals too.
    var terminalText: String {
        let quiet = 4
        return stride(from: -quiet, to: side + quiet, by: 2).map { row in
            let cells = (-quiet..<side + quiet).map { column in
                switch (isDark(row, column), isDark(row + 1, column)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }.joined()
            return "\u{1B}[30;107m" + cells + "\u{1B}[0m"
        }.joined(separator: "\n")
    }

    /// The code as an SVG image of its own.
    var svg: String {
        let quiet = 4
        let size = side + 2 * quiet
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, isDark(row, column) { column += 1 }
                if column > start {
                    path += "M\(start + quiet) \(row + quiet)h\(column - start)v1h-\(column - start)z"
                }
                column += 1
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size) \(size)" shape-rendering="crispEdges" role="img">
            <title>QR code</title><path fill="#fff" d="M0 0h\(size)v\(size)H0z"/><path d="\(path)"/>
            </svg>

            """
    }
}
