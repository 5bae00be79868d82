/// A text of the wiki: a file below `.tracker/wiki`.
public struct Page: Sendable, Hashable {
  /// The name, which is its identity: the file's path below `wiki`, without `.md`, as `Design/Storage`.
  public var name: String
  /// The title: the key's, else the first heading's, else the last part of the name.
  public var title: String
  /// What it is about, in the file's order.
  public var tags: [String]
  /// The Markdown behind the front matter.
  public var body: String
  /// All other keys, in the file's order.
  public var fields: [Field]

  /// Creates a page without any field but those given.
  public init(name: String, title: String? = nil, tags: [String] = [], body: String = "") {
    (self.name, self.tags, self.body) = (name, tags, body)
    self.title = title ?? PageName.lastPart(of: name)
    fields = []
  }

  /// The path of its file from the repository's root.
  public var path: String { PageName.path(of: name) }
}

/// The names of pages: those of folders and of the file, without `.md`, with `/` between them.
public enum PageName {
  /// The folder of the wiki from the repository's root.
  package static let folder = ".tracker/wiki"

  /// Whether a new page may have a name: each part is an ``EntryName``, and all have at most 200 bytes.
  public static func isValid(_ text: String) -> Bool {
    text.utf8.count <= 200
      && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { EntryName.isValid(String($0)) }
  }

  /// What a name may be, for messages.
  package static let advice = EntryName.advice + "; '/' stands between folders"

  /// The path of a page's file from the repository's root.
  package static func path(of name: String) -> String { "\(folder)/\(name).md" }

  /// The name of the page in a file; `nil` for one that lies elsewhere.
  package static func name(ofFile path: String) -> String? {
    guard path.hasPrefix(folder + "/"), path.hasSuffix(".md"), path.utf8.count > folder.utf8.count + 4 else {
      return nil
    }
    return String(path.dropFirst(folder.count + 1).dropLast(3))
  }

  /// The last part of a name.
  package static func lastPart(of name: String) -> String {
    name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
  }

  /// The folder of a page with a `/` behind it; empty for a page that lies in none.
  package static func folder(of name: String) -> String {
    name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
  }
}
