import VireoModel
import VireoQuery

extension QueryCompiler {
  mutating func number(_ field: NumberField, _ range: NumberRange) -> String {
    switch field {
    case .issue: "issue.number IS NOT NULL AND \(self.range(range, "issue.number"))"
    case .comments: self.range(range, "coalesce(comments, 0)")
    case .events, .users: "0"
    case .custom(let key):
      "issue.id IN (SELECT item.issue FROM item WHERE key = \(self.key(key)) AND \(self.range(range, "item.number")))"
    }
  }

  private mutating func range(_ range: NumberRange, _ value: String) -> String {
    var parts = ["\(value) IS NOT NULL"]
    if let lower = range.lower { parts.append("\(value) \(lower.isIncluded ? ">=" : ">") \(argument(lower.value))") }
    if let upper = range.upper { parts.append("\(value) \(upper.isIncluded ? "<=" : "<") \(argument(upper.value))") }
    return "(" + parts.joined(separator: " AND ") + ")"
  }

  mutating func date(_ field: DateField, _ range: DateRange) -> String {
    switch field {
    case .created: self.range(range, "created", scale: 2)
    case .due: self.range(range, "due", scale: 2)
    case .closed: "state = 1 AND \(self.range(range, "closed", scale: 2))"
    case .updated: self.range(range, lastChange(), scale: 1)
    case .seen: "0"
    case .custom(let key):
      """
      issue.id IN (SELECT item.issue FROM item WHERE key = \(self.key(key)) \
      AND \(self.range(range, "item.date", scale: 1)))
      """
    }
  }

  /// - Parameter scale: What a second is in the value; the lowest bit of those with two tells a whole day.
  private mutating func range(_ range: DateRange, _ value: String, scale: Int64) -> String {
    var parts = ["\(value) IS NOT NULL"]
    func scaled(_ seconds: Int64) -> Int64 {
      let product = seconds.multipliedReportingOverflow(by: scale)
      return product.overflow ? (seconds < 0 ? .min : .max) : product.partialValue
    }
    if let start = range.start { parts.append("\(value) >= \(argument(scaled(start)))") }
    if let end = range.end { parts.append("\(value) < \(argument(scaled(end)))") }
    return "(" + parts.joined(separator: " AND ") + ")"
  }

  /// When an issue last changed, in seconds.
  static let updated = """
    nullif(max(coalesce(created >> 1, -9e18), coalesce(closed >> 1, -9e18), coalesce(lastComment >> 1, -9e18), \
    coalesce((SELECT time FROM activity WHERE activity.number = issue.number), -9e18), \
    coalesce((SELECT statusDate >> 1 FROM detail WHERE detail.id = issue.id), -9e18)), -9e18)
    """

  // MARK: - People

  mutating func person(_ role: PersonRole, _ handle: Handle) -> String {
    func words() -> String { "(SELECT id FROM word WHERE word = \(argument(handle.text)))" }
    switch role {
    case .author: return "author = \(words())"
    case .assignee: return "assignee = \(words())"
    case .watcher: return item("watchers", words())
    case .custom(let key): return item(key, words())
    case .commenter: return stored(.commenter, words())
    case .mentioned: return stored(.mentioned, words())
    case .involved:
      let parts = [PersonRole.author, .assignee, .watcher, .commenter, .mentioned].map { person($0, handle) }
      return "(" + parts.map { "coalesce(\($0), 0)" }.joined(separator: " OR ") + ")"
    }
  }

  private mutating func item(_ name: String, _ value: String) -> String {
    "issue.id IN (SELECT item.issue FROM item WHERE value = \(value) AND key = \(key(name)))"
  }

  private func stored(_ role: StoredRole, _ value: String) -> String {
    "issue.id IN (SELECT person.issue FROM person WHERE handle = \(value) AND role = \(role.rawValue))"
  }
}
