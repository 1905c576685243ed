import CCurl
import Foundation

/// A connection to a server, kept open from mail to mail. libcurl speaks SMTP and TLS.
///
/// Not for several threads at once: whoever sends holds it alone.
public struct SMTPConnection: ~Copyable {
    private let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// What became of a mail.
    public enum Outcome: Sendable, Hashable {
        /// The server has taken it.
        case accepted
        /// The server will not have this recipient; trying again is of no use.
        case refused(String)
        /// The server will not have this mail, and perhaps none like it.
        case rejected(String)
        /// It was certainly not taken, and may be later: the server is busy, or could not be reached.
        case deferred(String)
        /// It was handed over, but the server's answer was lost: it may have been taken or not.
        case uncertain(String)
        /// Nothing can be sent this way: the server's certificate, name or password is wrong, or it will not have the
        /// sender.
        case impossible(String)
    }

    /// - Parameters:
    ///   - user: the name to log in with; nil without.
    ///   - password: never part of any message.
    ///   - certificateAuthority: a file of certificates to trust instead of the system's.
    /// - Returns: nil when libcurl is out of memory.
    public init?(
        _ server: SMTPServer, user: String?, password: String?, certificateAuthority: String?,
        timeoutSeconds: Int = 60
    ) {
        _ = Self.isReady
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        sealpress_set_error_buffer(handle, errorText)
        sealpress_set_text(handle, CURLOPT_URL, server.url)
        sealpress_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Nothing is said in the clear, and to nobody whose certificate is not for this host.
        sealpress_set_long(handle, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        sealpress_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        sealpress_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        sealpress_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        sealpress_set_long(handle, CURLOPT_NOSIGNAL, 1)
        sealpress_set_long(handle, CURLOPT_CONNECTTIMEOUT, min(30, timeoutSeconds))
        sealpress_set_long(handle, CURLOPT_TIMEOUT, timeoutSeconds)
        sealpress_set_long(handle, CURLOPT_UPLOAD, 1)
        // A proxy from the environment would see where mail goes.
        sealpress_set_text(handle, CURLOPT_PROXY, "")
        if let certificateAuthority { sealpress_set_text(handle, CURLOPT_CAINFO, certificateAuthority) }
        if let user { sealpress_set_text(handle, CURLOPT_USERNAME, user) }
        if let password { sealpress_set_text(handle, CURLOPT_PASSWORD, password) }
    }

    deinit {
        curl_easy_cleanup(handle)
        errorText.deallocate()
    }

    /// Hands a mail over and waits for the answer.
    public borrowing func send(_ message: MailMessage) -> Outcome {
        var bytes = message.encoded()
        let count = bytes.count
        return bytes.withUnsafeMutableBytes { buffer in
            guard let file = fmemopen(buffer.baseAddress, count, "r"),
                let recipients = curl_slist_append(nil, "<\(message.to.address)>")
            else { return .deferred("out of memory") }
            defer {
                fclose(file)
                curl_slist_free_all(recipients)
            }
            errorText[0] = 0
            sealpress_set_text(handle, CURLOPT_MAIL_FROM, "<\(message.from.address)>")
            sealpress_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
            sealpress_set_file(handle, file)
            let code = curl_easy_perform(handle)
            let isHandedOver = ftell(file) >= count
            return outcome(code, answer: sealpress_response_code(handle), isHandedOver: isHandedOver)
        }
    }

    private borrowing func outcome(_ code: CURLcode, answer: Int, isHandedOver: Bool) -> Outcome {
        if code == CURLE_OK { return .accepted }
        let detail = String(cString: errorText)
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_USE_SSL_FAILED,
            CURLE_LOGIN_DENIED,
            CURLE_SSL_CONNECT_ERROR, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL,
            CURLE_COULDNT_RESOLVE_HOST,
            CURLE_COULDNT_CONNECT:
            return .impossible(text)
        default: break
        }
        switch answer {
        // The sender is not this account's, or the account may not send: the next mail would fare no better.
        case 500...599 where text.hasPrefix("MAIL failed"): return .impossible(text)
        case 500...599 where text.hasPrefix("RCPT failed"): return .refused(text)
        case 500...599: return .rejected(text)
        case 400...499: return .deferred(text)
        default: return isHandedOver ? .uncertain(text) : .deferred(text)
        }
    }

    /// libcurl wants to be initialised once, before any other thread uses it.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
