import Diagnostics
import FlyingFox
import FlyingSocks
import Foundation
import Sealing
import Site
import Synchronization

/// Serves a built site to the browsers of this computer, and tells them when it was built anew.
public final class PreviewServer: Sendable {
    /// Where the server listens.
    public struct Options: Sendable {
        /// The port; nil is the first free one from 8000 on, 0 any that is free.
        public var port: UInt16?
        /// Whether it listens to the network, too, not to this computer alone.
        public var isOpenToNetwork: Bool
        /// The code that pages are unlocked with.
        public var guestCode: UnlockCode?
        /// Tells this run from others, so that pages of an earlier one reload.
        public var run: String

        public init(port: UInt16?, isOpenToNetwork: Bool, guestCode: UnlockCode?, run: String) {
            self.port = port
            self.isOpenToNetwork = isOpenToNetwork
            self.guestCode = guestCode
            self.run = run
        }
    }

    private let options: Options
    private let state: PreviewState
    private let tasks = Mutex<[Task<Void, Never>]>([])
    private let builds = Mutex(0)

    public init(_ options: Options) {
        self.options = options
        state = PreviewState(guest: options.guestCode?.bundleID.hex)
    }

    /// Begins to listen.
    ///
    /// - Returns: the port.
    /// - Throws: a `DiagnosticError` when no port is free.
    public func start() async throws -> UInt16 {
        let address = try freeAddress()
        let handler = PreviewHandler(
            state: state, hosts: HostRule(isOpenToNetwork: options.isOpenToNetwork),
            guestCode: options.guestCode)
        let server = HTTPServer(address: address, logger: .disabled, handler: handler)
        let serving = Task { () -> Void in try? await server.run() }
        let beating = Task { [state] () -> Void in
            while (try? await Task.sleep(for: .seconds(15))) != nil { state.keepAlive() }
        }
        tasks.withLock { $0 = [serving, beating] }
        do {
            try await server.waitUntilListening()
        } catch {
            throw DiagnosticError(.error("cannot listen on port \(UInt16(bigEndian: address.sin_port))"))
        }
        guard case .ip4(_, let port)? = await server.listeningAddress else {
            throw DiagnosticError(.error("the server stopped as it began"))
        }
        return port
    }

    private static let firstPort: UInt16 = 8000
    private static let portsTried: UInt16 = 100

    private func freeAddress() throws -> sockaddr_in {
        let ports = options.port.map { $0...$0 } ?? Self.firstPort...Self.firstPort + Self.portsTried - 1
        for port in ports {
            let address = try sockaddr_in.inet(
                ip4: options.isOpenToNetwork ? "0.0.0.0" : "127.0.0.1", port: port)
            do {
                let socket = try Socket(domain: AF_INET)
                defer { try? socket.close() }
                try socket.setValue(true, for: .localAddressReuse)
                try socket.bind(to: address)
                try socket.listen()
                return address
            } catch SocketError.failed(_, EADDRINUSE, _) {
                continue
            } catch SocketError.failed(_, let code, _) {
                throw DiagnosticError(
                    .error("cannot listen on port \(port): \(String(cString: strerror(code)))"))
            }
        }
        guard let port = options.port else {
            throw DiagnosticError(
                .error("no port from \(ports.lowerBound) to \(ports.upperBound) is free"))
        }
        throw DiagnosticError(
            .error(
                "port \(port) is in use",
                hint: "name another one, or leave --port out to have a free one chosen"))
    }

    /// Serves a good build, and lets every page that is open reload.
    ///
    /// - Parameters:
    ///   - folder: the built files.
    ///   - basePath: `/learn/`
    ///   - modules: with which a page signs in.
    ///   - isChanged: whether any file differs from those of the build before.
    public func show(
        _ folder: String, basePath: String, contentSecurityPolicy: String,
        modules: SessionModules = SessionModules(), isChanged: Bool
    ) {
        let number = builds.withLock { number in
            if isChanged || number == 0 { number += 1 }
            return number
        }
        state.change { [run = options.run] site in
            site = PreviewState.Site(
                folder: folder, build: "\(run)-\(number)", basePath: basePath,
                contentSecurityPolicy: contentSecurityPolicy, modules: modules, guest: site.guest)
        }
    }

    /// Shows why the newest sources could not be built, over the pages of the last good build.
    public func show(_ diagnostics: [Diagnostic]) {
        let problems = Set(diagnostics).sorted().map { $0.rendered() }
        state.change { $0.problems = problems }
    }

    /// Ends all connections.
    public func stop() {
        state.close()
        for task in tasks.withLock({ $0 }) { task.cancel() }
    }
}
