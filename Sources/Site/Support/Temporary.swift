import Content
extension Document { var headingTitle: String? { nil } }
