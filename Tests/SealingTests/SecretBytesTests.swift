import Foundation
import Sealing
import Testing

@Suite struct `Secret bytes` {
    @Test func `print, describe, reflect and dump as a placeholder`() throws {
        let secret = SecretBytes(copying: Array("hunter2hunter2hunter2hunter2!!!!".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        let root = try RootKey(bytes: secret)
        var dumpedRoot = ""
        dump(root, to: &dumpedRoot)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), dumped, "\(root)",
            String(reflecting: root), dumpedRoot, "\(try SiteKeys(root: root))",
        ]
        for text in texts {
            #expect(text.contains("<secret>"))
            #expect(!text.contains("hunter") && !text.contains("104") && !text.contains("68756e"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func `are compared by their bytes`() {
        let one = SecretBytes(copying: [1, 2, 3])
        #expect(one == one)
        #expect(one == SecretBytes(copying: [1, 2, 3]))
        #expect(one != SecretBytes(copying: [1, 2, 4]))
        #expect(one != SecretBytes(copying: [1, 2]))
        #expect(SecretBytes(copying: []) == SecretBytes(copying: []))
    }

    #if os(Linux)
        @Test func `are gone from memory when released`() throws {
            let pattern = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
            var address: UInt = 0
            do {
                let secret = SecretBytes(copying: pattern)
                address = secret.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
                #expect(ownMemory(at: address, count: pattern.count) == pattern)
            }
            // The allocator may have written here since, or given the page back, but the secret is not there.
            let left = ownMemory(at: address, count: pattern.count) ?? []
            let unchanged = zip(left, pattern).count { $0 == $1 }
            #expect(unchanged < pattern.count / 8)
        }

        /// Reads through the kernel, which is defined also for memory that has been freed.
        private func ownMemory(at address: UInt, count: Int) -> [UInt8]? {
            let file = open("/proc/self/mem", O_RDONLY)
            guard file >= 0 else { return nil }
            defer { close(file) }
            var bytes = [UInt8](repeating: 0, count: count)
            return pread(file, &bytes, count, off_t(bitPattern: UInt(address))) == count ? bytes : nil
        }
    #endif
}
