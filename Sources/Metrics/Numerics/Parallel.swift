import Dispatch
import Synchronization

/// How many threads a model may use. The result does not depend on it: work is cut into pieces of fixed size
/// and the pieces' results are combined in order.
public struct Threads: Sendable, Equatable {
    public let count: Int

    public init(_ count: Int) { self.count = max(1, count) }
    public static let one = Threads(1)
}

/// Values that several threads change in turn, each piece by one thread at a time.
final class Pieces<State: Sendable>: Sendable {
    private let pieces: [Piece<State>]

    init(_ states: [State]) { pieces = states.map(Piece.init) }

    var count: Int { pieces.count }

    /// Changes every piece in place and returns what `body` says of each, in order.
    func map<Output: Sendable>(
        threads: Threads, _ body: @Sendable (Int, inout State) -> Output
    ) -> [Output] {
        parallelMap(count: pieces.count, threads: threads) { index in
            self.pieces[index].state.withLock { body(index, &$0) }
        }
    }

    /// Reads the pieces one after another.
    func forEach(_ body: (State) -> Void) {
        for piece in pieces { piece.state.withLock { body($0) } }
    }
}

private final class Piece<State: Sendable>: Sendable {
    let state: Mutex<State>
    init(_ state: State) { self.state = Mutex(state) }
}

/// `body(0)`, `body(1)`, … in order, computed on `threads` threads.
func parallelMap<Output: Sendable>(
    count: Int, threads: Threads, _ body: @Sendable (Int) -> Output
) -> [Output] {
    let workers = min(threads.count, count)
    guard workers > 1 else { return (0..<count).map(body) }
    let shares = Shares<Output>(workers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let share = stride(from: worker, to: count, by: workers).map(body)
        shares.put(share, at: worker)
    }
    return shares.interleaved(count: count)
}

/// Each worker's results, handed in once.
private final class Shares<Output: Sendable>: Sendable {
    private let shares: Mutex<[[Output]]>

    init(_ workers: Int) { shares = Mutex(Array(repeating: [], count: workers)) }

    func put(_ share: [Output], at worker: Int) {
        shares.withLock { $0[worker] = share }
    }

    func interleaved(count: Int) -> [Output] {
        shares.withLock { shares in
            (0..<count).map { shares[$0 % shares.count][$0 / shares.count] }
        }
    }
}

/// `0..<count` cut into ranges of `size`, the last one shorter.
func pieces(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
}
