import VireoModel
import VireoQuery

/// Says which issues a query means by looking at each of them, as the comments in `Query` and `docs/queries.md` say.
final class QueryOracle {
  let tracker: PlainTracker
  private var known: [String: [String]] = [:]

  init(tracker: PlainTracker) { self.tracker = tracker }

  func matches(_ query: Query, _ issue: PlainIssue) -> Bool {
    switch query {
    case .all: true
    case .saved: false
    case .not(let part): !matches(part, issue)
    case .every(let parts): parts.allSatisfy { matches($0, issue) }
    case .any(let parts): parts.contains { matches($0, issue) }
    case .condition(let condition): matches(condition, issue)
    }
  }

  private func matches(_ condition: Condition, _ issue: PlainIssue) -> Bool {
    switch condition {
    case .state(let state): return tracker.isOpen(issue) == (state == .open)
    case .draft: return issue.number == nil
    case .blocked: return tracker.isBlocked(issue)
    case .ready: return tracker.isOpen(issue) && !tracker.isBlocked(issue)
    case .attachment: return !issue.attachments.isEmpty
    case .present(let field): return isPresent(field, issue)
    case .text(let field, let test): return texts(field, issue).contains { holds($0, test) }
    case .number(let field, let range): return numbers(field, issue).contains { range.contains($0) }
    case .date(let field, let range): return dates(field, issue).contains { range.contains($0) }
    case .person(let role, let handle): return people(role, issue).contains { $0.isSame(handle.text) }
    case .relation(let relation, let name):
      return tracker.named(name).contains { stands(issue, relation, to: $0) }
    case .words(let words):
      return texts(issue).contains { PlainWords.holds(self.words($0), phrase: words) }
    case .commit, .fixedIn: return false
    }
  }

  // MARK: - Values

  private func words(_ text: String) -> [String] {
    if let found = known[text] { return found }
    let found = PlainWords.words(text)
    known[text] = found
    return found
  }

  private func texts(_ issue: PlainIssue) -> [String] { [issue.title, issue.body] + issue.comments.map(\.body) }

  private func texts(_ field: TextField, _ issue: PlainIssue) -> [String] {
    switch field {
    case .title: [issue.title]
    case .status: [tracker.status(issue)]
    case .resolution: tracker.resolution(issue).map { [$0] } ?? []
    case .type: issue.type.map { [$0] } ?? []
    case .priority: issue.priority.map { [$0] } ?? []
    case .severity: issue.severity.map { [$0] } ?? []
    case .component: issue.component.map { [$0] } ?? []
    case .version: issue.version.map { [$0] } ?? []
    case .milestone: issue.milestone.map { [$0] } ?? []
    case .estimate: issue.estimate.map { [$0] } ?? []
    case .spent: issue.spent.map { [$0] } ?? []
    case .label: issue.labels
    case .uid: issue.uid.map { [$0] } ?? []
    case .release, .environment: []
    case .custom(let key): issue.values(of: key)
    }
  }

  private func holds(_ text: String, _ test: TextTest) -> Bool {
    let own = Array(text.lowercased().unicodeScalars)
    switch test {
    case .equals(let wanted): return own == Array(wanted.lowercased().unicodeScalars)
    case .begins(let wanted): return own.starts(with: wanted.lowercased().unicodeScalars)
    case .ends(let wanted): return own.reversed().starts(with: wanted.lowercased().unicodeScalars.reversed())
    case .contains(let wanted):
      let part = Array(wanted.lowercased().unicodeScalars)
      guard part.count <= own.count else { return false }
      return (0...(own.count - part.count)).contains { own[$0...].starts(with: part) }
    }
  }

  private func numbers(_ field: NumberField, _ issue: PlainIssue) -> [Double] {
    switch field {
    case .issue: issue.number.map { [Double($0)] } ?? []
    case .comments: [Double(issue.comments.count)]
    case .events, .users: []
    case .custom(let key):
      issue.values(of: key).compactMap(number)
    }
  }

  private func number(_ text: String) -> Double? {
    let parts = text.drop { "+-".contains($0) }.split(separator: ".", omittingEmptySubsequences: false)
    let isDecimal = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 48...57 ~= $0 } }
    return isDecimal ? Double(text) : nil
  }

  private func dates(_ field: DateField, _ issue: PlainIssue) -> [Int64] {
    switch field {
    case .created: [issue.created.flatMap(PlainTime.seconds)].compactMap { $0 }
    case .due: [issue.due.flatMap(PlainTime.seconds)].compactMap { $0 }
    case .closed: [tracker.closed(issue)].compactMap { $0 }
    case .updated: [tracker.updated(issue)].compactMap { $0 }
    case .seen: []
    case .custom(let key): issue.values(of: key).compactMap(PlainTime.seconds)
    }
  }

  private func people(_ role: PersonRole, _ issue: PlainIssue) -> [String] {
    switch role {
    case .author: issue.author.map { [$0] } ?? []
    case .assignee: issue.assignee.map { [$0] } ?? []
    case .watcher: issue.watchers
    case .commenter: issue.comments.map(\.author)
    case .mentioned: ([issue.body] + issue.comments.map(\.body)).flatMap { PlainWords.mentions($0) }
    case .involved:
      [PersonRole.author, .assignee, .watcher, .commenter, .mentioned].flatMap { people($0, issue) }
    case .custom(let key):
      issue.values(of: key).map { tracker.config.isPerson(key) && $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
    }
  }

  // MARK: - Relations

  private func stands(_ issue: PlainIssue, _ relation: Relation, to other: PlainIssue) -> Bool {
    switch relation {
    case .blockedBy: tracker.names(issue.blockedBy, other)
    case .blocks: tracker.names(other.blockedBy, issue)
    case .parent: tracker.names(issue.parent.map { [$0] } ?? [], other)
    case .child: tracker.names(other.parent.map { [$0] } ?? [], issue)
    case .relates: tracker.names(issue.relates, other) || tracker.names(other.relates, issue)
    case .duplicateOf: tracker.names(issue.duplicateOf.map { [$0] } ?? [], other)
    case .duplicatedBy: tracker.names(other.duplicateOf.map { [$0] } ?? [], issue)
    case .custom(let key):
      tracker.config.kind(of: key) == .issue && tracker.names(issue.values(of: key), other)
    }
  }

  private func isPresent(_ field: PresenceField, _ issue: PlainIssue) -> Bool {
    switch field {
    case .number: issue.number != nil
    case .attachment: !issue.attachments.isEmpty
    case .comment: !issue.comments.isEmpty
    case .events, .users: false
    case .text(.title): !issue.title.isEmpty
    case .text(let field): !texts(field, issue).isEmpty
    case .date(.custom(let key)), .person(.custom(let key)), .relation(.custom(let key)):
      !issue.values(of: key).isEmpty
    case .date(let field): !dates(field, issue).isEmpty
    case .person(let role): !people(role, issue).isEmpty
    case .relation(let relation): has(relation, issue)
    }
  }

  private func has(_ relation: Relation, _ issue: PlainIssue) -> Bool {
    switch relation {
    case .blockedBy: !issue.blockedBy.isEmpty
    case .parent: issue.parent != nil
    case .duplicateOf: issue.duplicateOf != nil
    case .relates: !issue.relates.isEmpty || tracker.issues.contains { tracker.names($0.relates, issue) }
    default: tracker.issues.contains { stands(issue, relation, to: $0) }
    }
  }
}
