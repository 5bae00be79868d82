import VireoModel

/// Names that a Java program makes up while it runs, which differ from run to run.
///
/// Follows Sentry's `get_module_component`: classes for reflection (`sun.reflect.GeneratedMethodAccessor789`), of CGLIB
/// (`…$$EnhancerBySpringCGLIB$$1a2b3c4d`), Javassist (`…_$$_javassist_seam_74`) and Clojure (`…$fn__12345`); and beyond
/// it the JDK's own proxies (`jdk.proxy2.$Proxy45`, `java.lang.reflect.Proxy`).
enum JavaName {
  /// The name without its numbers; `nil` if it has none of these.
  static func withoutGeneratedParts(_ name: String) -> String? {
    name.withBytes { bytes in
      guard bytes.contains(UInt8(ascii: "$")) || bytes.find("Generated") != nil else { return nil }
      var result: [UInt8] = []
      var index = 0
      var isChanged = false
      while index < bytes.count {
        guard let mark = marks.first(where: { bytes.has($0.text, at: index) }) else {
          result.append(bytes[index])
          index += 1
          continue
        }
        let end = index + mark.text.utf8CodeUnitCount
        result.append(contentsOf: bytes[index..<end])
        index = mark.skip(bytes, end)
        if index > end { isChanged = true }
      }
      return isChanged ? String(bytes: result) : nil
    }
  }

  private struct Mark: Sendable {
    let text: StaticString
    /// The offset behind what varies.
    let skip: @Sendable (UnsafeBufferPointer<UInt8>, Int) -> Int
  }

  private static let marks = [
    Mark(text: "MethodAccessor", skip: digits),
    Mark(text: "ConstructorAccessor", skip: digits),
    Mark(text: "CGLIB$$") { bytes, start in numbered(bytes, run(bytes, start) { $0.isHexDigit }) },
    Mark(text: "$$_javassist") { bytes, start in numbered(bytes, bytes.has("_seam", at: start) ? start + 5 : start) },
    Mark(text: "$fn__", skip: digits),
    Mark(text: "$Proxy", skip: digits),
    Mark(text: "jdk.proxy", skip: digits),
  ]

  private static func run(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ holds: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count, holds(bytes[end]) { end += 1 }
    return end
  }

  @Sendable private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    run(bytes, start) { $0.isDigit }
  }

  /// Behind `_123`, if that is there.
  private static func numbered(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "_") else { return start }
    let end = digits(bytes, start + 1)
    return end > start + 1 ? end : start
  }
}
