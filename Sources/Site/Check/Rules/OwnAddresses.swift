import Content
import Diagnostics

/// Links that name the site's own address in full and lead to nothing of it.
///
/// Judged only where all files of the site are known, so that none is missed.
enum OwnAddresses {
    static func findings(_ site: CheckedSite) -> [Diagnostic] {
        guard let files = site.files else { return [] }
        return site.pages.flatMap { page in
            page.body.notes.external.compactMap { link -> Diagnostic? in
                guard let path = site.ownPath(of: link.value), !files.has(path) else { return nil }
                return page.page.document.source.warning(
                    "there is no page or file '/\(path)' on this site", at: link.location,
                    hint: "links inside the site are best written without its address: a build checks them"
                ).about(.linkInternal)
            }
        }
    }
}

extension CheckedSite {
    /// What an address names below the site, decoded; nil where it is another site's.
    func ownPath(of address: String) -> String? {
        guard address.hasPrefix(configuration.site.baseURL) else { return nil }
        let query = LinkQuery(
            destination: String(address.dropFirst(configuration.site.baseURL.count)), kind: .link,
            isSealed: false)
        return query.path
    }
}

extension OutputFiles {
    fileprivate func has(_ path: String) -> Bool {
        let folder = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
        return sizes[path] != nil || sizes[folder + "index.html"] != nil
    }
}
