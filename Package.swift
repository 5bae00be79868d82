// swift-tools-version: 6.2
import PackageDescription

// Data flows one way: a target imports only what stands above it here and is named in its row.
// `script/check-layers` compares this file with the import lines. ARCHITECTURE.md has the picture.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// On Linux CLibgit2Loader opens libgit2 when it is needed; elsewhere it is linked.
#if os(Linux)
  let libgit2: String? = nil
#else
  let libgit2: String? = "libgit2"
#endif

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
// The server's: what its values are made of has packages of its own.
let http: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
  .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
  .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

var targets: [Target] = [
  // The system's libgit2. Imported by VireoGit alone.
  .systemLibrary(
    name: "CLibgit2", pkgConfig: libgit2, providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),

  // Opens libgit2 at its first use, which makes every other command start faster.
  .target(name: "CLibgit2Loader", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

  // The system's cmark-gfm and its extensions. Imported by VireoMarkup alone.
  .systemLibrary(
    name: "CCMarkGFM",
    providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),

  // The system's zlib, brotli and libsodium. Imported by VireoEvents alone.
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
  .systemLibrary(
    name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),

  .systemLibrary(
    name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),

  // Values: issue, comment, config, ids, times; source text, spans, diagnostics and their formats.
  // Imports nothing of ours, and does no input or output.
  .target(name: "VireoModel", swiftSettings: settings),

  // Markdown, within bounds: values from text, HTML from values, references in the tree. Must not know what they name.
  .target(name: "VireoMarkup", dependencies: ["CCMarkGFM", "VireoModel"], swiftSettings: settings),

  // The repository: where it is, trees, blobs, refs, commits made beside the user's index, and the `git` program.
  // Knows nothing of issues; must not import Format.
  .target(name: "VireoGit", dependencies: ["CLibgit2", "CLibgit2Loader", "VireoModel"], swiftSettings: settings),

  // Bytes to values and back: front matter, surgical edits, config, names of files, lint rules.
  // Reads no file and starts no process; must not import Git.
  .target(name: "VireoFormat", dependencies: ["VireoModel", yams], swiftSettings: settings),

  // What running programs report: bodies, the protocols of SDKs, one form of event for all, what is scrubbed from it,
  // and what makes two events the same error. Pure functions over values; holds no socket, file or database.
  .target(
    name: "VireoEvents", dependencies: ["CBrotli", "CSodium", "CZlib", "VireoModel"], swiftSettings: settings),

  // What is asked: a tree of conditions over issues, and an order. Must not know how answers are found.
  .target(name: "VireoQuery", dependencies: ["VireoModel"], swiftSettings: settings),

  // The only writer: snapshot, lock, transaction, atomic replacement, commit, numbers, repair.
  .target(
    name: "VireoStore", dependencies: ["VireoFormat", "VireoGit", "VireoModel"], swiftSettings: settings),

  // Commit messages, the graph of commits, and what follows from both: an issue's state, where it is fixed.
  // Pure functions over values; knows no cache and no database.
  .target(
    name: "VireoHistory", dependencies: ["VireoFormat", "VireoGit", "VireoModel"], swiftSettings: settings),

  // The disposable cache of history in SQLite. Every answer is the same without it; must write nothing else.
  .target(
    name: "VireoIndex",
    dependencies: [
      "VireoFormat", "VireoGit", "VireoHistory", "VireoModel", "VireoQuery", "VireoStore", grdb, sqlite,
    ],
    swiftSettings: settings),

  // The front door for programs that embed the tracker. Here the clock, randomness and environment come in.
  .target(
    name: "Vireo",
    dependencies: [
      "VireoModel", "VireoFormat", "VireoGit", "VireoMarkup", "VireoQuery", "VireoStore", "VireoHistory",
      "VireoIndex",
    ],
    swiftSettings: settings),

  // The error wing: what programs report is safe in the spool, then digested in batches: counted in a database of its
  // own, and each group of events is an issue. Git says which release has what.
  .target(
    name: "VireoErrors",
    dependencies: ["Vireo", "VireoEvents", "VireoGit", "VireoModel", "VireoStore", grdb], swiftSettings: settings),

  // Pages, feeds and other texts from values. Reads no file and knows no terminal; a consumer puts them somewhere.
  .target(
    name: "VireoSite", dependencies: ["Vireo", "VireoMarkup", "VireoModel", "VireoQuery", mustache],
    swiftSettings: settings),

  // HTTP: what programs report goes to the intake. The one importer of Hummingbird.
  .target(
    name: "VireoServer", dependencies: ["VireoErrors", "VireoEvents"] + http,
    swiftSettings: settings),

  // Other trackers' exports, one file a source; writes through the front door only.
  .target(name: "VireoImport", dependencies: ["Vireo"], swiftSettings: settings),

  // The command line, as a library. Terminal, pager and editor are known here and nowhere else.
  .target(
    name: "VireoCommands",
    dependencies: [
      "Vireo", "VireoErrors", "VireoEvents", "VireoFormat", "VireoGit", "VireoImport", "VireoServer", "VireoSite",
      arguments,
    ],
    swiftSettings: settings),

  // `main`. (`Vireo` and `vireo` would be one folder where case is ignored, hence the name.)
  .executableTarget(name: "VireoTool", dependencies: ["VireoCommands"], swiftSettings: settings),

  // What the fuzzer checks of one input; the tests repeat its findings.
  .target(
    name: "VireoFuzzInput", dependencies: ["VireoFormat", "VireoModel"], path: "Fuzz/Input", swiftSettings: settings),

  // Shared by the tests.
  .target(
    name: "VireoTestSupport", dependencies: ["VireoGit", "VireoModel"], path: "Tests/VireoTestSupport",
    swiftSettings: settings),
  .testTarget(name: "VireoModelTests", dependencies: ["VireoModel", "VireoTestSupport"], swiftSettings: settings),
  .testTarget(
    name: "VireoMarkupTests", dependencies: ["VireoMarkup", "VireoModel", "VireoTestSupport", "CCMarkGFM"],
    swiftSettings: settings),
  .testTarget(
    name: "VireoFormatTests",
    dependencies: ["VireoFormat", "VireoModel", "VireoTestSupport", "VireoFuzzInput", yams],
    swiftSettings: settings),
  .testTarget(
    name: "VireoEventsTests", dependencies: ["CZlib", "VireoEvents", "VireoModel", "VireoTestSupport"],
    swiftSettings: settings),
  .testTarget(
    name: "VireoGitTests", dependencies: ["VireoGit", "VireoModel", "VireoTestSupport"], swiftSettings: settings),
  .testTarget(
    name: "VireoQueryTests", dependencies: ["VireoQuery", "VireoModel", "VireoTestSupport"], swiftSettings: settings),
  .testTarget(
    name: "VireoStoreTests", dependencies: ["VireoStore", "VireoFormat", "VireoGit", "VireoModel", "VireoTestSupport"],
    swiftSettings: settings),
  .testTarget(
    name: "VireoHistoryTests", dependencies: ["VireoHistory", "VireoGit", "VireoModel", "VireoTestSupport"],
    swiftSettings: settings),
  .testTarget(
    name: "VireoIndexTests", dependencies: ["Vireo", "VireoModel", "VireoQuery", "VireoTestSupport", "VireoTool"],
    swiftSettings: settings),
  .testTarget(name: "VireoTests", dependencies: ["Vireo", "VireoTestSupport"], swiftSettings: settings),
  .testTarget(
    name: "VireoErrorsTests",
    dependencies: ["Vireo", "VireoErrors", "VireoEvents", "VireoMarkup", "VireoModel", "VireoTestSupport"],
    swiftSettings: settings),
  .testTarget(
    name: "VireoSiteTests", dependencies: ["Vireo", "VireoSite", "VireoTestSupport"], swiftSettings: settings),
  .testTarget(
    name: "VireoImportTests", dependencies: ["Vireo", "VireoImport", "VireoTestSupport"], swiftSettings: settings),
  .testTarget(
    name: "VireoCommandsTests", dependencies: ["Vireo", "VireoCommands", "VireoTool", "VireoTestSupport"],
    swiftSettings: settings),
]

// Only `script/fuzz` builds it: libFuzzer brings the program's beginning with it.
if Context.environment["VIREO_FUZZ"] != nil {
  targets.append(
    .executableTarget(
      name: "VireoFuzz", dependencies: ["VireoFuzzInput"], path: "Fuzz/Program",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}

// Only `script/fuzz-intake` builds it.
if Context.environment["VIREO_FUZZ_INTAKE"] != nil {
  targets.append(
    .executableTarget(
      name: "IntakeFuzz", dependencies: ["VireoEvents", "VireoModel", "VireoTestSupport"], path: "Fuzz/Intake",
      swiftSettings: settings))
}

let package = Package(
  name: "vireo",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Vireo", targets: ["Vireo"]),
    .library(name: "VireoSite", targets: ["VireoSite"]),
    .executable(name: "vireo", targets: ["VireoTool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: targets
)
