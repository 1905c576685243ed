import Files
import Foundation

/// Waits until a source changes: told by the kernel where it can, else by looking twice a second.
public struct SourceWatcher {
    private let sources: WatchedSources
    private let stop: StopSignal
    private var inotify: Inotify?
    private var snapshot: [String: FileStatus] = [:]

    /// Notices every change from here on, also while nobody waits.
    ///
    /// - Parameter isPolling: look at the files instead of asking the kernel, which is not told of changes that
    ///   another computer makes on a network drive.
    public init(_ sources: WatchedSources, stop: StopSignal, isPolling: Bool = false) {
        self.sources = sources
        self.stop = stop
        inotify = isPolling ? nil : Inotify()
        watchFolders()
        if inotify == nil { snapshot = sources.snapshot() }
    }

    /// How long nothing must happen before a change counts as complete, and how long that is waited for, in
    /// milliseconds.
    private static let quiet: Int32 = 50
    private static let longestWait = 1000
    private static let pollingInterval: Int32 = 500

    /// Returns when sources have changed and no more changes follow at once.
    ///
    /// - Returns: false when the stop signal was raised.
    public mutating func waitForChange() -> Bool {
        while true {
            let isStopped = wait(inotify == nil ? Self.pollingInterval : -1)
            if isStopped { return false }
            guard hasChanged() else { continue }
            let end = ContinuousClock.now + .milliseconds(Self.longestWait)
            repeat {
                if wait(Self.quiet) { return false }
            } while hasChanged() && ContinuousClock.now < end
            return true
        }
    }

    /// Waits for the kernel, at most so many milliseconds.
    ///
    /// - Returns: whether the stop signal was raised.
    private func wait(_ milliseconds: Int32) -> Bool {
        var descriptors = [pollfd(fd: stop.reader, events: Int16(POLLIN), revents: 0)]
        if let inotify {
            descriptors.append(pollfd(fd: inotify.descriptor, events: Int16(POLLIN), revents: 0))
        }
        _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        return descriptors[0].revents != 0
    }

    private mutating func hasChanged() -> Bool {
        guard let inotify else {
            let now = sources.snapshot()
            defer { snapshot = now }
            return now != snapshot
        }
        let relevant = inotify.changes().filter(matters)
        if relevant.contains(where: \.isFolder) { watchFolders() }
        return !relevant.isEmpty
    }

    private func matters(_ change: Inotify.Change) -> Bool {
        guard let folder = change.folder else { return true }
        return sources.matters(change.name, in: folder)
    }

    /// Watches every folder there is now; where the system allows no more, all are looked at instead.
    private mutating func watchFolders() {
        guard let inotify else { return }
        for folder in [sources.root] + sources.allFolders() where !inotify.watch(folder) {
            self.inotify = nil
            snapshot = sources.snapshot()
            return
        }
    }
}
