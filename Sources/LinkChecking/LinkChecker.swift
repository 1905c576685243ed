import Dispatch
import Files
import Foundation
import Site
import Synchronization

/// Asks other sites whether links lead somewhere: politely, and once a day.
public struct LinkChecker: Sendable {
    /// Requests a second to one host.
    public var rate: Double
    /// In seconds, for one request.
    public var timeout: Int
    /// Names the program to those who are asked.
    public var userAgent: String
    public var clock: LinkClock
    /// Called after each address, on any thread, one at a time: how many are done, of how many.
    public var onProgress: @Sendable (_ done: Int, _ count: Int) -> Void = { _, _ in }

    /// How many hosts are asked at a time.
    private static let hostsAtOnce = 8
    /// After how many answers they are stored, so that a long run that is ended was not in vain.
    private static let saveEvery = 50

    public init(rate: Double, timeout: Int = 20, userAgent: String, clock: LinkClock) {
        self.rate = rate
        self.timeout = timeout
        self.userAgent = userAgent
        self.clock = clock
    }

    private struct State {
        var cache: AnswerCache
        var answers: [String: LinkAnswer] = [:]
        var done = 0
        var failure: FileError?
    }

    /// What each address leads to.
    ///
    /// - Parameters:
    ///   - addresses: each once.
    ///   - root: the project's folder, whose `.sealpress/` keeps what was answered within a day.
    ///   - now: the time, for that.
    /// - Throws: `FileError` when the answers cannot be stored.
    public func answers(
        for addresses: [String], root: String, now: Date
    ) throws -> [String: LinkAnswer] {
        let cache = AnswerCache(root: root, now: now)
        let known = addresses.reduce(into: [String: LinkAnswer]()) { $0[$1] = cache[$1] }
        let open = addresses.filter { known[$0] == nil }
        guard !open.isEmpty else { return known }
        let state = Mutex(State(cache: cache, answers: known))
        // One host after the other on each thread, so that threads do not wait in line for the same one.
        let hosts = Dictionary(grouping: open) { WebAddress($0)?.host ?? "" }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.value)
        let gates = HostGates(rate: rate, clock: clock)
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(Self.hostsAtOnce, hosts.count)) { _ in
            guard let asker = HTTPAsker(timeout: timeout, userAgent: userAgent) else { return }
            let judge = LinkJudge(asker: asker, gates: gates)
            while true {
                let host = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard hosts.indices.contains(host) else { return }
                for address in hosts[host] {
                    let (answer, isLasting) = judge.answer(for: address)
                    state.withLock { note(answer, isLasting, for: address, of: open.count, &$0) }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            try state.cache.save()
            return state.answers
        }
    }

    private func note(
        _ answer: LinkAnswer, _ isLasting: Bool, for address: String, of count: Int, _ state: inout State
    ) {
        state.answers[address] = answer
        if isLasting { state.cache.note(answer, for: address) }
        state.done += 1
        onProgress(state.done, count)
        guard state.done.isMultiple(of: Self.saveEvery), state.failure == nil else { return }
        do throws(FileError) {
            try state.cache.save()
        } catch {
            state.failure = error
        }
    }
}
