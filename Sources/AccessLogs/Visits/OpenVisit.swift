/// A visit whose end has not been seen yet.
struct OpenVisit {
    var isOpen = false
    var started: UInt32 = 0
    var last: UInt32 = 0
    var startHour = 0
    /// Bit h is set when there was an activity in hour h.
    var hours = 0
    /// Views and readings that count, by time.
    var views: [(route: Int, time: UInt32, hour: Int)] = []
    var readings: [(route: Int, hour: Int)] = []
    /// Numbers of texts; -1 before the first view. The origin is 0, the empty one, without a view.
    private(set) var entry = -1
    private(set) var exit = -1
    private(set) var origin = 0
    private var entryTime: UInt32 = 0
    private var exitTime: UInt32 = 0
    private(set) var member = -1
    private var memberTime: UInt32 = 0

    mutating func open(at time: UInt32, hour: Int) {
        isOpen = true
        started = time
        startHour = hour
    }

    /// A view, folded or not, at or after those before it. Of equal times the texts decide.
    mutating func see(_ request: LoggedRequest, _ texts: [[UInt8]]) {
        let (route, origin) = (Int(request.text), Int(request.origin))
        if entry < 0 {
            (entry, self.origin, entryTime) = (route, origin, request.time)
        } else if request.time == entryTime, route != entry || origin != self.origin {
            let isFirst =
                route == entry
                ? texts[origin].lexicographicallyPrecedes(texts[self.origin])
                : texts[route].lexicographicallyPrecedes(texts[entry])
            if isFirst { (entry, self.origin) = (route, origin) }
        }
        if exit < 0 || request.time > exitTime || texts[exit].lexicographicallyPrecedes(texts[route]) {
            (exit, exitTime) = (route, request.time)
        }
    }

    /// - Parameter member: its place in the order of ids; -1 for an unknown bundle.
    mutating func meet(_ member: Int, at time: UInt32) {
        guard member >= 0, self.member < 0 || time == memberTime && member < self.member else { return }
        self.member = member
        memberTime = time
    }

    mutating func close() {
        isOpen = false
        views.removeAll(keepingCapacity: true)
        readings.removeAll(keepingCapacity: true)
        (entry, exit, origin, member, hours) = (-1, -1, 0, -1, 0)
    }
}
