import Diagnostics
import Foundation

/// Where a command's words go: results to standard output, everything else to standard error.
struct Console: Sendable {
    /// Whether people read standard error, and want colour.
    let errorsAreOnTerminal: Bool
    let outputIsOnTerminal: Bool
    var quiet: Bool

    init(environment: [String: String], quiet: Bool = false) {
        errorsAreOnTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        outputIsOnTerminal = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
        let wantsColor = environment["NO_COLOR", default: ""].isEmpty
        usesColor = errorsAreOnTerminal && wantsColor
        usesColorInOutput = outputIsOnTerminal && wantsColor
        self.quiet = quiet
    }

    let usesColor: Bool
    let usesColorInOutput: Bool

    func print(_ text: String) {
        Self.write(text + "\n", to: STDOUT_FILENO)
    }

    /// Writes a result as it is, without a newline.
    func write(_ bytes: [UInt8]) {
        Self.write(bytes, to: STDOUT_FILENO)
    }

    /// Words beside the result; nothing when quiet.
    func note(_ text: String) {
        guard !quiet else { return }
        Self.write(text + "\n", to: STDERR_FILENO)
    }

    /// All diagnostics, sorted, each once.
    func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in Set(diagnostics).sorted() {
            Self.write(diagnostic.rendered(color: usesColor) + "\n", to: STDERR_FILENO)
        }
    }

    /// Rewrites the last line of a terminal; nothing when piped or quiet.
    func progress(_ text: String) {
        guard errorsAreOnTerminal, !quiet else { return }
        Self.write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// Asks on the terminal; anything but `y` or `yes` is no. Nobody there to answer is no, too.
    func confirms(_ question: String) -> Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return false }
        Self.write("\(question) [y/N] ", to: STDERR_FILENO)
        return ["y", "yes"].contains(readLine()?.trimmingCharacters(in: .whitespaces).lowercased())
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty, let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress {
                let count = Foundation.write(descriptor, base, rest.count)
                if count < 0, errno == EINTR { continue }
                // A reader that went away (`| head`) is not our fault.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
