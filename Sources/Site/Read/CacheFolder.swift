import Files

/// `.sealpress/cache`: what builds keep so as to be quicker; whoever deletes it loses time and nothing else.
///
/// It holds smaller versions of sealed pictures, so that nobody but its owner may read it and git leaves it out.
enum CacheFolder {
    static let path = ".sealpress/cache"

    /// Writes a file of the cache.
    ///
    /// - Parameters:
    ///   - root: the project's folder.
    ///   - name: below the cache.
    static func write(_ bytes: [UInt8], root: String, name: String) throws(FileError) {
        let folder = root + "/" + path
        let file = folder + "/" + name
        try FileSystem.makeFolder(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
        // Whichever part of the cache comes first.
        if try FileSystem.status(folder + "/.gitignore") == nil {
            try FileSystem.write(Array("*\n".utf8), to: folder + "/.gitignore")
        }
        try FileSystem.write(bytes, to: file, mode: 0o600)
    }
}
