/// What an opinion is about.
///
/// The first four are those an author of a paid community asks for; ``quality`` takes the rest of what
/// is said of the content itself.
public enum SentimentTopic: String, Sendable, Hashable, CaseIterable, Codable {
    case updateFrequency, difficulty, price, service, quality

    /// The topic in words, for a sentence.
    public var name: String {
        switch self {
        case .updateFrequency: "update frequency"
        case .difficulty: "difficulty"
        case .price: "price"
        case .service: "service"
        case .quality: "content quality"
        }
    }

    var index: Int {
        switch self {
        case .updateFrequency: 0
        case .difficulty: 1
        case .price: 2
        case .service: 3
        case .quality: 4
        }
    }
}
