/// The file that members' browsers ask for to say how far they read, where the author wants to know
/// (`analytics.beacon`): what counts is the line in the host's log.
enum Beacon {
    static let path = "_sealpress/beacon.txt"
    static let text = "The browsers of members ask for this file to tell how far they read.\n"
}
