/// A question that has a name: a file of `.tracker/queries`.
///
/// It is a plain value, with texts as they were typed.
public struct SavedQuery: Sendable, Hashable {
  /// The name: the file's, without `.md`.
  public var name: String
  /// What it is for, in one line.
  public var title: String?
  /// The text of the question; empty where every issue is asked for.
  public var query: String
  /// The columns of a table, by their names; empty for the usual ones.
  public var columns: [String]
  /// The order, as `priority-desc,number`.
  public var sort: String?
  /// The field to group by.
  public var group: String?
  /// The Markdown behind the front matter.
  public var body: String
  /// All other keys, in the file's order.
  public var fields: [Field]

  /// Creates a saved query.
  public init(
    name: String, query: String, title: String? = nil, columns: [String] = [], sort: String? = nil,
    group: String? = nil, body: String = ""
  ) {
    self.name = name
    self.query = query
    self.title = title
    self.columns = columns
    self.sort = sort
    self.group = group
    self.body = body
    fields = []
  }

  /// The path of its file from the repository's root.
  public var path: String { ".tracker/queries/\(name).md" }

  /// Whether a text can be a name: it begins with a letter or digit, goes on with these, `-`, `_`, `.` and single
  /// blanks, ends with neither blank nor full stop, and has at most 100 bytes.
  public static func isName(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last, first.isLetterOrDigit, last != " ", last != "." else {
      return false
    }
    let hasPair = zip(scalars, scalars.dropFirst()).contains { $0 == " " && $1 == " " }
    return !hasPair && text.utf8.count <= 100
      && scalars.allSatisfy { $0.isLetterOrDigit || "-_. ".unicodeScalars.contains($0) }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }
}
