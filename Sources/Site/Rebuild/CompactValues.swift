import Files
import Foundation
import Membership
import Sealing

// What a snapshot has by the thousand writes itself. Readers give every field, so that one that is new is not left out.

extension Route: CompactValue {
    public func write(to out: CompactEncoder) { out.append(path) }
    public init(reading source: CompactDecoder) throws { self.init(path: try source.text()) }
}

extension PageLink: CompactValue {
    func write(to out: CompactEncoder) {
        out.append(title)
        route.write(to: out)
    }

    init(reading source: CompactDecoder) throws {
        self.init(title: try source.text(), route: try Route(reading: source))
    }
}

extension Term: CompactValue {
    func write(to out: CompactEncoder) {
        out.append(taxonomy)
        out.append(name)
        route.write(to: out)
    }

    init(reading source: CompactDecoder) throws {
        self.init(taxonomy: try source.text(), name: try source.text(), route: try Route(reading: source))
    }
}

extension Moment: CompactValue {
    public func write(to out: CompactEncoder) {
        out.append(Int64(date.timeIntervalSince1970))
        out.append(Int64(offset))
    }

    public init(reading source: CompactDecoder) throws {
        let seconds = try source.integer(Int.self)
        self.init(secondsSince1970: seconds, offset: try source.integer(Int.self))
    }
}

extension Fingerprint {
    func write(to out: CompactEncoder) {
        out.append(fixed: high)
        out.append(fixed: low)
    }

    init(reading source: CompactDecoder) throws {
        self.init(high: try source.fixed(), low: try source.fixed())
    }
}

extension SeenFile: CompactValue {
    func write(to out: CompactEncoder) {
        out.append(path)
        out.append(signature != nil)
        signature?.write(to: out)
        out.append(content != nil)
        content?.write(to: out)
    }

    init(reading source: CompactDecoder) throws {
        self.init(
            path: try source.text(), signature: try source.flag() ? FileSignature(reading: source) : nil,
            content: try source.flag() ? Fingerprint(reading: source) : nil)
    }
}

extension PageSnapshot: CompactValue {
    func write(to out: CompactEncoder) {
        out.append(Int64(source))
        route.write(to: out)
        front.write(to: out)
        shape.write(to: out)
        card.write(to: out)
        out.append(Int64(related.count))
        for number in related { out.append(Int64(number)) }
        out.append(Int64(context))
    }

    init(reading source: CompactDecoder) throws {
        self.init(
            source: try source.integer(Int.self), route: try Route(reading: source),
            front: try Fingerprint(reading: source), shape: try Fingerprint(reading: source),
            card: try Fingerprint(reading: source),
            related: try (0..<source.integer(UInt16.self)).map { _ in try source.integer(Int.self) },
            context: try source.integer(Int.self))
    }
}

extension OutputSnapshot: CompactValue {
    func write(to out: CompactEncoder) {
        out.append(path)
        out.append(Int64(size))
        out.append(digest != nil)
        out.append(bytes: digest?.bytes ?? [])
        signature.write(to: out)
    }

    init(reading source: CompactDecoder) throws {
        self.init(
            path: try source.text(), size: try source.integer(Int.self),
            digest: try source.flag() ? SHA256Digest(bytes: source.bytes(32)) : nil,
            signature: try FileSignature(reading: source))
    }
}
