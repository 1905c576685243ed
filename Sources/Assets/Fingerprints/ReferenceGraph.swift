/// Which file names which, and in what order they can be given their names: a name depends on what is in the file,
/// and that on the names of the files it refers to.
struct ReferenceGraph {
    /// For each file, those that it names.
    let edges: [[Int]]

    /// Groups of files that name each other, directly or over others; each file alone where it does not. A group comes
    /// after all that it names.
    func groups() -> [[Int]] {
        // Kosaraju's: what is finished last in one walk is a beginning in the walk against the arrows.
        var backwards = [[Int]](repeating: [], count: edges.count)
        for (from, targets) in edges.enumerated() {
            for target in targets { backwards[target].append(from) }
        }
        var seen = [Bool](repeating: false, count: edges.count)
        var finished: [Int] = []
        for start in edges.indices { finished += walk(from: start, along: backwards, &seen) }
        seen = [Bool](repeating: false, count: edges.count)
        return finished.reversed().map { walk(from: $0, along: edges, &seen).sorted() }.filter { !$0.isEmpty }
    }

    /// What can be reached and was not seen before, each after all that is reached from it.
    private func walk(from start: Int, along edges: [[Int]], _ seen: inout [Bool]) -> [Int] {
        guard !seen[start] else { return [] }
        seen[start] = true
        var finished: [Int] = []
        var stack = [(node: start, next: 0)]
        while let top = stack.last {
            guard top.next < edges[top.node].count else {
                finished.append(top.node)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let target = edges[top.node][top.next]
            guard !seen[target] else { continue }
            seen[target] = true
            stack.append((target, 0))
        }
        return finished
    }
}
