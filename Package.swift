// swift-tools-version: 6.2

import PackageDescription

/// Every target of ours: Swift 6 mode, and a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "sealpress",
    products: [
        .executable(name: "sealpress", targets: ["sealpress"]),
        .library(name: "AccessLogs", targets: ["AccessLogs"]),
        .library(name: "Metrics", targets: ["Metrics"]),
        .library(name: "Sealing", targets: ["Sealing"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // C libraries, each behind a module map and a shim header.
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(
            name: "CCommonMark", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(
            name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        .systemLibrary(
            name: "CWebP", pkgConfig: "libwebpmux", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(
            name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),

        .systemLibrary(name: "CMalloc"),

        // The default layouts, styles and reader, embedded in the binary.
        .target(name: "Theme", exclude: ["default"]),

        .target(name: "Diagnostics", swiftSettings: strict),
        .target(name: "Files", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(name: "Assets", swiftSettings: strict),
        .target(
            name: "Content",
            dependencies: ["CCommonMark", "Diagnostics", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "AccessLogs", resources: [.embedInCode("Bots/agents.txt")], swiftSettings: strict),
        .target(
            name: "Insights",
            dependencies: [
                "AccessLogs", "CZlib", "CZstd", "Diagnostics", "Files", "Membership", "Metrics",
                "Recommendations",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            resources: [.embedInCode("Report/Page/report.css")], swiftSettings: strict),
        .target(name: "Highlighting", swiftSettings: strict),
        .target(name: "LinkChecking", dependencies: ["CCurl", "Files", "Site"], swiftSettings: strict),
        .target(
            name: "Images", dependencies: ["CPNG", "CTurboJPEG", "CWebP", "CZlib"], swiftSettings: strict),
        .target(
            name: "Importing", dependencies: ["Content", "Diagnostics", "Files"], swiftSettings: strict),
        .target(
            name: "Mailing", dependencies: ["CCurl", "Diagnostics", "Files"], swiftSettings: strict),
        .target(name: "Metrics", swiftSettings: strict),
        .target(name: "Recommendations", swiftSettings: strict),
        .target(name: "Search", swiftSettings: strict),
        .target(name: "Sealing", dependencies: ["CSodium"], swiftSettings: strict),
        .target(
            name: "Membership", dependencies: ["Diagnostics", "Files"], swiftSettings: strict),
        .target(
            name: "Simulation", dependencies: ["Files", "Membership", "Metrics"], swiftSettings: strict),
        .target(
            name: "Site",
            dependencies: [
                "Assets", "Content", "Diagnostics", "Files", "Highlighting", "Images", "Membership",
                "Recommendations",
                "Sealing", "Search", "Theme",
            ],
            swiftSettings: strict),
        .target(
            name: "Publishing", dependencies: ["Diagnostics", "Files", "Sealing", "Site"],
            swiftSettings: strict),
        .target(
            name: "Preview",
            dependencies: [
                "Diagnostics", "Files", "Sealing", "Site",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            resources: [.embedInCode("Page/live.js"), .embedInCode("Page/overlay.css")],
            swiftSettings: strict),
        .executableTarget(
            name: "sealpress",
            dependencies: [
                "AccessLogs", "CMalloc", "CQRCode", "Content", "Diagnostics", "Files", "Importing",
                "Insights", "LinkChecking",
                "Mailing", "Membership", "Preview", "Publishing", "Recommendations", "Sealing", "Simulation",
                "Site",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // What tests of several modules share.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "AssetsTests", dependencies: ["Assets", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ContentTests", dependencies: ["Content", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "HighlightingTests", dependencies: ["Highlighting", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ImagesTests", dependencies: ["CPNG", "CTurboJPEG", "CWebP", "Images"],
            swiftSettings: strict),
        .testTarget(
            name: "AccessLogsTests", dependencies: ["AccessLogs", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "InsightsTests",
            dependencies: [
                "AccessLogs", "Diagnostics", "Files", "Insights", "Membership", "Metrics", "Recommendations",
                "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ImportingTests",
            dependencies: ["Diagnostics", "Files", "Importing", "Sealing", "Site", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LinkCheckingTests",
            dependencies: [
                "Files", "LinkChecking", "Site", .product(name: "FlyingFox", package: "FlyingFox"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "MailingTests", dependencies: ["Diagnostics", "Files", "Mailing"], swiftSettings: strict),
        .testTarget(
            name: "MetricsTests", dependencies: ["Metrics", "TestSupport"], exclude: ["References"],
            resources: [.copy("Fixtures"), .process("Sentiment/Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "RecommendationsTests", dependencies: ["Recommendations"], swiftSettings: strict),
        .testTarget(
            name: "SearchTests", dependencies: ["Search", "TestSupport"], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(
            name: "SealingTests", dependencies: ["Sealing", "TestSupport"], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(
            name: "MembershipTests", dependencies: ["Membership", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["AccessLogs", "Diagnostics", "Files", "Membership", "Metrics", "Simulation"],
            swiftSettings: strict),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "CPNG", "Diagnostics", "Files", "Membership", "Recommendations", "Sealing", "Site",
                "TestSupport",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "PublishingTests", dependencies: ["Files", "Publishing", "Sealing", "Site", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PreviewTests", dependencies: ["Files", "Preview", "TestSupport"], swiftSettings: strict),
        // Runs the built program, so it must be there.
        .testTarget(
            name: "CommandTests", dependencies: ["Files", "Sealing", "TestSupport", "sealpress"],
            swiftSettings: strict),
    ]
)
