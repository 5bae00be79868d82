import VireoModel

/// What modules, and folders of installed packages, say of a frame.
extension FrameOrigin {
  static func ofModule(_ module: String?, _ platform: GroupingPlatform) -> FrameOrigin {
    guard let module else { return .unknown }
    switch platform {
    case .python: return isPythonReporter(module) ? .reporter : .unknown
    case .java: return origin(of: module, libraries: javaLibraries, reporters: javaReporters)
    case .csharp: return origin(of: module, libraries: dotnetLibraries, reporters: dotnetReporters)
    case .go: return goOrigin(module)
    case .javascript, .node, .ruby, .php, .native, .other: return .unknown
    }
  }

  private static func isPythonReporter(_ module: String) -> Bool {
    module.withBytes { bytes in
      switch bytes.first {
      case UInt8(ascii: "s"): isPackage(bytes, "sentry_sdk")
      case UInt8(ascii: "b"): isPackage(bytes, "bugsnag") || isPackage(bytes, "backtracepython")
      case UInt8(ascii: "h"): isPackage(bytes, "honeybadger")
      case UInt8(ascii: "p"): isPackage(bytes, "pybrake")
      // A bird's name may be a program's too, so only the parts that report are looked for.
      case UInt8(ascii: "r"): isPackage(bytes, "rollbar") || ravenParts.contains { isPackage(bytes, $0) }
      default: false
      }
    }
  }

  private static let ravenParts: [StaticString] = [
    "raven.base", "raven.breadcrumbs", "raven.conf", "raven.contrib", "raven.handlers", "raven.middleware",
    "raven.transport", "raven.utils",
  ]

  /// Whether a dotted name is that of a package or of something in it.
  private static func isPackage(_ module: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
    guard module.has(name) else { return false }
    let count = name.utf8CodeUnitCount
    return module.count == count || module[count] == .fullStop
  }

  private static func origin(of module: String, libraries: [StaticString], reporters: [StaticString]) -> FrameOrigin {
    module.withBytes { bytes in
      if reporters.contains(where: { isPackage(bytes, $0) }) { return .reporter }
      return libraries.contains(where: { isPackage(bytes, $0) }) ? .library : .unknown
    }
  }

  private static let javaLibraries: [StaticString] = [
    "java", "javax", "jakarta", "jdk", "sun", "com.sun", "kotlin", "kotlinx", "scala", "groovy", "clojure",
    "org.codehaus.groovy", "org.apache.groovy", "android", "androidx", "com.android", "dalvik", "libcore",
  ]
  private static let javaReporters: [StaticString] = [
    "io.sentry", "com.bugsnag", "com.rollbar", "io.honeybadger", "io.airbrake", "airbrake", "backtraceio",
  ]
  private static let dotnetLibraries: [StaticString] = ["System", "Microsoft", "Windows"]
  private static let dotnetReporters: [StaticString] = ["Sentry", "Bugsnag", "Rollbar", "Backtrace"]

  /// The standard library's packages begin with one of few words; others begin with a host or the program's name.
  private static func goOrigin(_ module: String) -> FrameOrigin {
    if goReporters.contains(where: { prefix in module.withBytes { $0.has(prefix) } }) { return .reporter }
    return module.withBytes { bytes in
      let end = bytes.firstIndex { $0 == .slash || $0 == .fullStop } ?? bytes.count
      guard end == bytes.count || bytes[end] == .slash else { return .unknown }
      return goStandardLibrary.contains(String(bytes: bytes[..<end])) ? .library : .unknown
    }
  }

  private static let goReporters: [StaticString] = [
    "github.com/getsentry/", "github.com/bugsnag/bugsnag-go", "github.com/honeybadger-io/", "github.com/rollbar/",
    "github.com/airbrake/gobrake",
  ]
  private static let goStandardLibrary: Set<String> = [
    "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug", "embed",
    "encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "internal", "io", "iter",
    "log", "maps", "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices", "sort",
    "strconv", "strings", "structs", "sync", "syscall", "testing", "text", "time", "unicode", "unique", "unsafe",
    "weak",
  ]

  /// Whether a package that is installed in a folder is a reporter: its own folder's name begins at the offset.
  static func isReporter(_ path: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    guard start < path.count, reporterInitials.utf8.contains(path[start]) else { return false }
    return packagedReporters.contains { path.has($0, at: start) }
  }

  /// The letters that one of ``packagedReporters`` begins with.
  private static let reporterInitials = "srbhpa@"

  /// Folders as PyPI, npm, RubyGems and Packagist name them; a gem's has its version behind.
  private static let packagedReporters: [StaticString] = [
    "sentry_sdk/", "raven/", "raven-js/", "bugsnag/", "honeybadger/", "rollbar/", "pybrake/", "backtracepython/",
    "sentry_sdk\\", "raven\\", "bugsnag\\", "honeybadger\\", "rollbar\\", "pybrake\\", "backtracepython\\",
    "@sentry/", "@sentry-internal/", "@bugsnag/", "@honeybadger-io/", "@airbrake/", "@backtrace/", "sentry/",
    "sentry-ruby", "sentry-raven-", "sentry-rails-", "sentry-sidekiq-", "bugsnag-", "honeybadger-", "rollbar-",
    "airbrake-",
  ]
}
