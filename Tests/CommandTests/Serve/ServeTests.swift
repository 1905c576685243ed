import Files
import Foundation
import Testing

/// What a browser gets from `sealpress serve`.
@Suite struct ServeTests {
    @Test func `pages, files and what is missing, as a host serves them`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write("site/content/static/film.mp4", String(repeating: "0123456789", count: 100))
        try sandbox.write("site/content/static/large.bin", String(repeating: "abcdefgh", count: 1 << 20))
        let preview = try RunningPreview(sandbox)
        #expect(preview.address == "http://localhost:\(preview.port)/")

        let home = try preview.get("/")
        #expect(home.status == 200 && home.headers["content-type"] == "text/html; charset=utf-8")
        #expect(home.text.contains("<script type=\"module\" src=\"/_sealpress/preview/live.js?build="))
        #expect(
            home.headers["content-security-policy"]
                == "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; "
                + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'")
        #expect(home.headers["x-content-type-options"] == "nosniff")
        #expect(home.headers["referrer-policy"] == "strict-origin-when-cross-origin")
        #expect(home.headers["cache-control"] == "no-store")

        let article = try preview.get("/articles/hello")
        #expect(article.status == 302 && article.headers["location"] == "/articles/hello/")
        #expect(try preview.get("/articles/hello/?a=1").text.contains("Everyone reads this paragraph."))
        let missing = try preview.get("/nothing/")
        #expect(missing.status == 404 && missing.headers["content-type"] == "text/html; charset=utf-8")
        #expect(missing.text.contains("/_sealpress/preview/live.js"))

        let named = home.text.matches(of: #/(?:href|src)="([^"]+\.(?:css|js|svg))"/#).map { String($0.1) }
        let asset = { (plain: String) in
            named.first { $0.replacing(#/\.[0-9a-f]{8}(?=\.)/#, with: "") == plain } ?? plain
        }
        for (path, type) in [
            (asset("/_sealpress/theme/style.css"), "text/css; charset=utf-8"),
            (asset("/_sealpress/reader/reader.js"), "text/javascript; charset=utf-8"),
            (asset("/_sealpress/theme/icon.svg"), "image/svg+xml"),
            ("/_sealpress/preview/live.js", "text/javascript; charset=utf-8"), ("/film.mp4", "video/mp4"),
        ] {
            let answer = try preview.get(path)
            #expect(answer.status == 200 && answer.headers["content-type"] == type, "\(path)")
        }

        let head = try preview.request("HEAD", "/film.mp4")
        #expect(head.status == 200 && head.headers["content-length"] == "1000" && head.body.isEmpty)
        let part = try preview.get("/film.mp4", "Range: bytes=995-")
        #expect(part.status == 206 && part.text == "56789")
        #expect(part.headers["content-range"] == "bytes 995-999/1000")
        #expect(try preview.get("/film.mp4", "Range: bytes=1000-").status == 416)
        let large = try preview.get("/large.bin", "Range: bytes=6291456-6291471")
        #expect(large.status == 206 && large.text == "abcdefghabcdefgh")
        #expect(try preview.get("/large.bin").body.count == 1 << 23)
    }

    @Test func `requests that lead elsewhere are refused`() throws {
        let sandbox = try Sandbox.started()
        let key = try sandbox.text("site/sealpress.key").trimmingCharacters(in: .whitespacesAndNewlines)
        let preview = try RunningPreview(sandbox)
        for target in [
            "/../site/sealpress.key", "/../../../../sealpress.key", "/..%2f..%2f..%2f..%2fsealpress.key",
            "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/members.csv", "/articles/../../../../../sealpress.yml",
            "/..\\..\\..\\..\\sealpress.key", "/..%5c..%5csealpress.key", "//etc/passwd", "/%00",
            "/a%00.html",
            "http://localhost/", "*", "/.sealpress/ledger.json", "/.sealpress-staging/", "/%ff",
        ] {
            let answer = try preview.get(target)
            #expect([400, 404].contains(answer.status), "\(target): \(answer.status)")
            #expect(!answer.text.contains(key) && !answer.text.contains("anna"), "\(target)")
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
            #expect(try preview.request(method, "/").status == 405, "\(method)")
        }
        for host in ["evil.example", "evil.example:\(preview.port)", "localhost.evil.example"] {
            let answer = try preview.exchange("GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
            #expect(answer.status == 403 && !answer.text.contains("Welcome"), "\(host)")
        }
        #expect(try preview.exchange("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status == 403)
        for garbage in [
            "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "\u{0}\u{1}\u{2}\r\n\r\n",
        ] {
            let connection = try Connection(port: preview.port)
            try connection.send(garbage)
        }
        #expect(try preview.get("/").status == 200)
    }

    @Test func `a site below a path stays there`() throws {
        let sandbox = try Sandbox.started()
        let configuration = try sandbox.text("site/sealpress.yml")
        try sandbox.write(
            "site/sealpress.yml",
            configuration.replacing("http://localhost:8000/", with: "https://example.org/learn/"))
        let preview = try RunningPreview(sandbox)
        #expect(preview.address == "http://localhost:\(preview.port)/learn/")
        for path in ["/", "/learn"] {
            let answer = try preview.get(path)
            #expect(answer.status == 302 && answer.headers["location"] == "/learn/", "\(path)")
        }
        let home = try preview.get("/learn/")
        #expect(home.status == 200)
        // Whatever can be clicked stays on this computer.
        let links = home.text.matches(of: /<a [^>]*href="([^"]*)"/).map { String($0.1) }
        #expect(
            !links.isEmpty && links.allSatisfy { $0.hasPrefix("/learn/") || $0.hasPrefix("#") }, "\(links)")
        #expect(try preview.get("/articles/hello/").status == 404)
        #expect(try preview.get("/learn/articles/hello/").status == 200)
    }

    @Test func `what serve cannot do is said at once`() throws {
        let sandbox = try Sandbox.started()
        let preview = try RunningPreview(sandbox)
        let taken = try sandbox.run("serve", "--port", "\(preview.port)", in: "site")
        #expect(taken.status == 1)
        #expect(
            taken.errors == """
                error: port \(preview.port) is in use
                      name another one, or leave --port out to have a free one chosen

                """)
        #expect(try sandbox.run("serve", "--as", "anna", "--as-tier", "basic", in: "site").status == 2)
        let open = try sandbox.run("serve", "--lan", "--as", "anna", in: "site")
        #expect(open.status == 2 && open.errors.contains("everyone in the network could read"))
        let nowhere = try sandbox.run("serve", "--port", "0")
        #expect(nowhere.status == 1)
    }
}
