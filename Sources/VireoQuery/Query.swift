public import VireoModel

/// What is asked of issues: a tree of conditions.
public indirect enum Query: Sendable, Hashable {
  /// Every issue.
  case all
  /// Those that match each of the queries.
  case every([Query])
  /// Those that match one of the queries.
  case any([Query])
  /// Those that do not match.
  case not(Query)
  /// Those of which one thing is true.
  case condition(Condition)
  /// Those that a saved query finds, by its name.
  case saved(String)
}

/// One thing that is true of an issue or not.
public enum Condition: Sendable, Hashable {
  /// It is open or closed, as files and commits have it.
  case state(IssueState)
  /// It has no number yet.
  case draft
  /// It is open, and an open issue blocks it.
  case blocked
  /// It is open, and no open issue blocks it.
  case ready
  /// It has a file attached.
  case attachment
  /// It has a value for a field, or anything of a relation.
  case present(PresenceField)
  /// A value of a field fulfils a test; of a list any item.
  case text(TextField, TextTest)
  /// The number of the issue, or a value of a field of numbers, lies in a range.
  case number(NumberField, NumberRange)
  /// A time lies in a range.
  case date(DateField, DateRange)
  /// A person has to do with it.
  case person(PersonRole, Handle)
  /// It stands in a relation to an issue.
  case relation(Relation, IssueName)
  /// Its title, its text or one of its comments holds these words next to each other and in this order.
  ///
  /// Words are runs of letters and digits, compared without regard to case and accents.
  case words(String)
  /// A commit changed its files or named it; the commit in any form of gitrevisions(7).
  case commit(String)
  /// A commit, tag or branch has what closed it.
  case fixedIn(String)
}

/// A field whose values are text.
public enum TextField: Sendable, Hashable {
  /// The key of that name; of a title that is a heading, the heading.
  case title, status, resolution, type, priority, severity, component, version, milestone, estimate, spent
  /// One of the labels.
  case label
  /// The identity, ten letters and digits.
  case uid
  /// A release in which it happened, by the record of events.
  case release
  /// An environment in which it happened, by the record of events.
  case environment
  /// A field of the project's own, or any other key that files have.
  case custom(String)
}

/// A test of a text, without regard to case.
public enum TextTest: Sendable, Hashable {
  /// It is this text.
  case equals(String)
  /// It holds this text.
  case contains(String)
  /// It begins with this text.
  case begins(String)
  /// It ends with this text.
  case ends(String)
}

/// A field whose values are numbers.
public enum NumberField: Sendable, Hashable {
  /// The number of the issue.
  case issue
  /// How many comments it has.
  case comments
  /// How many events were counted for it; none for an issue that is not of errors.
  case events
  /// How many users had them.
  case users
  /// A field of the project's own; what is no decimal number lies in no range.
  case custom(String)
}

/// A range of numbers, each end with its bound or without one.
public struct NumberRange: Sendable, Hashable {
  /// The lowest and whether it belongs to the range.
  public var lower: Bound?
  /// The highest and whether it belongs to the range.
  public var upper: Bound?

  /// One end of a range.
  public struct Bound: Sendable, Hashable {
    /// The number at the end of the range.
    public var value: Double
    /// Whether it belongs to the range.
    public var isIncluded: Bool

    /// Creates a bound.
    public init(_ value: Double, isIncluded: Bool = true) {
      self.value = value
      self.isIncluded = isIncluded
    }
  }

  /// Creates a range.
  public init(from lower: Bound? = nil, to upper: Bound? = nil) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether a number lies in the range.
  public func contains(_ number: Double) -> Bool {
    if let lower, number < lower.value || (number == lower.value && !lower.isIncluded) { return false }
    if let upper, number > upper.value || (number == upper.value && !upper.isIncluded) { return false }
    return true
  }
}

/// A time that an issue has.
public enum DateField: Sendable, Hashable {
  /// When it was filed.
  case created
  /// When something of it last changed: the newest of its own dates, its comments' and those of the commits that
  /// changed its files or named it.
  case updated
  /// When it was closed; none for an open issue.
  case closed
  /// When it should be done.
  case due
  /// When it last happened, by the record of events.
  case seen
  /// A field of the project's own.
  case custom(String)
}

/// A range of times in seconds since 1970, UTC; the end does not belong to it.
public struct DateRange: Sendable, Hashable {
  /// The first second; `nil` for any time before the end.
  public var start: Int64?
  /// The first second behind the range; `nil` for any time after the start.
  public var end: Int64?

  /// Creates a range.
  public init(from start: Int64? = nil, to end: Int64? = nil) {
    self.start = start
    self.end = end
  }

  /// Whether a time lies in the range.
  public func contains(_ seconds: Int64) -> Bool {
    (start.map { seconds >= $0 } ?? true) && (end.map { seconds < $0 } ?? true)
  }
}

/// What a person may have to do with an issue.
public enum PersonRole: Sendable, Hashable {
  /// Filed it.
  case author
  /// Works on it.
  case assignee
  /// Wants to hear of it.
  case watcher
  /// Wrote a comment.
  case commenter
  /// Is named with `@` in its text or a comment.
  case mentioned
  /// Any of these.
  case involved
  /// Stands in a field of the project's own of the type `person`; without the `@` in files.
  case custom(String)
}

/// How an issue stands to another one.
public enum Relation: Sendable, Hashable {
  /// The other one must be done first: it stands in `blocked-by`.
  case blockedBy
  /// The other one waits for it.
  case blocks
  /// The other one is the larger issue that it is a part of.
  case parent
  /// The other one is a part of it.
  case child
  /// One of the two names the other in `relates`.
  case relates
  /// It says the same as the other one.
  case duplicateOf
  /// The other one says the same.
  case duplicatedBy
  /// A field of the project's own names the other one.
  case custom(String)
}

/// What an issue may have or lack.
public enum PresenceField: Sendable, Hashable {
  /// A text, or a field of numbers of the project's own.
  case text(TextField)
  /// A time.
  case date(DateField)
  /// A person who has to do with it.
  case person(PersonRole)
  /// Another issue that it stands in a relation to.
  case relation(Relation)
  /// A number; drafts have none.
  case number
  /// A file attached to it.
  case attachment
  /// A comment.
  case comment
  /// Events that were counted for it.
  case events
  /// Users who had them.
  case users
}

extension Query {
  /// Open or closed ones.
  public static func state(_ state: IssueState) -> Query { .condition(.state(state)) }
  /// Those with that label, without regard to case.
  public static func label(_ label: String) -> Query { .condition(.text(.label, .equals(label))) }
  /// Those filed by a person.
  public static func author(_ person: Handle) -> Query { .condition(.person(.author, person)) }
  /// Those assigned to a person.
  public static func assignee(_ person: Handle) -> Query { .condition(.person(.assignee, person)) }
  /// Those of a milestone.
  public static func milestone(_ name: String) -> Query { .condition(.text(.milestone, .equals(name))) }
  /// Those of a type.
  public static func type(_ word: String) -> Query { .condition(.text(.type, .equals(word))) }
  /// Those of a priority.
  public static func priority(_ word: String) -> Query { .condition(.text(.priority, .equals(word))) }
  /// Those whose title, text or comments hold each of the words; words in quotes stand next to each other.
  public static func text(_ text: String) -> Query {
    var parts = [""]
    var isQuoted = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" {
        isQuoted.toggle()
      } else if scalar.properties.isWhitespace, !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
    }
    let words = parts.filter { $0.unicodeScalars.contains(where: \.beginsWord) }
    return .every(words.map { .condition(.words($0)) })
  }
}
