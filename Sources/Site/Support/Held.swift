/// A value with many fields behind one reference: stages hand pages on by the thousand, and each copy of thirty
/// fields would count thirty references up and down.
///
/// It is a value all the same: to change a field makes it another.
@dynamicMemberLookup
struct Held<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var box: Box

    init(_ value: Value) {
        box = Box(value)
    }

    var value: Value {
        @inline(__always) _read { yield box.value }
    }

    subscript<Field>(dynamicMember field: KeyPath<Value, Field>) -> Field {
        @inline(__always) _read { yield box.value[keyPath: field] }
    }

    subscript<Field>(dynamicMember field: WritableKeyPath<Value, Field>) -> Field {
        @inline(__always) _read { yield box.value[keyPath: field] }
        set {
            var value = box.value
            value[keyPath: field] = newValue
            box = Box(value)
        }
    }
}
