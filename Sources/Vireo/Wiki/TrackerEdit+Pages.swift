import VireoFormat
public import VireoModel
import VireoStore

/// What is to be changed of a page's file.
public struct PageChanges: Sendable, Hashable {
  /// The title; an empty text takes the key away.
  public var title: String?
  /// The tags, in the place of those that are there; an empty list takes the key away.
  public var tags: [String]?
  /// Tags that come to those that are there.
  public var addedTags: [String]
  /// Tags that go.
  public var removedTags: [String]
  /// The Markdown behind the front matter.
  public var body: String?

  /// Creates changes; what is not given stays as it is.
  public init(
    title: String? = nil, tags: [String]? = nil, adding addedTags: [String] = [], removing removedTags: [String] = [],
    body: String? = nil
  ) {
    (self.title, self.tags, self.addedTags, self.removedTags) = (title, tags, addedTags, removedTags)
    self.body = body
  }

  /// Whether nothing is to be changed.
  public var isEmpty: Bool { self == PageChanges() }
}

extension TrackerEdit {
  /// Makes a new page.
  ///
  /// - Returns: The path of its file, which has front matter only if there is something to stand in it.
  /// - Throws: `VireoError` with the code `invalid-edit` for a name that none can have or that is taken.
  @discardableResult
  public mutating func newPage(named name: String, _ changes: PageChanges = .init()) throws -> String {
    try Tracker.checkPageName(name, among: PageFiles(transaction.snapshot().files).names(), instead: nil)
    let path = PageName.path(of: name)
    transaction.create(
      path, try DocumentWriter.comment(path: path, fields: edits(changes), body: changes.body ?? ""))
    summary.append("page \(name)")
    return path
  }

  /// Changes a page's file.
  ///
  /// - Returns: The path of its file.
  /// - Throws: `VireoError` with the code `broken-file`, or `invalid-edit` for a title of several lines.
  @discardableResult
  public mutating func edit(_ page: Page, _ changes: PageChanges) throws -> String {
    let edits = try edits(changes)
    if !edits.isEmpty { try transaction.edit(page.path, fields: edits) }
    if let body = changes.body { try transaction.edit(page.path, body: body) }
    summary.append("page \(page.name) edited")
    return page.path
  }

  private func edits(_ changes: PageChanges) throws -> [FieldEdit] {
    var edits: [FieldEdit] = []
    if let title = changes.title {
      guard !title.contains(where: \.isNewline) else { throw refusal("a title is one line", "give one line") }
      edits.append(title.isEmpty ? .unset("title") : .set("title", .text(title), .text))
    }
    if let tags = changes.tags { edits.append(tags.isEmpty ? .unset("tags") : .set("tags", .list(tags), .text)) }
    if !changes.addedTags.isEmpty { edits.append(.add("tags", changes.addedTags, .text)) }
    if !changes.removedTags.isEmpty { edits.append(.remove("tags", changes.removedTags)) }
    return edits
  }
}

extension Tracker {
  /// Refuses a name that no new page can have.
  ///
  /// - Throws: `VireoError` with the code `invalid-edit`.
  package func checkNewPage(named name: String) throws {
    try Tracker.checkPageName(name, among: PageFiles(files()).names(), instead: nil)
  }

  /// - Parameter old: The page that is to get the name.
  static func checkPageName(_ name: String, among names: [String], instead old: String?) throws {
    func refusal(_ message: String, _ advice: String) -> VireoError {
      VireoError(.invalidEdit, message, state: "nothing was written", advice: advice)
    }
    guard PageName.isValid(name) else { throw refusal("'\(name)' can't be the name of a page", PageName.advice) }
    let others = names.filter { $0 != old }
    if let other = FoldedNames(others).spellings(of: name).first {
      throw refusal(
        "there is a page '\(other)' already" + (other == name ? "" : ", which differs only in case"),
        "take another name")
    }
    let folders = Set(others.flatMap(folders)).sorted()
    let known = FoldedNames(folders)
    for folder in Tracker.folders(of: name) where !known.contains(folder) {
      if let other = known.spellings(of: folder).first {
        throw refusal("there is a folder '\(other)' already, which differs only in case", "take that name")
      }
    }
  }

  /// The folders that a page lies in, from the outermost on.
  private static func folders(of name: String) -> [String] {
    name.utf8.indices.filter { name.utf8[$0] == UInt8(ascii: "/") }.map { String(name[..<$0]) }
  }
}
