#if canImport(Glibc)
    import CMalloc
#endif

/// How the process gets memory from the system.
enum Memory {
    /// Keeps memory that was freed for the next page of the site.
    ///
    /// By default glibc hands it back at once and asks for it again a moment later: thousands of system calls
    /// and page faults in a build.
    static func keepFreedPages() {
        #if canImport(Glibc)
            mallopt(M_TRIM_THRESHOLD, 256 << 20)
            mallopt(M_TOP_PAD, 4 << 20)
            mallopt(M_MMAP_THRESHOLD, 64 << 20)
        #endif
    }

    /// Lets all threads take from the memory that any of them freed, which glibc otherwise keeps apart for each.
    ///
    /// For work that asks for memory seldom and much at a time: half of what it takes from the system is saved.
    static func shareAmongThreads() {
        #if canImport(Glibc)
            mallopt(M_ARENA_MAX, 1)
        #endif
    }
}
