package import VireoModel

/// The name of a comment's file: `20261121T100433Z-alice-k3f9.md`.
package struct CommentName: Sendable, Hashable {
  package var date: Timestamp
  /// Who wrote it: `[a-z0-9_.]{1,30}`.
  package var who: String
  package var suffix: String

  package init(date: Timestamp, who: String, suffix: String) {
    self.date = date
    self.who = who
    self.suffix = suffix
  }

  /// Reads a file's name; `nil` where it is no comment's.
  package init?(fileName: String) {
    // Most names are no comments, and all are asked.
    let bytes = fileName.utf8
    guard bytes.first?.isDigit == true, bytes.dropFirst(8).first == UInt8(ascii: "T"), bytes.isMarkdownName else {
      return nil
    }
    let parts = fileName.dropLast(3).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let date = Timestamp(compact: parts[0]),
      (1...30).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(CommentName.isWho),
      !parts[2].isEmpty, parts[2].utf8.allSatisfy({ $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) })
    else { return nil }
    self.init(date: date, who: String(parts[1]), suffix: String(parts[2]))
  }

  package var fileName: String { "\(date.compact)-\(who)-\(suffix).md" }

  /// The part of a handle that a file's name can hold.
  package static func who(for handle: Handle) -> String {
    let text = handle.text.lowercased().utf8.map { isWho($0) ? $0 : UInt8(ascii: "_") }.prefix(30)
    return text.isEmpty ? "unknown" : String(decoding: text, as: UTF8.self)
  }

  private static func isWho(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte >= 0x61 && byte <= 0x7A) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }
}

/// The name of an issue's file: a number, a hyphen, a few words.
package enum IssueFileName {
  /// What the beginning of a file's name says of its number.
  package enum Numbering: Sendable, Hashable {
    case number(IssueNumber, isOdd: Bool)
    /// More than nine digits.
    case tooLong
    /// No number.
    case draft
  }

  /// Reads the name of an `.md` file.
  package static func numbering(of fileName: String) -> Numbering {
    let stem = fileName.utf8.dropLast(3)
    let digits = stem.prefix(while: \.isDigit)
    let rest = stem.dropFirst(digits.count)
    guard !digits.isEmpty, rest.isEmpty || rest.first == .hyphen else { return .draft }
    guard digits.count <= 9 else { return .tooLong }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard let number = IssueNumber(value) else { return .draft }
    return .number(number, isOdd: rest.isEmpty || digits.first == 0x30)
  }

  /// The path below `issues/` of a new issue's file: from 1000 on in a folder for each thousand.
  package static func path(number: IssueNumber, slug: String) -> String {
    let name = "\(number)-\(slug).md"
    return number.value < 1000 ? name : "\(number.value / 1000)k/\(name)"
  }
}

extension String.UTF8View {
  /// Whether a file's name ends in `.md`.
  var isMarkdownName: Bool { suffix(3).elementsEqual(".md".utf8) }
}
