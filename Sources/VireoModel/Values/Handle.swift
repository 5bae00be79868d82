/// The short name by which a person is known in the tracker, as `alice`.
///
/// Any text is kept as it was typed; `config.yml` maps handles to names and addresses.
public struct Handle: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The text as typed.
  public let text: String

  /// Creates a handle from its text; a leading `@` is dropped.
  public init(_ text: some StringProtocol) { self.init(String(text)) }

  /// Creates a handle from its text; a leading `@` is dropped.
  public init(_ text: String) {
    // An `@` with an accent on it is another character.
    let isMarked = text.utf8.first == UInt8(ascii: "@") && text.hasPrefix("@") && text.count > 1
    self.text = isMarked ? String(text.dropFirst()) : text
  }

  /// Creates a handle from a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// Orders by text.
  public static func < (left: Handle, right: Handle) -> Bool { left.text < right.text }

  /// The text as typed.
  public var description: String { text }

  /// A handle made from an e-mail address or a name: what stands before the `@`, in lower case.
  ///
  /// A forge's private address (`123+alice@users.noreply…`) gives `alice`. `nil` where nothing usable is left.
  public init?(deriving source: String) {
    var local = Substring(source.split(separator: "@", maxSplits: 1).first ?? "")
    if let plus = local.firstIndex(of: "+") {
      let before = local[..<plus]
      local = !before.isEmpty && before.allSatisfy(\.isNumber) ? local[local.index(after: plus)...] : before
    }
    var text = ""
    for character in local.lowercased().unicodeScalars {
      switch character {
      case "a"..."z", "0"..."9", "_", ".": text.unicodeScalars.append(character)
      case "-", " ": text.append("_")
      default: break
      }
    }
    guard !text.isEmpty else { return nil }
    self.init(text.prefix(30))
  }
}
