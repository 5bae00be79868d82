// swift-tools-version: 6.2
import PackageDescription

// A program of somebody else's that uses the library, as README.md shows.
// A package outside of this repository would name its address and version in the place of the path.

let package = Package(
  name: "Standup",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "vireo", path: "../..")],
  targets: [
    .executableTarget(
      name: "Standup",
      dependencies: [.product(name: "Vireo", package: "vireo")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
