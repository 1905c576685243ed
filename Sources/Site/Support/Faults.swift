import Diagnostics
import Files

/// Everything found wrong in a run: collected, and thrown together.
struct Faults {
    private(set) var all: [Diagnostic] = []

    mutating func add(_ diagnostics: [Diagnostic]) {
        all += diagnostics
    }

    /// A stage's value; its diagnostics are kept.
    mutating func collect<Value>(_ result: (Value, [Diagnostic])) -> Value {
        add(result.1)
        return result.0
    }

    /// What `body` gives; nil and its diagnostics when it fails as people know it.
    mutating func attempt<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as DiagnosticError {
            add(error.diagnostics)
        } catch let error as FileError {
            add([error.diagnostic])
        }
        return nil
    }

    var warnings: [Diagnostic] {
        Set(all.filter { $0.severity == .warning }).sorted()
    }

    var error: DiagnosticError {
        DiagnosticError(Set(all).sorted())
    }

    func stopIfErrors() throws(DiagnosticError) {
        if all.contains(where: { $0.severity == .error }) { throw error }
    }
}
