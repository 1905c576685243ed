/// Fills as much of the buffer as it likes and returns how many bytes that was; 0 only at the end.
public typealias ByteSource = (UnsafeMutableRawBufferPointer) throws -> Int

/// Takes the bytes, which are gone when it returns.
public typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

/// Fills `buffer` unless the source ends before, and returns how many bytes it got.
func readFully(_ buffer: UnsafeMutableRawBufferPointer, from source: ByteSource) throws -> Int {
    var count = 0
    while count < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
        // A source that claims to have read more than was asked for is not believed.
        let read = min(max(0, try source(rest)), rest.count)
        if read == 0 { break }
        count += read
    }
    return count
}
