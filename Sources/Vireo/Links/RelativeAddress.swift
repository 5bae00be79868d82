import VireoModel

/// An address without a scheme in its parts.
struct RelativeAddress {
  /// The path without percent signs.
  var path: String
  /// What follows the path, as it is written: `#heading`, `?query`.
  var rest: String

  init(_ address: String) {
    let end = address.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? address.endIndex
    path = PercentEncoding.decoded(address[..<end])
    rest = String(address[end...])
  }

  /// What follows `#`, without percent signs.
  var fragment: String? {
    rest.utf8.firstIndex(of: UInt8(ascii: "#")).map { PercentEncoding.decoded(rest[rest.index(after: $0)...]) }
  }

  /// A path with what would end or change an address, also in Markdown, as `%20` and the like.
  static func encoded(_ path: some StringProtocol) -> String {
    var result = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case " ", "%", "#", "?": append(scalar, to: &result)
      default: appendSafely(scalar, to: &result)
      }
    }
    return result
  }

  /// What follows a path in a form that Markdown does not change; percent signs and what begins a fragment stay.
  static func safe(rest: String) -> String {
    var result = ""
    for scalar in rest.unicodeScalars {
      if scalar == " " { append(scalar, to: &result) } else { appendSafely(scalar, to: &result) }
    }
    return result
  }

  private static func appendSafely(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar {
    case "(", ")", "<", ">", "\\", "[", "]", "\"", "'", "&", "*", "`", "|", ":", "~", "\u{0}"..."\u{1F}", "\u{7F}":
      append(scalar, to: &result)
    default: result.unicodeScalars.append(scalar)
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    for byte in String(scalar).utf8 {
      let digits = String(byte, radix: 16, uppercase: true)
      result += "%" + (digits.count < 2 ? "0" : "") + digits
    }
  }
}

/// A path from the repository's root, perhaps one that leads out of it.
struct RepositoryPath: Hashable {
  /// How many folders above the root it begins.
  var above = 0
  private var parts: [Substring] = []
  /// Whether it is written as a folder's, with a `/` at the end.
  private var isFolder = false

  /// The path that a path in a file means.
  ///
  /// As on the forges, a `/` at the beginning is the repository's root.
  init(_ path: String, from file: String) {
    parts = path.hasPrefix("/") ? [] : file.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        above += 1
      }
    }
    isFolder = path.hasSuffix("/")
  }

  /// The path as text; `nil` if it leads out of the repository.
  var text: String? { above == 0 ? parts.joined(separator: "/") : nil }

  /// How it is written in a file.
  func written(from file: String) -> String {
    let here = file.split(separator: "/").dropLast()
    var common = 0
    if above == 0 {
      while common < here.count, common < parts.count - 1, Array(here[common].utf8) == Array(parts[common].utf8) {
        common += 1
      }
    }
    let up = Array(repeating: "..", count: above + here.count - common)
    var text = (up + parts[common...].map { RelativeAddress.encoded($0) }).joined(separator: "/")
    if isFolder { text += "/" }
    // Nothing else begins an address that is found in a text.
    let first = text.utf8.first ?? UInt8(ascii: ".")
    let isFound =
      first.isASCIILetter || first.isDigit || first >= 0x80 || first == UInt8(ascii: ".") || first == UInt8(ascii: "%")
    return isFound ? text : "./" + text
  }

  /// How it is written from the root.
  var writtenFromRoot: String {
    "/" + parts.map { RelativeAddress.encoded($0) }.joined(separator: "/") + (isFolder ? "/" : "")
  }

  /// Whether two paths are the same, however they are written.
  func isSame(as other: RepositoryPath) -> Bool {
    above == other.above && parts.map { Array($0.utf8) } == other.parts.map { Array($0.utf8) }
  }
}
