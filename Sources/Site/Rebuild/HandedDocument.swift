import Content

/// A page's file is no part of what is stored of the page: whoever reads a page back hands the file over.
extension Document: Codable {
    private static var key: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "document") }

    /// What hands the file to a decoder.
    var handedOver: [CodingUserInfoKey: any Sendable] { Self.key.map { [$0: self] } ?? [:] }

    public init(from decoder: any Decoder) throws {
        guard let document = Self.key.flatMap({ decoder.userInfo[$0] }) as? Document else {
            throw DecodingError.valueNotFound(
                Document.self,
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not handed over"))
        }
        self = document
    }

    public func encode(to encoder: any Encoder) {}
}
