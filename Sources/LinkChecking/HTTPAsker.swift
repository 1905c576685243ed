import CCurl

/// What came of one request.
struct HTTPOutcome: Sendable, Hashable {
    enum Failure: Sendable, Hashable {
        case noSuchHost
        case notReached
        case timedOut
        /// The connection was there and broke, or was not to be trusted; in libcurl's words.
        case other(String)
    }

    /// Of the answer; 0 without one.
    var status = 0
    /// Where a redirect leads, whole.
    var redirect: String?
    /// In seconds; nil where the answer does not say.
    var retryAfter: Double?
    var failure: Failure?
}

/// Asks web servers for the head of an answer, one request after the other, on one thread. libcurl speaks HTTP and TLS.
final class HTTPAsker {
    enum Method { case head, get }

    private let handle: UnsafeMutableRawPointer

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    /// - Parameter timeout: in seconds, for a whole request.
    /// - Returns: nil when libcurl is out of memory.
    init?(timeout: Int, userAgent: String) {
        _ = Self.isReady
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        sealpress_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        sealpress_set_text(handle, CURLOPT_USERAGENT, userAgent)
        sealpress_set_long(handle, CURLOPT_NOSIGNAL, 1)
        sealpress_set_long(handle, CURLOPT_CONNECTTIMEOUT, timeout)
        sealpress_set_long(handle, CURLOPT_TIMEOUT, timeout)
        // Each step of a redirect is a request of its own: the next host may have to be waited for.
        sealpress_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        sealpress_stop_at_body(handle)
    }

    deinit { curl_easy_cleanup(handle) }

    func ask(_ address: WebAddress, _ method: Method) -> HTTPOutcome {
        sealpress_set_text(handle, CURLOPT_URL, address.text)
        switch method {
        case .head: sealpress_set_long(handle, CURLOPT_NOBODY, 1)
        case .get: sealpress_set_long(handle, CURLOPT_HTTPGET, 1)
        }
        let code = curl_easy_perform(handle)
        var outcome = HTTPOutcome()
        outcome.status = sealpress_response_code(handle)
        if let redirect = sealpress_redirect_url(handle) { outcome.redirect = String(cString: redirect) }
        let wait = sealpress_retry_after(handle)
        if wait > 0 { outcome.retryAfter = Double(wait) }
        switch code {
        case CURLE_OK: break
        // The body was begun and is not wanted.
        case CURLE_WRITE_ERROR where outcome.status > 0: break
        case CURLE_COULDNT_RESOLVE_HOST: outcome.failure = .noSuchHost
        case CURLE_COULDNT_CONNECT: outcome.failure = .notReached
        case CURLE_OPERATION_TIMEDOUT: outcome.failure = .timedOut
        default: outcome.failure = .other(String(cString: curl_easy_strerror(code)))
        }
        return outcome
    }
}
