import Content
import Diagnostics
import Foundation
import Membership
import Sealing

/// A sealed section of a page: what is needed to seal it, and nothing that a layout takes.
struct SealedSection: Sendable {
    /// The page it stands on, as an index into the rendered pages.
    var page: Int
    var id: SealedID
    var tier: String
    /// The section's id on its page.
    var name: String
    /// Sorted.
    var grants: [Membership.GrantEpoch]
    var body: SealedBody
}

/// A file that pages refer to.
struct AssetUse: Sendable {
    /// Below `content/`.
    var key: String
    /// Whether something public refers to it; then everyone may have it.
    var isPublic = false
    /// What opens it otherwise: the grants of all sections that refer to it.
    var grants: Set<Membership.GrantEpoch> = []
}

/// Sections and assets with their ids, grants and addresses, before anything is encrypted.
struct SealPlan: Sendable {
    var sections: [SealedSection]
    /// Indices into `sections`, by page.
    var sectionsOfPage: [[Int]]
    var assets: [String: AssetUse]
    var keyring: Keyring

    static func make(
        _ pages: [RenderedPage], plan: Plan, drips: [Route: Int], schedule: EpochSchedule, date: Date,
        keys: SiteKeys
    ) throws -> SealPlan {
        var sections: [SealedSection] = []
        var ofPage = [[Int]](repeating: [], count: pages.count)
        var assets: [String: AssetUse] = [:]
        var keyring = Keyring(keys)
        for (index, rendered) in pages.enumerated() {
            let page = rendered.page
            for body in rendered.body.sections {
                let access = plan.structure.access(page, tier: body.tier, drips: drips)
                let grants = access.grantEpochs(schedule, at: date)
                try keyring.prepare(recipients: grants)
                for asset in body.assets {
                    assets[asset.key, default: AssetUse(key: asset.key)].grants.formUnion(grants)
                }
                ofPage[index].append(sections.count)
                sections.append(
                    SealedSection(
                        page: index, id: keys.sectionID(route: page.route.path, section: body.id),
                        tier: body.tier,
                        name: body.id, grants: grants, body: body))
            }
            for asset in rendered.body.open.assets {
                assets[asset.key, default: AssetUse(key: asset.key)].isPublic = true
            }
            if case .asset(let image)? = PageImage(of: page, in: plan) {
                assets[image, default: AssetUse(key: image)].isPublic = true
            }
        }
        for use in assets.values where !use.isPublic { try keyring.prepare(recipients: use.grants.sorted()) }
        return SealPlan(sections: sections, sectionsOfPage: ofPage, assets: assets, keyring: keyring)
    }
}

/// Where the assets of a site are, for those who may have them.
struct AssetAddresses: Sendable {
    let site: SiteInfo
    let assets: [String: AssetUse]
    let paths: [String: String]
    let images: SiteImages
    let keys: SiteKeys

    /// The attribute and address that a reference becomes: `src` for everyone, `data-sealed-src` for members.
    func attribute(for reference: AssetReference) -> (name: String, url: String) {
        guard assets[reference.key]?.isPublic ?? true else {
            let url = site.url(ofFile: keys.assetID(path: reference.key).path)
            // A link to a sealed file leads to a blob, which has no name of its own.
            let name = reference.key.split(separator: "/").last.map(String.init) ?? reference.key
            let download = reference.kind == .link ? "download=\"\(name.escapedForMarkup)\" " : ""
            return (download + "data-sealed-" + reference.attribute, url)
        }
        return (
            reference.attribute, site.url(ofFile: paths[reference.key] ?? reference.key) + reference.suffix
        )
    }
}
