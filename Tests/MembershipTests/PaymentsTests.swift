import Diagnostics
import Membership
import Testing

@Suite struct PaymentsTests {
    private func parse(_ text: String) -> (file: PaymentsFile, faults: [String]) {
        var diagnostics: [Diagnostic] = []
        let file = PaymentsFile(parsing: Array(text.utf8), file: "payments.csv", diagnostics: &diagnostics)
        return (file, diagnostics.map { $0.rendered() })
    }

    @Test func `a file is printed as it was read, columns of one's own kept`() {
        let text = """
            member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer,mood
            ann,2026-11-10,sale,15.00,EUR,premium/month,b,FALL,newsletter,stripe,ch_1,cus_1,good
            ,2026-11-11,refund,0,USD,,,,,,,,

            """
        let (file, faults) = parse(text)
        #expect(faults.isEmpty)
        #expect(String(decoding: file.printed(), as: UTF8.self) == text)
        #expect(file.payments.first?.amount.value == 15)
        #expect(file.payments.first?.extra == ["good"])
    }

    @Test func `five columns are enough, and others come when they are needed`() {
        var (file, faults) = parse("member,date,kind,amount,currency\nann,2026-11-10,sale,5,EUR\n")
        #expect(faults.isEmpty)
        if let amount = Amount("5"), let date = Day("2026-12-10") {
            file.append(
                Payment(
                    member: "ann", date: date, kind: .renewal, amount: amount, currency: "EUR",
                    source: "stripe", id: "ch_2"))
        }
        #expect(
            String(decoding: file.printed(), as: UTF8.self)
                == "member,date,kind,amount,currency,source,id\nann,2026-11-10,sale,5,EUR,,\nann,2026-12-10,renewal,5,EUR,stripe,ch_2\n"
        )
    }

    @Test func `an empty file and no file are the same`() {
        #expect(parse("").file == PaymentsFile())
        #expect(
            String(decoding: PaymentsFile().printed(), as: UTF8.self)
                == "member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer\n")
    }

    @Test func `every fault is shown where it stands`() {
        let (file, faults) = parse(
            """
            member,date,kind,amount,currency,source,id
            Ann,2026-11-10,sale,5,EUR,stripe,a
            ann,2026-13-10,sale,5,EUR,stripe,b
            ann,2026-11-10,sail,5,EUR,stripe,c
            ann,2026-11-10,sale,-5,EUR,stripe,d
            ann,2026-11-10,sale,5,eur,stripe,e
            ann,2026-11-10,sale,5,EUR,stripe,f
            ann,2026-11-10,renewal,5,EUR,stripe,f

            """)
        #expect(file.payments.count == 1)
        #expect(
            faults == [
                """
                payments.csv:2:1: error: bad member id 'Ann'
                    2 | Ann,2026-11-10,sale,5,EUR,stripe,a
                      | ^^^ an id has a-z, 0-9 and -, and begins with a letter or digit
                """,
                """
                payments.csv:3:5: error: bad date '2026-13-10'
                    3 | ann,2026-13-10,sale,5,EUR,stripe,b
                      |     ^^^^^^^^^^ write a date as 2026-10-01
                """,
                """
                payments.csv:4:16: error: unknown kind 'sail'
                    4 | ann,2026-11-10,sail,5,EUR,stripe,c
                      |                ^^^^ a kind is one of: sale, renewal, refund, dispute, reversal
                """,
                """
                payments.csv:5:21: error: bad amount '-5'
                    5 | ann,2026-11-10,sale,-5,EUR,stripe,d
                      |                     ^^ write it as 5 or 12.50, never below zero: the kind says which way the money went
                """,
                """
                payments.csv:6:23: error: bad currency 'eur'
                    6 | ann,2026-11-10,sale,5,eur,stripe,e
                      |                       ^^^ three capital letters, such as EUR
                """,
                """
                payments.csv:8:37: error: payment 'f' is there twice, also on line 7
                    8 | ann,2026-11-10,renewal,5,EUR,stripe,f
                      |                                     ^ delete one of them
                """,
            ])
        #expect(
            parse("member,date,kind,amont,currency\n").faults == [
                """
                payments.csv:1:1: error: there is no column 'amount'
                    1 | member,date,kind,amont,currency
                      | ^ is it 'amont'?
                """
            ])
    }

    @Test func `a payment is taken back by refunds in parts, and by a dispute that is not won`() {
        let head = "member,date,kind,amount,currency,source,id\nann,2026-11-10,sale,5.00,EUR,s,a\n"
        func isTakenBack(_ rows: String) -> Bool { parse(head + rows).file.isTakenBack(source: "s", id: "a") }
        #expect(!isTakenBack(""))
        #expect(!isTakenBack("ann,2026-11-10,refund,4.99,EUR,s,a\n"))
        #expect(isTakenBack("ann,2026-11-10,refund,4.99,EUR,s,a\nann,2026-11-10,refund,0.01,EUR,s,a\n"))
        #expect(isTakenBack("ann,2026-11-10,dispute,5,EUR,s,a\n"))
        #expect(!isTakenBack("ann,2026-11-10,dispute,5,EUR,s,a\nann,2026-11-10,reversal,5,EUR,s,a\n"))
    }

    @Test(arguments: ["", ".", "5.", ".5", "1e3", "+5", "5,00", "0.00001", "1234567890123", "٣", "5 "])
    func `what is no amount is refused`(text: String) {
        #expect(Amount(text) == nil)
    }

    @Test func `amounts keep how they are written, and add up exactly`() throws {
        for text in ["0", "5", "12.50", "0.05", "999999999999.9999"] {
            #expect(Amount(text)?.description == text)
        }
        let (tenth, fifth) = (try #require(Amount("0.1")), try #require(Amount("0.20")))
        #expect((tenth + fifth).description == "0.30")
        #expect((fifth - tenth).description == "0.10")
        #expect((tenth - fifth).isZero)
        #expect(tenth < fifth)
    }

    @Test func `an address is one word with a dot behind the at, and no header in it`() {
        for address in ["a@b.c", "first.last+tag@sub.example.org", "李@example.org"] {
            #expect(MailAddress.isValid(address), "\(address)")
        }
        for address in [
            "", "a", "a@b", "@b.c", "a@", "a@b.c@d.e", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "<a@b.c>",
            "a@b.c,d@e.f", "a@.c",
            "a@b.", "\"x\"@b.c", "a\u{2028}@b.c", "a\u{202E}@b.c", "a\u{0}@b.c",
        ] {
            #expect(!MailAddress.isValid(address), "\(address)")
        }
    }
}
