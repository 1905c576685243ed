/// Operations on files and folders, straight over POSIX.
///
/// Paths are absolute or relative to the working directory. All errors are `FileError`.
public enum FileSystem {
    /// The largest file that is read into memory as a whole; larger ones go through `FileReader`.
    public static let largestWholeFile = 1 << 30
}
