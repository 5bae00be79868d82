package import VireoModel

/// Changes of a value deep within a body, by the names on the way to it.
///
/// A name leads to a member of an object; to the second of a pair whose first it is; and, where neither can be, into
/// every item of a list. So `exception.values.stacktrace` is that of every exception, and `tags.team` is a tag whether
/// the sender has an object or pairs.
extension JSONValue {
  /// The body with another value at a path; objects on the way to it are made where there are none.
  package func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
    guard let name = path.first else { return value }
    let rest = path.dropFirst()
    switch self {
    case .array(var items) where isPairs:
      guard rest.isEmpty else { return self }
      items.removeAll { $0.items.first == .text(name) }
      return .array(items + [.array([.text(name), value])])
    case .array(let items): return .array(items.map { $0.setting(path, to: value) })
    case .object(var members):
      let last = members.lastIndex { $0.name == name }
      let changed = (last.map { members[$0].value } ?? .null).setting(rest, to: value)
      if let last { members[last].value = changed } else { members.append(Member(name, changed)) }
      return .object(members)
    default: return .object([Member(name, JSONValue.null.setting(rest, to: value))])
    }
  }

  /// The body without what is at a path.
  package func removing(_ path: ArraySlice<String>) -> JSONValue {
    guard let name = path.first else { return self }
    let rest = path.dropFirst()
    switch self {
    case .array(let items) where isPairs:
      return .array(items.filter { !rest.isEmpty || $0.items.first != .text(name) })
    case .array(let items): return .array(items.map { $0.removing(path) })
    case .object(let members):
      if rest.isEmpty { return .object(members.filter { $0.name != name }) }
      return .object(
        members.map { $0.name == name ? Member(name, $0.value.removing(rest)) : $0 })
    default: return self
    }
  }

  /// Whether it is a list of pairs, each a name with a value, or of nothing.
  private var isPairs: Bool {
    guard case .array(let items) = self else { return false }
    return items.allSatisfy { item in
      guard case .array(let pair) = item, pair.count == 2, case .text = pair[0] else { return false }
      return true
    }
  }
}
