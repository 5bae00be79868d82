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

  /// Whether a text can be a name; see ``EntryName``.
  public static func isName(_ text: String) -> Bool { EntryName.isValid(text) }
}
