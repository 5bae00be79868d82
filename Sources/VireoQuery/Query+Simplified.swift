extension Query {
  /// The same question in its shortest form: without one inside of another of its kind, and without `all` in others.
  ///
  /// What a text is read as has this form already. A question that nothing answers is `.not(.all)`.
  public var simplified: Query {
    switch self {
    case .every(let members): .joined(every: members.map(\.simplified))
    case .any(let members): .joined(any: members.map(\.simplified))
    case .not(let query): query.simplified.negated
    case .condition(.attachment): .condition(.present(.attachment))
    case .all, .condition, .saved: self
    }
  }

  /// The opposite, of a query in its shortest form.
  var negated: Query { if case .not(let query) = self { query } else { .not(self) } }

  /// What matches each of some queries in their shortest forms.
  static func joined(every members: [Query]) -> Query {
    var flat: [Query] = []
    for member in members {
      switch member {
      case .all: break
      case .not(.all): return member
      case .every(let inner): flat += inner
      default: flat.append(member)
      }
    }
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .all : .every(flat)
  }

  /// What matches one of some queries in their shortest forms.
  static func joined(any members: [Query]) -> Query {
    var flat: [Query] = []
    for member in members {
      switch member {
      case .all: return member
      case .not(.all): break
      case .any(let inner): flat += inner
      default: flat.append(member)
      }
    }
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .not(.all) : .any(flat)
  }
}
