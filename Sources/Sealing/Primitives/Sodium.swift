import CSodium

/// The library's one-time start, and the checks that every door to it makes.
enum Sodium {
    /// Whether `sodium_init` succeeded; it runs once, on first use, on whichever thread comes first.
    static let isReady = sodium_init() >= 0

    /// - Throws: ``SealingError/libraryUnavailable``.
    static func start() throws {
        guard isReady else { throw SealingError.libraryUnavailable }
    }

    /// - Throws: ``SealingError/libraryUnavailable``, ``SealingError/aesUnavailable``.
    static func requireAES() throws {
        try start()
        guard crypto_aead_aes256gcm_is_available() == 1 else { throw SealingError.aesUnavailable }
    }

    /// For calls that fail only on lengths, where every length is a constant of this module.
    static func assertSuccess(_ status: Int32) {
        precondition(status == 0, "libsodium refused a constant length")
    }
}

extension UnsafeRawBufferPointer {
    /// Never null: an empty buffer may have no address, and C wants one all the same.
    var octets: UnsafePointer<UInt8> {
        assumingMemoryBound(to: UInt8.self).baseAddress ?? UnsafePointer(Dangling.address)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Never null: an empty buffer may have no address, and C wants one all the same.
    var octets: UnsafeMutablePointer<UInt8> {
        assumingMemoryBound(to: UInt8.self).baseAddress ?? Dangling.address
    }

    /// Overwrites the bytes in a way that the optimiser cannot remove.
    func wipe() {
        if let baseAddress { sodium_memzero(baseAddress, count) }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// The first `count` bytes, raw.
    func raw(_ count: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(self)[..<count])
    }
}

private enum Dangling {
    /// An address that is not null and that nobody reads or writes.
    static var address: UnsafeMutablePointer<UInt8> {
        guard let address = UnsafeMutablePointer<UInt8>(bitPattern: 64) else {
            preconditionFailure("64 is not null")
        }
        return address
    }
}

/// Runs `body` with `count` scratch bytes that are wiped afterwards, also when it throws.
func withWipedBytes<R: ~Copyable>(
    _ count: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> R
) rethrows -> R {
    try withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { buffer in
        defer { buffer.wipe() }
        return try body(buffer)
    }
}
