import Diagnostics
import Membership
import Sealing

/// The days after a replacement of the root key on which the old codes still open the members' bundles.
enum KeyOverlap {
    /// The keys whose codes get bundles beside those of the current ones; nil without an overlap.
    ///
    /// - Parameter today: the day of the build in the site's time zone.
    static func keys(
        _ ledger: Ledger?, inputs: BuildInputs, today: Day
    ) -> (keys: SiteKeys?, diagnostics: [Diagnostic]) {
        let current = inputs.keys.publicKey.base64
        // Without a ledger nobody knows until when: rather too long than members before a shut door.
        guard let ledger else { return (inputs.previousKeys, []) }
        guard let replacement = ledger.replacements.last(where: { $0.new == current }),
            let until = replacement.overlapUntil
        else { return (nil, []) }
        guard until >= today else {
            return (
                nil,
                inputs.previousKeys == nil
                    ? []
                    : [
                        .warning(
                            "the old codes work no more since \(until); the previous root key is not needed now",
                            hint: "end the overlap with 'sealpress keys replace --finish'")
                    ]
            )
        }
        guard let previous = inputs.previousKeys else {
            return (
                nil,
                [
                    .error(
                        "the codes from before the root key was replaced work until \(until), but the previous key is not here",
                        hint:
                            "bring \(Workplace.previousKeyPath) or SEALPRESS_PREVIOUS_KEY; 'sealpress keys replace --finish' ends the old codes now"
                    )
                ]
            )
        }
        guard previous.publicKey.base64 == replacement.old else {
            return (
                nil,
                [
                    .error(
                        "the previous root key is not the one that was replaced",
                        hint: "its public key would be \(replacement.old)")
                ]
            )
        }
        return (previous, [])
    }
}
