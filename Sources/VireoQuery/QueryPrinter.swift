internal import VireoModel

/// Writes queries as text that is read as the same query.
struct QueryPrinter {
  let names: FieldNames

  init(_ config: Config) { names = FieldNames(config: config) }

  /// The text; empty where every issue is asked for.
  func text(_ query: Query) -> String {
    switch query {
    case .all: ""
    case .every(let members): members.map { part($0) }.joined(separator: " ")
    case .any(let members) where !members.isEmpty: alternatives(members).joined(separator: " OR ")
    default: part(query)
    }
  }

  /// The text as a part of a larger one.
  private func part(_ query: Query) -> String {
    switch query {
    case .all, .every([]): return "()"
    case .any([]): return "-()"
    case .every(let members): return "(" + members.map { part($0) }.joined(separator: " ") + ")"
    case .any(let members) where members.count == 1: return part(members[0])
    case .any(let members):
      let texts = alternatives(members)
      return texts.count == 1 ? texts[0] : "(" + texts.joined(separator: " OR ") + ")"
    case .not(.condition(.present(let field))): return "no:" + name(field)
    case .not(let query): return "-" + part(query)
    case .saved(let name): return "@" + name.asValue()
    case .condition(let condition):
      guard let term = term(condition) else { return pair(condition) }
      return term.head + term.value
    }
  }

  /// Neighbours that differ only in their value become one, with commas.
  private func alternatives(_ members: [Query]) -> [String] {
    var texts: [String] = []
    var head: String?
    for member in members {
      if case .condition(let condition) = member, let term = term(condition), !term.head.isEmpty {
        if term.head == head, let last = texts.popLast() {
          texts.append(last + "," + term.value)
        } else {
          texts.append(term.head + term.value)
        }
        head = term.head
      } else {
        if case .every(let members) = member, !members.isEmpty {
          texts.append(members.map { part($0) }.joined(separator: " "))
        } else {
          texts.append(part(member))
        }
        head = nil
      }
    }
    return texts
  }

  /// Name and operator, and the value; `nil` for a range that takes two conditions.
  private func term(_ condition: Condition) -> (head: String, value: String)? {
    switch condition {
    case .state(let state): ("is:", state.rawValue)
    case .draft: ("is:", "draft")
    case .blocked: ("is:", "blocked")
    case .ready: ("is:", "ready")
    case .attachment: ("has:", "attachment")
    case .present(let field): ("has:", name(field))
    case .text(let field, let test): text(field, test)
    case .number(let field, let range): range.text.map { (head(.number(field)), $0) }
    case .date(let field, let range): range.text.map { (head(.date(field)), $0) }
    case .person(let role, let person): (head(.person(role)), (person.text.at + person.text).asValue(isNoneFree: false))
    case .relation(let relation, let issue): (head(.relation(relation)), text(issue))
    case .words(let words): ("", words.asWords)
    case .commit(let name): ("commit:", name.asValue())
    case .fixedIn(let name): ("fixed-in:", name.asValue())
    }
  }

  private func head(_ field: QueryField) -> String { names.head(of: field) + ":" }

  private func text(_ field: TextField, _ test: TextTest) -> (head: String, value: String) {
    let name = names.head(of: .text(field))
    return switch test {
    case .equals(let text): (name + ":", text.asValue())
    case .contains(let text): (name + "~", text.asValue())
    case .begins(let text): (name + "^=", text.asValue())
    case .ends(let text): (name + "$=", text.asValue())
    }
  }

  private func text(_ issue: IssueName) -> String {
    switch issue {
    case .number(let number): number.description
    case .uid(let text), .path(let text): text.asValue(isNoneFree: false)
    }
  }

  private func name(_ field: PresenceField) -> String {
    switch field {
    case .text(.custom(let key)) where names.field(key)?.presence == field: key.asValue()
    case .text(let field): names.name(of: .text(field)).asValue()
    case .date(let field): names.name(of: .date(field)).asValue()
    case .person(let role): names.name(of: .person(role)).asValue()
    case .relation(let relation): names.name(of: .relation(relation)).asValue()
    case .number: "number"
    case .attachment: "attachment"
    case .comment: "comment"
    case .events: "events"
    case .users: "users"
    }
  }

  /// A range that the language has no single term for: both ends, one after the other.
  private func pair(_ condition: Condition) -> String {
    switch condition {
    case .number(let field, let range):
      "(" + part(.condition(.number(field, .init(from: range.lower))))
        + " " + part(.condition(.number(field, .init(to: range.upper)))) + ")"
    case .date(let field, let range):
      "(" + part(.condition(.date(field, .init(from: range.start))))
        + " " + part(.condition(.date(field, .init(to: range.end)))) + ")"
    default: ""
    }
  }
}

extension String {
  /// A second `@` before a handle that begins with one.
  fileprivate var at: String { hasPrefix("@") && count > 1 ? "@" : "" }
}
