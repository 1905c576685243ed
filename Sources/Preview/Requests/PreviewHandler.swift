import Files
import FlyingFox
import Foundation
import Sealing
import Site

/// Answers the requests of browsers.
struct PreviewHandler: HTTPHandler {
    let state: PreviewState
    let hosts: HostRule
    let guestCode: UnlockCode?

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let site = state.site
        var response = answer(request, site)
        response.headers[.init("Content-Security-Policy")] =
            site.contentSecurityPolicy + "; frame-ancestors 'none'"
        response.headers[.init("X-Content-Type-Options")] = "nosniff"
        response.headers[.init("Referrer-Policy")] = "strict-origin-when-cross-origin"
        response.headers[.init("Cross-Origin-Resource-Policy")] = "same-origin"
        response.headers[.cacheControl] = "no-store"
        guard request.method == .HEAD, case .httpBody(let body) = response.payload else { return response }
        if let count = body.count { response.headers[.contentLength] = String(count) }
        response.payload = .httpBody(HTTPBodySequence())
        return response
    }

    private func answer(_ request: HTTPRequest, _ site: PreviewState.Site) -> HTTPResponse {
        guard hosts.allows(request.headers[.host]) else {
            return text(.forbidden, "This preview answers to localhost alone.\n")
        }
        guard request.method == .GET || request.method == .HEAD else {
            var response = text(.methodNotAllowed, "Files are read here, nothing else.\n")
            response.headers[.init("Allow")] = "GET, HEAD"
            return response
        }
        guard let path = RequestPath(request.target.path()) else {
            return text(.badRequest, "This is no path of a file.\n")
        }
        if path.names.starts(with: LivePage.folder), let own = own(path, request) { return own }
        guard let folder = site.folder else { return page(LivePage.waiting, .serviceUnavailable, site) }
        let base = site.basePath.split(separator: "/").map(String.init)
        if !base.isEmpty, path.names.isEmpty || path.names == base && !path.isFolder {
            return redirect(to: site.basePath)
        }
        guard path.names.starts(with: base) else { return notFound(folder, site) }
        return file(path, below: folder, names: Array(path.names.dropFirst(base.count)), request, site)
    }

    // MARK: The built site

    private func file(
        _ path: RequestPath, below folder: String, names: [String], _ request: HTTPRequest,
        _ site: PreviewState.Site
    ) -> HTTPResponse {
        // What a build puts there while it works is no part of the site.
        guard names.first?.hasPrefix(".sealpress-") != true else { return notFound(folder, site) }
        let name = (names + (path.isFolder ? ["index.html"] : [])).joined(separator: "/")
        guard let relative = try? RelativePath(name),
            let status = try? FileSystem.status(relative.below(folder), followingSymlink: false)
        else { return notFound(folder, site) }
        switch status.kind {
        case .file: break
        case .folder:
            let query = request.target.query()
            return redirect(to: request.target.path() + "/" + (query.isEmpty ? "" : "?" + query))
        case .symlink, .other: return notFound(folder, site)
        }
        let type = MediaTypes.type(ofFile: name)
        let file = relative.below(folder)
        if type == "text/html" {
            guard let bytes = try? FileSystem.read(file) else { return notFound(folder, site) }
            return page(bytes, .ok, site, range: request.headers[.range])
        }
        return part(of: file, size: status.size, type: type, range: request.headers[.range])
            ?? notFound(folder, site)
    }

    /// Files up to this size are read at once, so that a build in between cannot cut them short.
    private static let largestRead = 1 << 22

    private func part(of file: String, size: Int, type: String, range: String?) -> HTTPResponse? {
        guard size > Self.largestRead else {
            return (try? FileSystem.read(file)).map { content($0, .ok, type: type, range: range) }
        }
        let url = URL(filePath: file)
        switch ByteRange(range, size: size) {
        case .unsatisfiable: return unsatisfiable(size)
        case .whole:
            guard let body = try? HTTPBodySequence(file: url, suggestedBufferSize: 1 << 16) else {
                return nil
            }
            return HTTPResponse(statusCode: .ok, headers: headers(type), body: body)
        case .part(let part):
            guard let body = try? HTTPBodySequence(file: url, range: part, suggestedBufferSize: 1 << 16)
            else { return nil }
            var response = HTTPResponse(statusCode: .partialContent, headers: headers(type), body: body)
            response.headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"
            return response
        }
    }

    private func notFound(_ folder: String, _ site: PreviewState.Site) -> HTTPResponse {
        guard let bytes = try? FileSystem.read(folder + "/404.html") else {
            return text(.notFound, "There is no such file.\n")
        }
        return page(bytes, .notFound, site)
    }

    // MARK: The preview's own files

    private func own(_ path: RequestPath, _ request: HTTPRequest) -> HTTPResponse? {
        guard path.names.count == LivePage.folder.count + 1, !path.isFolder else { return nil }
        switch path.names.last {
        case "live.js": return content(LivePage.script, .ok, type: "text/javascript")
        case "overlay.css": return content(LivePage.style, .ok, type: "text/css")
        case "events":
            if request.method == .HEAD { return content([], .ok, type: "text/event-stream") }
            let body = HTTPBodySequence(from: EventBody(events: state.events()))
            return HTTPResponse(statusCode: .ok, headers: headers("text/event-stream"), body: body)
        case "guest.json":
            guard let guestCode else { return nil }
            let value: Files.JSONValue = ["code": .string(guestCode.printed())]
            return content(value.bytes(), .ok, type: "application/json")
        default: return nil
        }
    }

    // MARK: Responses

    private func page(
        _ bytes: [UInt8], _ status: HTTPStatusCode, _ site: PreviewState.Site, range: String? = nil
    ) -> HTTPResponse {
        content(LivePage.adding(to: bytes, build: site.build), status, type: "text/html", range: range)
    }

    private func content(
        _ bytes: [UInt8], _ status: HTTPStatusCode, type: String, range: String? = nil
    ) -> HTTPResponse {
        switch ByteRange(range, size: bytes.count) {
        case .unsatisfiable: return unsatisfiable(bytes.count)
        case .whole: return HTTPResponse(statusCode: status, headers: headers(type), body: Data(bytes))
        case .part(let part):
            var response = HTTPResponse(
                statusCode: .partialContent, headers: headers(type), body: Data(bytes[part]))
            response.headers[.contentRange] =
                "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(bytes.count)"
            return response
        }
    }

    private func unsatisfiable(_ size: Int) -> HTTPResponse {
        var response = text(.rangeNotSatisfiable, "The file is shorter.\n")
        response.headers[.contentRange] = "bytes */\(size)"
        return response
    }

    private func redirect(to location: String) -> HTTPResponse {
        var response = text(.found, "")
        response.headers[.location] = location
        return response
    }

    private func text(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        HTTPResponse(statusCode: status, headers: headers("text/plain"), body: Data(text.utf8))
    }

    private func headers(_ type: String) -> HTTPHeaders {
        var headers = HTTPHeaders()
        let isText = type.hasPrefix("text/") || ["application/json", "application/xml"].contains(type)
        headers[.contentType] = isText ? type + "; charset=utf-8" : type
        headers[.acceptRanges] = "bytes"
        return headers
    }
}
