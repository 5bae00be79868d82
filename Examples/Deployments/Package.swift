// swift-tools-version: 6.2
import PackageDescription

// A program of somebody else's that adds events of its own to the timeline, as docs/timeline.md says.
// A package outside of this repository would name its address and version in the place of the path.

let package = Package(
  name: "Deployments",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "vireo", path: "../..")],
  targets: [
    .executableTarget(
      name: "Deployments",
      dependencies: [.product(name: "Vireo", package: "vireo"), .product(name: "VireoSite", package: "vireo")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
