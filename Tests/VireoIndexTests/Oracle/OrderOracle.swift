import VireoModel
import VireoQuery

/// Puts issues in order by comparing each with each.
struct OrderOracle {
  let tracker: PlainTracker
  let order: Order

  func sorted(_ issues: [PlainIssue]) -> [PlainIssue] {
    issues.sorted { left, right in
      for term in order.terms {
        switch (value(term.key, left), value(term.key, right)) {
        case (nil, nil): continue
        case (nil, _): return false
        case (_, nil): return true
        case (let a?, let b?):
          let comparison = compare(a, b)
          if comparison != 0 { return term.isDescending ? comparison > 0 : comparison < 0 }
        }
      }
      let (a, b) = (left.number ?? .max, right.number ?? .max)
      return a != b ? a < b : left.path < right.path
    }
  }

  private enum Value {
    case number(Int64)
    case text(String)
  }

  private func value(_ key: Order.Key, _ issue: PlainIssue) -> Value? {
    func date(_ text: String?) -> Value? { text.flatMap(PlainTime.seconds).map { .number($0) } }
    func rank(_ word: String?, _ words: [String]) -> Value? {
      word.flatMap { words.firstIndex(of: $0) }.map { .number(Int64($0)) }
    }
    switch key {
    case .number: return issue.number.map { .number(Int64($0)) }
    case .comments: return .number(Int64(issue.comments.count))
    case .created: return date(issue.created)
    case .due: return date(issue.due)
    case .closed: return tracker.closed(issue).map { .number($0) }
    case .updated: return tracker.updated(issue).map { .number($0) }
    case .status: return rank(tracker.status(issue), tracker.config.statuses.map(\.word))
    case .priority: return rank(issue.priority, tracker.config.priorities)
    case .title: return .text(issue.title)
    case .resolution: return tracker.resolution(issue).map { .text($0) }
    case .type: return issue.type.map { .text($0) }
    case .severity: return issue.severity.map { .text($0) }
    case .component: return issue.component.map { .text($0) }
    case .version: return issue.version.map { .text($0) }
    case .milestone: return issue.milestone.map { .text($0) }
    case .assignee: return issue.assignee.map { .text($0) }
    case .author: return issue.author.map { .text($0) }
    case .events, .users, .seen: return nil
    case .custom(let key): return issue.values(of: key).first.map { .text($0) }
    }
  }

  private func compare(_ a: Value, _ b: Value) -> Int {
    switch (a, b) {
    case (.number(let x), .number(let y)): x < y ? -1 : x > y ? 1 : 0
    case (.text(let x), .text(let y)): compare(parts(x), parts(y))
    default: 0
    }
  }

  /// Runs of digits without zeros before them, and single characters.
  private func parts(_ text: String) -> [(isNumber: Bool, text: String)] {
    var found: [(isNumber: Bool, text: String)] = []
    var wasDigit = false
    for character in text.lowercased() {
      let isDigit = ("0"..."9").contains(character) && character.isASCII
      if isDigit, wasDigit {
        found[found.count - 1].text.append(character)
      } else {
        found.append((isDigit, "\(character)"))
      }
      wasDigit = isDigit
    }
    return found.map { part in
      part.isNumber ? (true, String(part.text.drop { $0 == "0" })) : part
    }
  }

  private func compare(_ a: [(isNumber: Bool, text: String)], _ b: [(isNumber: Bool, text: String)]) -> Int {
    for (x, y) in zip(a, b) where x.text != y.text || x.isNumber != y.isNumber {
      if x.isNumber, y.isNumber, x.text.count != y.text.count { return x.text.count < y.text.count ? -1 : 1 }
      // A digit stands where its first character stands.
      let (left, right) = (x.text.isEmpty ? "0" : x.text, y.text.isEmpty ? "0" : y.text)
      return left < right ? -1 : 1
    }
    return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
  }
}
