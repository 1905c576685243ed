import Content
import Diagnostics
import Files
import Images
import Sealing

enum ImageStage {
    /// Reads every picture that a page's Markdown shows, and makes smaller ones where they are not in the cache.
    static func prepare(
        _ pages: [RenderedPage], configuration: ImagesConfiguration, root: String, threads: Int
    ) -> (images: SiteImages, diagnostics: [Diagnostic]) {
        let maker = ImageMaker(
            settings: configuration, cache: ImageCache(root: root),
            folder: root + "/" + SourceTree.folder + "/")
        var images = SiteImages(settings: configuration, cache: maker.cache)
        let uses = firstUses(pages)
        let keys = uses.keys.sorted()
        var diagnostics: [Diagnostic] = []
        var unmade: [(key: String, area: Int)] = []
        let readings = keys.parallelMap(threads: threads) { key in Result { try maker.read(key) } }
        for (key, reading) in zip(keys, readings) {
            switch reading {
            case .success(.known(let image)): images.images[key] = image
            case .success(.unmade(let area)): unmade.append((key, area))
            case .success(.tooLarge(let size)):
                images.images[key] = SiteImage(size: size)
                diagnostics += uses[key].map { [tooLarge(size, $0, pages)] } ?? []
            case .failure(let error): diagnostics += uses[key].map { [fault(error, key, $0, pages)] } ?? []
            }
        }
        for group in ImageMaker.groups(unmade) {
            let made = group.keys.parallelMap(threads: min(threads, group.atOnce)) { key in
                Result { try maker.make(key) }
            }
            for (key, image) in zip(group.keys, made) {
                switch image {
                case .success(let image): images.images[key] = image
                case .failure(let error):
                    diagnostics += uses[key].map { [fault(error, key, $0, pages)] } ?? []
                }
            }
        }
        return (images, diagnostics.about(.image))
    }

    /// Where a picture stands for the first time.
    private struct Use {
        var page: Int
        var location: SourceLocation
    }

    private static func firstUses(_ pages: [RenderedPage]) -> [String: Use] {
        var uses: [String: Use] = [:]
        for (number, page) in pages.enumerated() {
            func note(_ assets: [AssetReference]) {
                for asset in assets where asset.picture != nil && uses[asset.key] == nil {
                    uses[asset.key] = Use(page: number, location: asset.location)
                }
            }
            note(page.body.open.assets)
            for section in page.body.sections { note(section.assets) }
        }
        return uses
    }

    private static func fault(_ error: any Error, _ key: String, _ use: Use, _ pages: [RenderedPage])
        -> Diagnostic
    {
        let name = key.split(separator: "/").last.map(String.init) ?? key
        let (message, hint): (String, String) =
            switch error {
            case ImageMaker.Problem.notAnImage(isPointer: true):
                ("'\(name)' stands for an image that is not here", "fetch it: git lfs pull")
            case ImageMaker.Problem.notAnImage:
                ("'\(name)' is not an image", "its name says so, and its bytes are of no such format")
            case ImageError.damaged(let reason):
                ("'\(name)' is damaged: \(reason)", "take it from where it came from once more")
            case ImageError.encoder(let reason):
                ("'\(name)' cannot be made smaller: \(reason)", "'images: off' publishes images as they are")
            case let error as FileError: (error.diagnostic.message, error.diagnostic.hint ?? "")
            default: ("'\(name)' cannot be read: \(error)", "")
            }
        return pages[use.page].page.document.source.error(
            message, at: use.location, hint: hint.isEmpty ? nil : hint)
    }

    private static func tooLarge(_ size: PixelSize, _ use: Use, _ pages: [RenderedPage]) -> Diagnostic {
        .warning(
            "an image of \(size.width) × \(size.height) pixels is published as it is", at: use.location,
            excerpt: pages[use.page].page.document.source.line(use.location.line),
            hint: "smaller ones are made of up to \(EncodedImage.mostPixels / 1_000_000) million pixels")
    }
}
