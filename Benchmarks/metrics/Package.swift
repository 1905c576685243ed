// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that the benchmark is no product of Sealpress. It takes the module's sources through a link:
// a dependency on the package above goes by the name of its folder, which is anything in a clone, also `metrics`.
let package = Package(
    name: "metrics-benchmark",
    targets: [
        .target(name: "Metrics", swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "metrics-benchmark", dependencies: ["Metrics"], swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
