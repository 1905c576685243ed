import CSodium

/// A file of the author's own, such as the roster, sealed under the root key so that a public repository can
/// carry it: a line with the version, a line with name and salt, and libsodium's secretstream.
public enum PrivateFile {
    static let saltCount = 16
    static let chunkCount = 65_536
    static let headerCount = 24
    /// The plaintext is padded to this many bytes at least, and then to Padmé lengths.
    static let leastPadded = 4096

    /// Lower-case letters, digits, dots, dashes: `members.csv`.
    static func isName(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                Hex.isDigit(byte) || (UInt8(ascii: "g")...UInt8(ascii: "z")).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
    }

    /// Whether the file begins as one of these, of whatever version.
    public static func isSealed(_ file: some Collection<UInt8>) -> Bool {
        file.starts(with: FormatLine.privateFile.rawValue.utf8)
    }
}

extension SiteKeys {
    /// Seals a file of the author's own.
    ///
    /// Equal arguments give files that differ: libsodium draws the stream's header. Nothing rests on its being
    /// random, since the key depends on the name and on every byte; compare what ``openPrivate(_:name:)`` gives
    /// before replacing a file by an equal one.
    ///
    /// - Parameter name: the name of the plain file, in lower-case letters, digits, dots and dashes.
    /// - Throws: ``SealingError/invalidFileName(_:)``.
    public func sealPrivate(_ bytes: [UInt8], name: String) throws -> [UInt8] {
        guard PrivateFile.isName(name) else { throw SealingError.invalidFileName(name) }
        let paddedCount = Padme.paddedCount(max(bytes.count + 1, PrivateFile.leastPadded))
        var padded = bytes
        padded.reserveCapacity(paddedCount)
        padded.append(0x80)
        padded += repeatElement(0, count: paddedCount - padded.count)
        defer { padded.withUnsafeMutableBytes { $0.wipe() } }

        let salt = privateSalt(of: padded, name: name)
        var file = FormatLine.privateFile.line
        file += "{\"name\":\"\(name)\",\"salt\":\"".utf8
        Base64.append(salt, to: &file)
        file += "\"}\n".utf8
        let stream = try SecretStream(key: privateKey(name: name, salt: salt))
        file += stream.header
        var start = 0
        repeat {
            let end = min(start + PrivateFile.chunkCount, padded.count)
            let chunk = padded[start..<end]
            file += chunk.withUnsafeBytes { stream.push($0, isLast: end == padded.count) }
            start = end
        } while start < padded.count
        return file
    }

    /// Opens what ``sealPrivate(_:name:)`` made.
    ///
    /// - Throws: ``OpeningError``: `damaged` also when it was sealed under another root key.
    public func openPrivate(_ file: [UInt8], name: String) throws -> [UInt8] {
        var plaintext: [UInt8] = []
        let salt = try file.withUnsafeBytes { file in
            var cursor = ByteCursor(file)
            try FormatLine.privateFile.skip(in: &cursor)
            guard cursor.skip("{\"name\":\""), let found = cursor.takeString(), cursor.skip(",\"salt\":\""),
                let salt = cursor.takeBase64(count: PrivateFile.saltCount), cursor.skip("\"}\n")
            else { throw OpeningError.malformedHeader }
            guard found == name else { throw OpeningError.wrongID(found: found) }
            guard let header = cursor.take(PrivateFile.headerCount) else { throw OpeningError.damaged }
            let stream = try SecretStream(
                key: privateKey(name: name, salt: salt), header: Array(header))
            plaintext.reserveCapacity(file.count - cursor.position)
            var rest = UnsafeRawBufferPointer(rebasing: file[cursor.position...])
            repeat {
                let count = min(rest.count, PrivateFile.chunkCount + SecretStream.overhead)
                let isLast = count == rest.count
                guard
                    let chunk = stream.pull(
                        UnsafeRawBufferPointer(rebasing: rest[..<count]), isLast: isLast)
                else { throw OpeningError.damaged }
                plaintext += chunk
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } while !rest.isEmpty
            return salt
        }
        // What is authentic was made by a holder of the root key; this holds such a program to the format.
        guard privateSalt(of: plaintext, name: name) == salt,
            let end = plaintext.lastIndex(where: { $0 != 0 }), plaintext[end] == 0x80,
            plaintext.count == Padme.paddedCount(max(end + 1, PrivateFile.leastPadded))
        else { throw OpeningError.malformedContents }
        plaintext.removeSubrange(end...)
        return plaintext
    }

    private func privateSalt(of padded: [UInt8], name: String) -> [UInt8] {
        let key = derivation("salt-private", count: 32).finish()
        var hash = KeyedHash(key: key, outputCount: PrivateFile.saltCount)
        hash.appendPart(name)
        hash.appendPart(padded)
        return hash.finishPublic()
    }

    private func privateKey(name: String, salt: [UInt8]) -> SecretBytes {
        var hash = derivation("private", count: 32)
        hash.appendPart(name)
        hash.appendPart(salt)
        return hash.finish()
    }
}
