/// Whether an issue still asks for work.
public enum IssueState: String, Sendable, Hashable, CaseIterable {
  /// It does.
  case open
  /// It does not.
  case closed
}

/// What the front matter of an issue's file says, and where the file is.
///
/// An issue is a plain value: changing it changes no file. Its text, comments and attachments are in
/// ``IssueContents``, read when they are asked for.
public struct Issue: Sendable, Hashable {
  /// The number that people say; `nil` for a draft that has none yet.
  public var number: IssueNumber?
  /// The identity that outlives a number; `nil` where the file has none.
  public var uid: UID?
  /// The path of the file from the repository's root, with `/` between names.
  public var path: String
  /// The title: the key's, else the first heading's; empty where there is neither.
  public var title: String
  /// The word of the status, as `in-progress`: the file's, or where commits decided otherwise the configured one.
  public var status: String
  /// Whether it is open or closed, as files and commits have it.
  public var state: IssueState
  /// Whether all is there that the state follows from; if not, it is the file's own.
  public var isStateKnown = true
  /// The commit that closed it, or opened it again; `nil` where no commit decides.
  public var cause: StateCause?
  /// When the status was last set, where that was written down.
  public var statusDate: Timestamp?
  /// Why it was closed, as `fixed`.
  public var resolution: String?
  /// The kind of issue, as `defect`.
  public var type: String?
  /// How soon it matters, one of the configured words.
  public var priority: String?
  /// How much it hurts.
  public var severity: String?
  /// The part of the product.
  public var component: String?
  /// The version in which it was seen.
  public var version: String?
  /// The labels, in the file's order.
  public var labels: [String]
  /// Who filed it.
  public var author: Handle?
  /// Who works on it.
  public var assignee: Handle?
  /// Who wants to hear of it.
  public var watchers: [Handle]
  /// The milestone by its name.
  public var milestone: String?
  /// When it was filed.
  public var created: Timestamp?
  /// When it should be done.
  public var due: Timestamp?
  /// The effort that is thought to be needed, as typed.
  public var estimate: String?
  /// The effort spent, as typed.
  public var spent: String?
  /// What must be done first: numbers or uids, as typed.
  public var blockedBy: [String]
  /// The larger issue that this one is a part of.
  public var parent: String?
  /// Issues worth reading beside this one.
  public var relates: [String]
  /// The issue that says the same.
  public var duplicateOf: String?
  /// Numbers that this issue had before a repair.
  public var was: [IssueNumber]
  /// All other keys, in the file's order.
  public var fields: [Field]

  /// Creates an open issue without any field but those given.
  public init(path: String, title: String, status: String = "open", state: IssueState = .open) {
    self.path = path
    self.title = title
    self.status = status
    self.state = state
    labels = []
    watchers = []
    blockedBy = []
    relates = []
    was = []
    fields = []
  }

  /// The value of one of the other keys.
  public func field(_ key: String) -> FieldValue? {
    fields.first { $0.key == key }?.value
  }

  /// How people name it: `#7`, or the path of a draft.
  public var displayName: String {
    if let number { "#\(number)" } else { path }
  }
}

/// A key of the front matter with its value.
public struct Field: Sendable, Hashable {
  /// The key as typed.
  public var key: String
  /// The value.
  public var value: FieldValue

  /// Creates a field.
  public init(key: String, value: FieldValue) {
    self.key = key
    self.value = value
  }
}

/// The value of a key: always text, alone or in a list or one level of map.
public enum FieldValue: Sendable, Hashable {
  /// No value was written.
  case none
  /// One text.
  case text(String)
  /// A list of texts.
  case list([String])
  /// Keys and texts, in the file's order.
  case map([Field])

  /// The text; of a list with one item, that item.
  public var text: String? {
    switch self {
    case .text(let text): text
    case .list(let items): items.count == 1 ? items[0] : nil
    case .none, .map: nil
    }
  }

  /// The items of a list; a text alone is a list of one.
  public var list: [String] {
    switch self {
    case .none, .map: []
    case .text(let text): [text]
    case .list(let items): items
    }
  }
}
