/// One kept line, as 24 bytes. Numbers of visitors and texts are those of the table it stands in.
struct LoggedRequest {
    /// Bytes sent in the lower 50 bits, above them status (10), class (3) and whether it is effective (1).
    private let packed: UInt64
    let time: UInt32
    let visitor: UInt32
    /// A page's route, a bundle's or sealed file's id, a beacon's key; 0 for the empty text.
    let text: UInt32
    /// The origin of a view; 0 for none.
    let origin: UInt32

    init(
        requestClass: RequestClass, isEffective: Bool, status: Int, size: Int, time: Int, visitor: Int,
        text: Int,
        origin: Int
    ) {
        packed =
            UInt64(truncatingIfNeeded: size) & 0x3_FFFF_FFFF_FFFF | UInt64(status & 1023) << 50
            | UInt64(requestClass.rawValue) << 60 | (isEffective ? 1 << 63 : 0)
        self.time = UInt32(truncatingIfNeeded: time)
        self.visitor = UInt32(truncatingIfNeeded: visitor)
        self.text = UInt32(truncatingIfNeeded: text)
        self.origin = UInt32(truncatingIfNeeded: origin)
    }

    private init(_ other: LoggedRequest, visitor: UInt32, text: UInt32, origin: UInt32) {
        packed = other.packed
        time = other.time
        self.visitor = visitor
        self.text = text
        self.origin = origin
    }

    func with(visitor: UInt32, text: UInt32, origin: UInt32) -> LoggedRequest {
        LoggedRequest(self, visitor: visitor, text: text, origin: origin)
    }

    var size: Int { Int(packed & 0x3_FFFF_FFFF_FFFF) }
    var status: Int { Int(packed >> 50 & 1023) }
    var isEffective: Bool { packed >> 63 == 1 }

    /// The class's raw value, 0 to 7, and so always one.
    var classNumber: Int { Int(packed >> 60 & 7) }
    var requestClass: RequestClass { RequestClass(rawValue: UInt8(classNumber)) ?? .garbled }
}
