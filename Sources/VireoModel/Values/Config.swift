/// What `config.yml` says of a project: its words, fields, people and rules.
///
/// A project without the file works on the defaults.
public struct Config: Sendable, Hashable {
  /// The project's name, if it has one.
  public var name: String?
  /// The words of the status, in order.
  public var statuses: [Status]
  /// From a status, those that may follow; a status that is no key may be followed by any.
  public var transitions: [String: [String]]
  /// Why an issue may be closed.
  public var resolutions: [String]
  /// The kinds of issue.
  public var types: [String]
  /// The priorities, lowest first.
  public var priorities: [String]
  /// The labels that have a colour or description; others may be used.
  public var labels: [Label]
  /// The parts of the product; where there are none, any word is one.
  public var components: [Component]
  /// The project's own fields.
  public var fields: [CustomField]
  /// The people.
  public var people: [Person]
  /// How commit messages refer to issues.
  public var references: ReferenceRules
  /// The branches that releases are made from, as patterns, beside the default branch.
  public var releaseBranches: [String]
  /// Whether each change is committed at once.
  public var commit: Bool

  /// Creates the defaults.
  public init() {
    statuses = [
      Status(word: "open", state: .open), Status(word: "in-progress", state: .open),
      Status(word: "closed", state: .closed),
    ]
    transitions = [:]
    resolutions = ["fixed", "duplicate", "wontfix", "invalid", "worksforme"]
    types = ["defect", "enhancement", "task", "error"]
    priorities = ["low", "normal", "high", "critical"]
    labels = []
    components = []
    fields = CustomField.ofErrors
    people = []
    references = ReferenceRules()
    releaseBranches = ["release/*"]
    commit = false
  }

  /// A word of the status and what it means.
  public struct Status: Sendable, Hashable {
    /// The word, as `in-progress`.
    public var word: String
    /// Whether such an issue is open.
    public var state: IssueState

    /// Creates a status.
    public init(word: String, state: IssueState) {
      self.word = word
      self.state = state
    }
  }

  /// A label with how it is shown.
  public struct Label: Sendable, Hashable {
    /// The label.
    public var name: String
    /// The colour as `#rgb` or `#rrggbb`.
    public var colour: String?
    /// What it is for.
    public var description: String?

    /// Creates a label.
    public init(name: String, colour: String? = nil, description: String? = nil) {
      self.name = name
      self.colour = colour
      self.description = description
    }
  }

  /// A part of the product.
  public struct Component: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Who looks after it.
    public var owner: Handle?
    /// Patterns of the paths that belong to it.
    public var paths: [String]

    /// Creates a component.
    public init(name: String, owner: Handle? = nil, paths: [String] = []) {
      self.name = name
      self.owner = owner
      self.paths = paths
    }
  }

  /// A person and how they are known to git.
  public struct Person: Sendable, Hashable {
    /// The handle that files use.
    public var handle: Handle
    /// The full name.
    public var name: String?
    /// The addresses, as git knows them.
    public var emails: [String]

    /// Creates a person.
    public init(handle: Handle, name: String? = nil, emails: [String] = []) {
      self.handle = handle
      self.name = name
      self.emails = emails
    }
  }

  /// How commit messages refer to issues.
  public struct ReferenceRules: Sendable, Hashable {
    /// A word before numbers, as `ABC` for `ABC-12`, instead of `#`.
    public var prefix: String?
    /// The two characters within which words count, as `[]`; `nil` for anywhere.
    public var envelope: String?
    /// Whether `issue12` is a reference.
    public var isGlued = false
    /// Whether a forge's pull request numbers are mentions of issues.
    public var mentionsPullRequests = false
    /// Whether the hook `commit-msg` refuses a message that refers to an issue which is not there.
    public var refusesUnknown = false
    /// Words that close, beside the built-in ones.
    public var close: [String] = []
    /// Words that reopen, beside the built-in ones.
    public var reopen: [String] = []
    /// Words that refer, beside the built-in ones.
    public var refer: [String] = []

    /// Creates the defaults.
    public init() {}
  }

  /// What the status's word means; `nil` where it is not configured.
  public func state(of word: String) -> IssueState? {
    statuses.first { $0.word == word }?.state
  }

  /// The word that stands for a state when none was chosen: the word itself if it is one, else the first.
  public func word(for state: IssueState) -> String {
    let words = statuses.filter { $0.state == state }.map(\.word)
    return words.contains(state.rawValue) ? state.rawValue : words.first ?? state.rawValue
  }

  /// Whether an issue may go from one status to another.
  public func allowsTransition(from old: String, to new: String) -> Bool {
    guard old != new, let allowed = transitions[old] else { return true }
    return allowed.contains(new)
  }

  /// The place of a priority in the configured order, higher for more urgent; -1 where it is not configured.
  public func rank(ofPriority priority: String?) -> Int {
    priority.flatMap { priorities.firstIndex(of: $0) } ?? -1
  }

  /// The person of an address, if it is configured.
  public func person(email: String) -> Person? {
    let wanted = email.lowercased()
    return people.first { $0.emails.contains { $0.lowercased() == wanted } }
  }
}
