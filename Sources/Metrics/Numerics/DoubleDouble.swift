/// An unevaluated sum of two doubles: about 32 significant digits, for residuals and sums that cancel.
struct DoubleDouble {
    var high = 0.0
    var low = 0.0

    /// Adds a × b exactly, then rounds to the pair.
    @inline(__always)
    mutating func add(_ a: Double, times b: Double) {
        let product = a * b
        let productError = (-product).addingProduct(a, b)
        add(product)
        low += productError
        renormalise()
    }

    @inline(__always)
    mutating func add(_ value: Double) {
        let sum = high + value
        let part = sum - high
        low += (high - (sum - part)) + (value - part)
        high = sum
        renormalise()
    }

    @inline(__always)
    private mutating func renormalise() {
        let sum = high + low
        low = low - (sum - high)
        high = sum
    }

    var value: Double { high + low }
}
