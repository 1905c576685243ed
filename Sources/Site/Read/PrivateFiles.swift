import Diagnostics
import Files
import Foundation
import Sealing

/// The project's private files: plain as `members.csv`, or sealed under the root key as `members.csv.sealed`,
/// so that a public repository can carry them.
public struct PrivateFiles: Sendable {
    /// All that can be sealed.
    public static let names = [Workplace.rosterPath, Workplace.paymentsPath, Workplace.passphrasesPath]

    /// The name of the sealed form.
    public static func sealedName(_ name: String) -> String { name + ".sealed" }

    private let root: String
    private let opensSealed: Bool
    private let keys: @Sendable () throws -> [SiteKeys]

    /// - Parameters:
    ///   - root: the project's folder.
    ///   - keys: the site's keys first, then those that may have sealed a file earlier; asked for only when a
    ///     sealed file is opened or written.
    ///   - opensSealed: false to take sealed files as if they were not there, where no key is at hand.
    public init(
        root: String, opensSealed: Bool = true, keys: @escaping @Sendable () throws -> [SiteKeys]
    ) {
        self.root = root
        self.opensSealed = opensSealed
        self.keys = keys
    }

    /// What a private file holds: the plain one where there is one, else the sealed one; nil without either.
    ///
    /// - Throws: `FileError`, or a `DiagnosticError` when the sealed file does not open.
    public func read(_ name: String) throws -> [UInt8]? {
        try plain(name) ?? sealed(name)
    }

    /// As `read`, for a build: a sealed file that holds something else than the plain one is an error, since a
    /// build elsewhere, which has only the sealed one, would make another site.
    public func readAgreed(_ name: String) throws -> [UInt8]? {
        guard let plain = try plain(name) else { return try sealed(name) }
        if let sealed = try sealed(name), sealed != plain {
            throw DiagnosticError(
                .error(
                    "'\(name)' and '\(Self.sealedName(name))' differ",
                    hint:
                        "'sealpress members seal' keeps what \(name) says, 'sealpress members unseal --force' what the sealed one says"
                ))
        }
        return plain
    }

    /// The plain file alone.
    public func plain(_ name: String) throws -> [UInt8]? {
        try bytes(name)
    }

    /// What the sealed file alone holds.
    public func sealed(_ name: String) throws -> [UInt8]? {
        guard opensSealed, let file = try bytes(Self.sealedName(name)) else { return nil }
        var failure = OpeningError.damaged
        for keys in try keys() {
            do {
                return try keys.openPrivate(file, name: name)
            } catch let error as OpeningError {
                failure = error
                // Only of what does not open can another key be the reason.
                if error != .damaged { break }
            }
        }
        throw DiagnosticError(Self.diagnostic(failure, name: name))
    }

    /// What writes a private file in the forms that there are; a new one in those that the roster has, and when it is
    /// plain, for its owner alone.
    public func replacements(_ bytes: [UInt8], for name: String) throws -> [FileJournal.Replacement] {
        let isNew = try !exists(name) && !exists(Self.sealedName(name))
        let model = isNew ? Workplace.rosterPath : name
        let isSealed = try exists(Self.sealedName(model))
        var replacements: [FileJournal.Replacement] = []
        if try exists(model) || !isSealed { replacements.append(try plainReplacement(bytes, for: name)) }
        if isSealed, let sealed = try sealedReplacement(bytes, for: name) { replacements.append(sealed) }
        return replacements
    }

    /// What writes the plain file.
    public func plainReplacement(_ bytes: [UInt8], for name: String) throws -> FileJournal.Replacement {
        // An old one keeps the mode that its owner chose.
        FileJournal.Replacement(name, bytes, mode: try exists(name) ? nil : 0o600)
    }

    /// What writes the sealed file; nil when it holds these bytes under the site's own key already.
    public func sealedReplacement(_ bytes: [UInt8], for name: String) throws -> FileJournal.Replacement? {
        try sealedForm(of: bytes, as: name).map { FileJournal.Replacement(Self.sealedName(name), $0) }
    }

    /// Writes the sealed file, unless it holds these bytes under the site's own key already.
    ///
    /// - Returns: whether it was written.
    @discardableResult
    public func seal(_ bytes: [UInt8], as name: String) throws -> Bool {
        guard let file = try sealedForm(of: bytes, as: name) else { return false }
        try FileSystem.write(file, to: path(Self.sealedName(name)), durable: true)
        return true
    }

    /// The sealed file; nil when it is there as it should be.
    private func sealedForm(of bytes: [UInt8], as name: String) throws -> [UInt8]? {
        guard let keys = try keys().first else { return nil }
        let old = try self.bytes(Self.sealedName(name))
        if let old, (try? keys.openPrivate(old, name: name)) == bytes { return nil }
        return try keys.sealPrivate(bytes, name: name)
    }

    private func bytes(_ name: String) throws -> [UInt8]? {
        try exists(name) ? FileSystem.read(path(name)) : nil
    }

    private func exists(_ name: String) throws -> Bool {
        try FileSystem.status(path(name)) != nil
    }

    private func path(_ name: String) -> String { root + "/" + name }

    private static func diagnostic(_ error: OpeningError, name: String) -> Diagnostic {
        let file = sealedName(name)
        return switch error {
        case .damaged:
            .error(
                "'\(file)' was altered or cut short, or sealed under another root key",
                hint: "restore it, or seal \(name) again with 'sealpress members seal'")
        case .unsupportedVersion(let version):
            .error("'\(file)' has format version \(version), which this version of sealpress does not know")
        case .wrongID(let found):
            .error("'\(file)' holds '\(found)'", hint: "it was renamed: give it its name back")
        default: .error("'\(file)' is no file that 'sealpress members seal' made")
        }
    }
}
