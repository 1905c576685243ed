import Diagnostics

/// A page with a member's code, for print or as a file to send.
enum MemberCard {
    static func html(_ code: MemberCode, tierName: String?, site: String, language: String) throws -> String {
        guard let picture = QRCode(code.link) else {
            throw DiagnosticError(.error("the unlock link is too long for a QR code"))
        }
        let words = Words(language: language)
        let member = code.member
        let name = member.name.isEmpty ? member.id : member.name
        let held = [tierName ?? member.tier].compactMap(\.self) + member.courses.map(\.course)
        let until = member.until.map { "<p>\(words.until) \($0)</p>\n" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="\(language.escaped)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex">
            <title>\(site.escaped): \(name.escaped)</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 2rem auto; padding: 0 1rem; }
            main { border: 1px solid #767676; border-radius: 8px; padding: 1.5rem; break-inside: avoid; }
            h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
            svg { display: block; width: 12rem; height: 12rem; margin: 1rem auto; }
            code { display: block; font-size: 1.1rem; text-align: center; overflow-wrap: anywhere; }
            a { overflow-wrap: anywhere; }
            @media print { body { margin: 0; } a { color: inherit; text-decoration: none; } }
            </style>
            </head>
            <body>
            <main>
            <h1>\(site.escaped)</h1>
            <p>\(name.escaped)<br>\(held.joined(separator: ", ").escaped)</p>
            \(until)\(picture.svg.trimmingNewline)
            <p>\(words.code)</p>
            <code>\(code.code)</code>
            <p>\(words.link)<br><a href="\(code.link.escaped)">\(code.link.escaped)</a></p>
            <p>\(words.secret)</p>
            </main>
            </body>
            </html>

            """
    }

    private struct Words {
        let code: String
        let link: String
        let until: String
        let secret: String

        init(language: String) {
            if language.hasPrefix("zh") {
                code = "您的解锁码："
                link = "或打开此链接："
                until = "有效期至"
                secret = "此码仅供您本人使用，请勿转交他人。"
            } else {
                code = "Your unlock code:"
                link = "Or open this link:"
                until = "Until"
                secret = "It is yours alone: do not pass it on."
            }
        }
    }
}

extension String {
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
