import Files

/// `payments.csv`: every payment that was imported, in the order it was appended, and the columns of the file.
public struct PaymentsFile: Sendable, Hashable {
    public private(set) var payments: [Payment]
    /// The file's columns in order, known and unknown.
    public private(set) var columns: [String]
    /// The positions of a payment's rows: its purchase and what was given back of it.
    private var positions: [Key: [Int]]

    private struct Key: Hashable {
        var source: String
        var id: String
    }

    /// An empty file with every known column.
    public init() {
        self.init(payments: [], columns: PaymentColumn.allCases.map(\.rawValue))
    }

    init(payments: [Payment], columns: [String]) {
        self.payments = []
        self.columns = columns
        positions = [:]
        for payment in payments { append(payment) }
    }

    public mutating func append(_ payment: Payment) {
        positions[Key(source: payment.source, id: payment.id), default: []].append(payments.count)
        payments.append(payment)
    }

    /// The rows of one payment of a service: its purchase, its refunds, its dispute.
    public func rows(source: String, id: String) -> [Payment] {
        (positions[Key(source: source, id: id)] ?? []).map { payments[$0] }
    }

    /// Whether nothing of a purchase is left: all of it was given back, or its dispute was not won.
    public func isTakenBack(source: String, id: String) -> Bool {
        let rows = rows(source: source, id: id)
        guard let purchase = rows.first(where: \.kind.isPurchase) else { return false }
        let disputes = rows.count { $0.kind == .dispute } - rows.count { $0.kind == .reversal }
        return disputes > 0 || isRefundedWhole(purchase, rows)
    }

    private func isRefundedWhole(_ purchase: Payment, _ rows: [Payment]) -> Bool {
        let refunds = rows.filter { $0.kind == .refund }
        if refunds.isEmpty { return false }
        return !(refunds.reduce(Amount.zero) { $0 + $1.amount } < purchase.amount)
    }

    /// The file as CSV, rows in the order they were appended, so that an import shows as new lines.
    public func printed() -> [UInt8] {
        var printer = CSVPrinter()
        let missing = PaymentColumn.allCases.filter { column in
            !columns.contains(column.rawValue) && payments.contains { !$0.text(column).isEmpty }
        }
        let header = columns + missing.map(\.rawValue)
        let known = header.map(PaymentColumn.init(rawValue:))
        printer.print(header)
        for payment in payments {
            var extra = payment.extra.makeIterator()
            printer.print(known.map { column in column.map(payment.text) ?? extra.next() ?? "" })
        }
        return printer.bytes
    }
}

/// The columns that mean something to us.
enum PaymentColumn: String, CaseIterable {
    case member, date, kind, amount, currency, plan, arm, coupon, channel, source, id, customer
}

extension Payment {
    fileprivate func text(_ column: PaymentColumn) -> String {
        switch column {
        case .member: member
        case .date: date.description
        case .kind: kind.rawValue
        case .amount: amount.description
        case .currency: currency
        case .plan: plan
        case .arm: arm
        case .coupon: coupon
        case .channel: channel
        case .source: source
        case .id: id
        case .customer: customer
        }
    }
}
