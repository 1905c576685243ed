// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that the benchmark is no product of Sealpress.
let package = Package(
    name: "metrics-benchmark",
    dependencies: [.package(name: "sealpress", path: "../..")],
    targets: [
        .executableTarget(
            name: "metrics-benchmark", dependencies: [.product(name: "Metrics", package: "sealpress")],
            path: "Sources", swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
