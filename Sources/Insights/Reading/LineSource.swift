import AccessLogs
import Diagnostics
import Files
import Foundation
import Synchronization

/// Memory for a piece of a log; each thread has one.
final class Window {
    let memory: UnsafeMutableRawBufferPointer

    init(size: Int) {
        memory = .allocate(byteCount: size, alignment: 64)
    }

    deinit {
        memory.deallocate()
    }
}

/// A piece of a log in a thread's ``Window``.
struct WindowContents {
    /// Which of the run's files, and which piece of it.
    var file: Int
    var piece: Int
    var format: LogFormat
    /// How many bytes of the window, whole lines.
    var count: Int
}

/// Hands out the lines of all logs of a run, piece by piece, to any number of threads.
final class LineSource: Sendable {
    struct Options: Sendable {
        /// Nil to tell each file's from its first lines.
        var format: LogFormat?
        var digest: @Sendable (UnsafeRawBufferPointer) -> [UInt8]
    }

    struct Progress: Sendable {
        var bytes = 0
        var totalBytes = 0
        var lines = 0
    }

    /// Bytes of a piece. A line that is longer is read in pieces, and all of it is one malformed line.
    static let windowSize = 256 << 10

    private struct State {
        var next = 0
        var open: OpenLog?
        var files: [LogFile] = []
        var known: KnownFiles
        var doneBytes = 0
        var lines = 0
        var isStopped = false

        mutating func openNext(_ inputs: [LogInput], _ options: Options) throws {
            next += 1
            let input = inputs[next - 1]
            do {
                open = try OpenLog(input, &known, options, number: files.count)
                files.append(open.map { LogFile(name: input.name, open: $0) } ?? LogFile(empty: input.name))
            } catch is UnfinishedLog {
                files.append(LogFile(empty: input.name, hasUnfinishedLine: true))
            } catch let error as DiagnosticError {
                // Who gave a folder with other files in it wants to hear of all of them.
                let others = LogBeginning.faults(of: inputs[next...], options.format, atMost: 20)
                throw DiagnosticError(error.diagnostics + others)
            }
        }
    }

    private let inputs: [LogInput]
    private let options: Options
    private let totalBytes: Int
    private let lock = Mutex(())
    // Touched by `withState` alone, under the lock. In the mutex it could not read into a caller's memory: the
    // compiler takes that for a way out of the lock.
    private nonisolated(unsafe) var state: State

    init(_ inputs: [LogInput], known: [KnownFile], options: Options) {
        self.inputs = inputs
        self.options = options
        totalBytes = inputs.reduce(0) { sum, input in
            guard case .file(let path) = input else { return sum }
            return sum + ((try? FileSystem.status(path)?.size) ?? 0)
        }
        state = State(known: KnownFiles(known))
    }

    private func withState<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        try lock.withLock { _ in try body(&state) }
    }

    /// The next piece.
    ///
    /// - Returns: nil when all logs are read.
    /// - Throws: a `FileError`, or a `DiagnosticError` for a file of no known format.
    func next(_ window: Window) throws -> WindowContents? {
        return try withState { state -> WindowContents? in
            while !state.isStopped {
                if state.open == nil {
                    guard state.next < inputs.count else { return nil }
                    try state.openNext(inputs, options)
                    continue
                }
                guard let open = state.open else { continue }
                if let contents = try open.fill(window.memory) { return contents }
                state.doneBytes += open.stream.progress.of
                let known = open.finish(options.digest)
                state.files[open.number].end(known, hasUnfinishedLine: open.hasUnfinishedLine)
                if let known { state.known.update(known) }
                state.open = nil
            }
            return nil
        }
    }

    /// Makes ``next(_:)`` give nothing more.
    func stop() {
        withState { $0.isStopped = true }
    }

    /// Takes in what became of a piece.
    ///
    /// - Returns: sums of minutes that have become too many to keep, and the id of their file.
    func report(_ contents: WindowContents, _ tally: WindowTally) -> (file: Int, sums: [Int: MinuteSum])? {
        withState { state in
            state.lines += tally.lines
            return state.files[contents.file].add(tally, piece: contents.piece)
        }
    }

    var progress: Progress {
        withState { state in
            Progress(
                bytes: state.doneBytes + (state.open?.stream.progress.read ?? 0), totalBytes: totalBytes,
                lines: state.lines)
        }
    }

    /// What was read, when every thread has reported.
    func files() -> [LogFile] {
        withState { $0.files }
    }
}
