import VireoModel

/// Whose code a frame is, judged by its path, module and function alone.
///
/// SDKs disagree about `in_app`: old ones say it of every frame, others of none, or leave it out. So first comes
/// what is known of the ways to install code (`docs/grouping.md` has the table for users):
/// - Python: the folders `site-packages` and `dist-packages`; `python3.N` behind `lib` or `lib64`; `Python3N\Lib`;
///   `<frozen …>` (`site` and `sysconfig` of its library reference).
/// - Ruby: the folder `gems`, `lib/ruby`, `<internal:…>` (RubyGems' guides).
/// - Node.js: the folder `node_modules`, `node:…`, `internal/…` ("Modules" of its documentation).
/// - PHP, Go, Ruby: the folder `vendor` (Composer, `go help vendor`, Bundler).
/// - Go: `pkg/mod`, `…@v1…` in trimmed paths, `/usr/local/go/src`, `go1.N/src`, packages of the standard library
///   (`go help modules`, `go help build`).
/// - Rust and C++: `/rustc/…`, `rustlib`, `registry/src` and `git/checkouts` (Cargo's book); functions of `std`.
/// - Java: packages of the languages and of Android. .NET: `System` and `Microsoft`.
/// - All: `/usr/lib`, `/lib` (Filesystem Hierarchy Standard), `/System/Library`, `C:\Windows`; extensions of browsers.
package enum FrameOrigin: Sendable, Hashable {
  /// Nothing is known, so it may be the program's own.
  case unknown
  /// It belongs to the language, the system or a library.
  case library
  /// It belongs to the SDK that sends the event.
  case reporter

  package init(of frame: borrowing EventFrame, platform: GroupingPlatform) {
    self = FrameOrigin.ofModule(frame.module, platform)
    if self != .unknown { return }
    if let path = frame.absolutePath ?? frame.filename {
      self = path.withBytes { FrameOrigin.ofPath($0, platform) }
      if self != .unknown { return }
    }
    guard platform == .native else { return }
    if let package = frame.package, package.withBytes({ FrameOrigin.isSystem($0) }) { self = .library }
    if let function = frame.function, function.withBytes({ FrameOrigin.isOfLanguage($0) }) { self = .library }
  }

  // MARK: - Paths

  private static func ofPath(_ path: UnsafeBufferPointer<UInt8>, _ platform: GroupingPlatform) -> FrameOrigin {
    var found = hasLibraryPrefix(path, platform) ? FrameOrigin.library : .unknown
    var before = 0..<0
    var start = 0
    for (index, byte) in path.enumerated() where byte == .slash || byte == .backslash {
      let folder = start..<index
      if let container = container(folder, after: before, of: path, platform) {
        if container == .packages, isReporter(path, from: index + 1) { return .reporter }
        found = .library
      }
      before = folder
      start = index + 1
    }
    return found
  }

  /// What a folder is to those who install code.
  private enum Container { case packages, language }

  private static func container(
    _ folder: Range<Int>, after before: Range<Int>, of path: UnsafeBufferPointer<UInt8>, _ platform: GroupingPlatform
  ) -> Container? {
    guard let first = folder.first else { return nil }
    switch (path[first], folder.count) {
    case (UInt8(ascii: "s"), 13): return path.has("site-packages", at: first) ? .packages : nil
    case (UInt8(ascii: "d"), 13): return path.has("dist-packages", at: first) ? .packages : nil
    case (UInt8(ascii: "n"), 12): return path.has("node_modules", at: first) ? .packages : nil
    case (UInt8(ascii: "g"), 4): return path.has("gems", at: first) ? .packages : nil
    case (UInt8(ascii: "v"), 6): return path.has("vendor", at: first) ? .packages : nil
    case (UInt8(ascii: "r"), 4): return path.has("ruby", at: first) && isLib(before, path) ? .language : nil
    case (UInt8(ascii: "r"), 7): return path.has("rustlib", at: first) ? .language : nil
    case (UInt8(ascii: "m"), 3):
      return path.has("mod", at: first) && path.equals(before, "pkg") ? .packages : nil
    case (UInt8(ascii: "c"), 9):
      return path.has("checkouts", at: first) && path.equals(before, "git") ? .packages : nil
    case (UInt8(ascii: "s"), 3) where path.has("src", at: first):
      let isGo = before.count > 3 && path.has("go1", at: before.lowerBound)
      return isGo || path.equals(before, "registry") ? .packages : nil
    case (UInt8(ascii: "p"), 5...) where isPython(folder, after: before, path): return .language
    case (UInt8(ascii: "L"), 3):
      return path.has("Lib", at: first) && path.has("Python3", at: before.lowerBound) ? .language : nil
    default:
      guard platform == .go, let at = path[folder].firstIndex(of: UInt8(ascii: "@")) else { return nil }
      return at + 2 < folder.upperBound && path[at + 1] == UInt8(ascii: "v") && path[at + 2].isDigit ? .packages : nil
    }
  }

  /// `python3.11`, `python311.zip` or `pypy3.10`, at the beginning or behind `lib`.
  private static func isPython(
    _ folder: Range<Int>, after before: Range<Int>, _ path: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let isNamed = path.has("python3", at: folder.lowerBound) || path.has("pypy3", at: folder.lowerBound)
    return isNamed
      && (folder.lowerBound == 0 || isLib(before, path) || path[folder].suffix(4).elementsEqual(".zip".utf8))
  }

  private static func isLib(_ folder: Range<Int>, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    path.equals(folder, "lib") || path.equals(folder, "lib64")
  }

  private static func hasLibraryPrefix(_ path: UnsafeBufferPointer<UInt8>, _ platform: GroupingPlatform) -> Bool {
    guard let first = path.first else { return false }
    switch first {
    case .slash: return isSystem(path) || path.has("/rustc/") || path.has("/usr/local/go/src/")
    case UInt8(ascii: "<"): return path.has("<frozen ") || path.has("<internal:")
    case UInt8(ascii: "n"): return path.has("node:")
    case UInt8(ascii: "i"): return platform.isJavaScript && path.has("internal/")
    case UInt8(ascii: "c"): return path.has("chrome-extension:")
    case UInt8(ascii: "m"): return path.has("moz-extension:")
    case UInt8(ascii: "s"): return path.has("safari-extension:") || path.has("safari-web-extension:")
    case UInt8(ascii: "w"): return path.has("webkit-masked-url:")
    default: return isSystem(path)
    }
  }

  private static func isSystem(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    guard path.first == .slash else {
      return path.count > 10 && path[1] == .colon && path[2] == .backslash && path[3] | 0x20 == UInt8(ascii: "w")
        && path[3..<11].map(\.lowercased).elementsEqual("windows\\".utf8)
    }
    return path.has("/usr/lib/") || path.has("/usr/lib64/") || path.has("/lib/") || path.has("/lib64/")
      || path.has("/System/Library/") || path.has("/usr/libexec/")
  }

  /// Whether a native function is one of its language's library.
  private static func isOfLanguage(_ function: UnsafeBufferPointer<UInt8>) -> Bool {
    switch function.first {
    case UInt8(ascii: "s"): function.has("std::")
    case UInt8(ascii: "c"): function.has("core::panicking::") || function.has("core::ops::")
    case UInt8(ascii: "r"): function.has("rust_begin_unwind")
    case UInt8(ascii: "_"): function.has("__rust_") || function.has("__libc_start") || function.has("_start")
    default: false
    }
  }
}
