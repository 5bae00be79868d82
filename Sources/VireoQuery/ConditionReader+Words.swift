internal import VireoModel

extension ConditionReader {
  /// What `is:` asks.
  func flag(_ value: QueryValue) throws(QueryError) -> Query {
    switch value.text.lowercased() {
    case "open": return .condition(.state(.open))
    case "closed": return .condition(.state(.closed))
    case "blocked": return .condition(.blocked)
    case "ready": return .condition(.ready)
    case "draft": return .condition(.draft)
    // On GitHub it tells issues from pull requests.
    case "issue": return .all
    default:
      throw unknown(value, "is nothing that an issue can be", ["open", "closed", "blocked", "ready", "draft"])
    }
  }

  func state(_ value: QueryValue) throws(QueryError) -> IssueState {
    if let state = IssueState(rawValue: value.text.lowercased()) { return state }
    throw unknown(value, "is no state", IssueState.allCases.map(\.rawValue))
  }

  /// People often mean the word of a status.
  private func unknown(_ value: QueryValue, _ what: String, _ known: [String]) -> QueryError {
    let text = value.text
    let isStatus = context.config.state(of: text) != nil
    return source.error(
      value.range, "'\(text)' \(what)", word: text, among: isStatus ? [] : known,
      advice: isStatus ? "write status:\(text.asValue())" : "write one of: " + known.joined(separator: ", "))
  }

  /// What `has:` and `no:` ask about.
  func presence(_ value: QueryValue) throws(QueryError) -> PresenceField {
    let text = value.text
    switch text.lowercased() {
    case "attachment", "attachments": return .attachment
    case "comment", "comments": return .comment
    default: break
    }
    let key = text.keyBehindField
    if let field = names.field(key ?? text, isOwn: key != nil)?.presence { return field }
    let known = names.all.filter { names.field($0)?.presence != nil } + ["attachment"]
    throw source.error(
      value.range, "'\(text)' is nothing that an issue has", word: text, among: known,
      advice: "write the name of a field, or field.NAME for a key that isn't configured")
  }

  func text(_ field: TextField, _ comparison: QueryOperator, _ value: QueryValue) throws(QueryError) -> Query {
    let text = value.text
    switch comparison {
    case .contains: return .condition(.text(field, .contains(text)))
    case .begins: return .condition(.text(field, .begins(text)))
    case .ends: return .condition(.text(field, .ends(text)))
    case .greater, .atLeast, .less, .atMost: return try rank(field, comparison, value)
    case .equals, .equalsToo, .differs: return .condition(.text(field, .equals(text)))
    }
  }

  private func rank(_ field: TextField, _ comparison: QueryOperator, _ value: QueryValue) throws(QueryError) -> Query {
    let (words, text) = (names.ranks(of: field) ?? [], value.text)
    guard let rank = words.firstIndex(where: { $0.lowercased() == text.lowercased() }) else {
      throw source.error(
        value.range, "\(names.name(of: .text(field))) '\(text)' isn't configured", word: text, among: words,
        advice: "write one of: " + words.joined(separator: ", "))
    }
    let wanted =
      switch comparison {
      case .greater: words[(rank + 1)...]
      case .atLeast: words[rank...]
      case .less: words[..<rank]
      default: words[...rank]
      }
    return .joined(any: wanted.map { .condition(.text(field, .equals($0))) })
  }
}
