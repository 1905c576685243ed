import Files
import GRDB
import Membership

/// What the author keeps beside the logs, to be joined with the facts. Each run replaces all of it.
public struct JoinedTables: Sendable {
    public var members: [Member]
    public var payments: [Payment]
    public var costs: [Cost]
    public var comments: [Comment]

    public init(
        members: [Member] = [], payments: [Payment] = [], costs: [Cost] = [], comments: [Comment] = []
    ) {
        self.members = members
        self.payments = payments
        self.costs = costs
        self.comments = comments
    }

    /// Replaces the tables, in the transaction that the caller holds. Names and mail addresses
    /// stay in the roster, and so does everything of those who are forgotten, but for what they paid.
    func write(_ db: Database) throws {
        for table in ["roster", "payments", "costs", "comments"] {
            try db.execute(sql: "DELETE FROM \(table)")
        }
        let forgotten = try FactStore.forgotten(db)
        let roster = try RowInserter<8>(db, "roster")
        for member in members where !forgotten.contains(member.id) {
            try roster.insert([
                .text(member.id), .text(member.tier ?? ""),
                .text(member.courses.map(\.description).joined(separator: " ")),
                .text(member.status.rawValue),
                .text(member.from?.description ?? ""), .text(member.until?.description ?? ""),
                .number(member.generation), .text(member.source),
            ])
        }
        try roster.finish()
        let payments = try RowInserter<11>(db, "payments")
        for payment in self.payments {
            let isForgotten = forgotten.contains(payment.member)
            try payments.insert([
                .text(isForgotten ? "" : payment.member), .text(payment.date.description),
                .text(payment.kind.rawValue),
                .text(payment.amount.description), .text(payment.currency), .text(payment.plan),
                .text(payment.arm), .text(payment.coupon), .text(payment.channel), .text(payment.source),
                .text(isForgotten ? "" : payment.id),
            ])
        }
        try payments.finish()
        let costs = try RowInserter<3>(db, "costs")
        for cost in self.costs {
            try costs.insert([.text(cost.channel), .text(cost.month), .text(cost.spend.description)])
        }
        try costs.finish()
        let comments = try RowInserter<5>(db, "comments")
        for comment in self.comments where !forgotten.contains(comment.member) {
            try comments.insert([
                .text(comment.day.description), .number(comment.time), .text(comment.member),
                .text(comment.route), .text(comment.text),
            ])
        }
        try comments.finish()
    }
}
