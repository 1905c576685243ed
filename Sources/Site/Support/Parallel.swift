import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// The array mapped on several threads; the result is in the order of the array, whatever the threads did.
    ///
    /// - Parameters:
    ///   - threads: how many threads work at once; 1 runs on the caller's.
    ///   - transform: called once per element, on any thread.
    func parallelMap<Result: Sendable>(
        threads: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard threads > 1, count > 1 else { return map(transform) }
        // Small chunks keep the threads evenly busy; large enough that the counter is no bottleneck.
        let chunk = Swift.max(1, Swift.min(64, count / (threads * 4)))
        let next = Atomic<Int>(0)
        let done = Mutex<[(start: Int, results: [Result])]>([])
        DispatchQueue.concurrentPerform(iterations: Swift.min(threads, count)) { _ in
            var mine: [(start: Int, results: [Result])] = []
            while true {
                let start = next.wrappingAdd(chunk, ordering: .relaxed).oldValue
                guard start < count else { break }
                mine.append((start, self[start..<Swift.min(start + chunk, count)].map(transform)))
            }
            done.withLock { $0 += mine }
        }
        return done.withLock { $0.sorted { $0.start < $1.start } }.flatMap(\.results)
    }
}
