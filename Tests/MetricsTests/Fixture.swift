import Foundation
import Testing

/// Numbers computed once by other programs (see `References/`), read from the test bundle.
enum Fixture {
    static func load<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
    }
}

/// |a − b| relative to |b|, absolute where b is 0.
func relativeError(_ a: Double, _ b: Double) -> Double {
    a == b ? 0 : (a - b).magnitude / (b == 0 ? 1 : b.magnitude)
}

/// Records an issue when a value is not within the relative tolerance of its reference.
func expectClose(
    _ value: Double, _ reference: Double, within tolerance: Double, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let error = relativeError(value, reference)
    #expect(
        error <= tolerance, "\(what) \(value) is not \(reference): relative error \(error)",
        sourceLocation: sourceLocation)
}
