/// How an issue is named in a field or on a command line: by number, uid (or its beginning) or path.
public enum IssueName: Sendable, Hashable, CustomStringConvertible {
  /// `7` or `#7`.
  case number(IssueNumber)
  /// A path of the issue's file, as typed.
  case path(String)
  /// A uid or its beginning.
  case uid(String)

  /// Reads a name; `nil` where the text can be none.
  public init?(_ text: some StringProtocol) {
    if let number = IssueNumber(text: text) {
      self = .number(number)
    } else if text.hasSuffix(".md") || text.contains("/") {
      self = .path(String(text))
    } else if let first = text.utf8.first, first >= 0x61, first <= 0x7a, text.utf8.count <= UID.length,
      text.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) })
    {
      self = .uid(String(text))
    } else {
      return nil
    }
  }

  /// The name as people would say it: `issue 7`, `issue k7h2`, the path.
  public var description: String {
    switch self {
    case .number(let number): "issue \(number)"
    case .uid(let text): "issue \(text)"
    case .path(let path): path
    }
  }
}
