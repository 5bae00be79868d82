/// An address without a scheme in its parts.
struct RelativeAddress {
  /// The path without percent signs.
  var path: String
  /// What follows `#`, without percent signs.
  var fragment: String?
  /// How many bytes of the address are its path.
  var pathLength: Int

  init(_ address: String) {
    let end = address.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? address.endIndex
    pathLength = address.utf8[..<end].count
    path = RelativeAddress.decoded(address[..<end])
    fragment = address.utf8.firstIndex(of: UInt8(ascii: "#")).map {
      RelativeAddress.decoded(address[address.index(after: $0)...])
    }
  }

  /// The text with `%20` and the like as what they stand for; as it is where that is no UTF-8.
  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "%")) else { return String(text) }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
        let low = bytes[index + 2].hexValue
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(validating: result, as: UTF8.self) ?? String(text)
  }

  /// The path from the repository's root that a path in a file means; `nil` if it leads out of the repository.
  ///
  /// As on the forges, a `/` at the beginning is the repository's root.
  static func resolve(_ path: String, from file: String) -> String? {
    var parts = path.hasPrefix("/") ? [] : file.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// The address of a file as it is written in another one.
  static func address(of target: String, from file: String) -> String {
    let (there, here) = (target.split(separator: "/"), file.split(separator: "/").dropLast())
    var common = 0
    while common < here.count, common < there.count - 1, here[common] == there[common] { common += 1 }
    return (Array(repeating: "..", count: here.count - common) + there[common...].map(encoded)).joined(separator: "/")
  }

  /// A name with what would end or change an address as `%20` and the like.
  private static func encoded(_ name: Substring) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case " ", "%", "#", "?", "(", ")", "<", ">", "\\", "[", "]", "\"", "&", "*", "`", "|", ":", "\u{0}"..."\u{1F}",
        "\u{7F}":
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 16, uppercase: true)
          result += "%" + (digits.count < 2 ? "0" : "") + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
