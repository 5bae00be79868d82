internal import VireoModel

/// What the name before an operator stands for.
enum QueryField: Hashable {
  case flag, state, has, lacks, commit, fixedIn, sort, group
  case text(TextField)
  case number(NumberField)
  case date(DateField)
  case person(PersonRole)
  case relation(Relation)

  /// What `has:` asks about it.
  var presence: PresenceField? {
    switch self {
    case .text(let field): .text(field)
    case .number(.issue): .number
    case .number(.comments): .comment
    case .number(.events): .events
    case .number(.users): .users
    case .number(.custom(let key)): .text(.custom(key))
    case .date(let field): .date(field)
    case .person(let role): .person(role)
    case .relation(let relation): .relation(relation)
    case .flag, .state, .has, .lacks, .commit, .fixedIn, .sort, .group: nil
    }
  }

  /// The operators that go with it.
  var operators: [QueryOperator] {
    switch self {
    case .text: [.equals, .differs, .contains, .begins, .ends]
    case .number, .date: [.equals, .differs] + QueryOperator.comparisons
    case .sort, .group: [.equals]
    default: [.equals, .differs]
    }
  }
}

/// The names of fields: those of the language, then the project's own.
struct FieldNames {
  let config: Config

  /// The first name of each field is the one that is printed.
  static let builtIn: [(name: String, field: QueryField)] = [
    ("is", .flag), ("has", .has), ("no", .lacks), ("sort", .sort), ("group", .group), ("state", .state),
    ("title", .text(.title)), ("status", .text(.status)), ("resolution", .text(.resolution)), ("type", .text(.type)),
    ("priority", .text(.priority)), ("severity", .text(.severity)), ("component", .text(.component)),
    ("version", .text(.version)), ("label", .text(.label)), ("milestone", .text(.milestone)),
    ("estimate", .text(.estimate)), ("spent", .text(.spent)), ("uid", .text(.uid)),
    ("number", .number(.issue)), ("comments", .number(.comments)), ("events", .number(.events)),
    ("users", .number(.users)), ("seen", .date(.seen)), ("release", .text(.release)),
    ("environment", .text(.environment)),
    ("created", .date(.created)), ("updated", .date(.updated)), ("closed", .date(.closed)), ("due", .date(.due)),
    ("author", .person(.author)), ("assignee", .person(.assignee)), ("watcher", .person(.watcher)),
    ("commenter", .person(.commenter)), ("mentions", .person(.mentioned)), ("involves", .person(.involved)),
    ("blocked-by", .relation(.blockedBy)), ("blocks", .relation(.blocks)), ("parent", .relation(.parent)),
    ("child", .relation(.child)), ("relates", .relation(.relates)), ("duplicate-of", .relation(.duplicateOf)),
    ("duplicated-by", .relation(.duplicatedBy)), ("commit", .commit), ("fixed-in", .fixedIn),
  ]

  private static let plurals: [String: QueryField] = [
    "labels": .text(.label), "components": .text(.component), "versions": .text(.version),
    "milestones": .text(.milestone), "authors": .person(.author), "assignees": .person(.assignee),
    "env": .text(.environment), "releases": .text(.release), "watchers": .person(.watcher),
    "commenters": .person(.commenter), "children": .relation(.child),
  ]

  private static let fields = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.name, $0.field) })
  private static let names = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.field, $0.name) })

  /// All names that there are, for suggestions.
  var all: [String] { FieldNames.builtIn.map(\.name) + config.fields.map(\.key) }

  /// The field of a name; behind `field.` the project's own come first, and every key is one.
  func field(_ name: String, isOwn: Bool = false) -> QueryField? {
    let lowered = name.lowercased()
    if !isOwn, let field = FieldNames.fields[lowered] { return field }
    if let field = custom(name) { return field }
    if !isOwn { return FieldNames.plurals[lowered] }
    let isKnownKey = IssueKey(rawValue: lowered) != nil
    if isKnownKey, let field = FieldNames.fields[lowered] ?? FieldNames.plurals[lowered] { return field }
    return name.isEmpty ? nil : .text(.custom(name))
  }

  private func custom(_ name: String) -> QueryField? {
    guard let key = config.fields.ownKey(name), let field = config.fields.first(where: { $0.key == key }) else {
      return nil
    }
    switch field.type {
    case .text, .choice, .url: return .text(.custom(key))
    case .number: return .number(.custom(key))
    case .date: return .date(.custom(key))
    case .person: return .person(.custom(key))
    case .issue: return .relation(.custom(key))
    }
  }

  /// The name of a field, as `has:` takes it; one of the project's own where that is clear.
  func name(of field: QueryField) -> String {
    if let name = FieldNames.names[field] { return name }
    guard let key = field.ownKey else { return "" }
    return key.isFieldName && key.keyBehindField == nil && self.field(key) == field ? key : "field." + key
  }

  /// The name of a field, as it stands before an operator.
  func head(of field: QueryField) -> String {
    let name = name(of: field)
    return name.isFieldName ? name : "field." + (field.ownKey ?? "").quoted
  }

  /// The words of a field in their order, lowest first; `nil` where it has no order.
  func ranks(of field: TextField) -> [String]? {
    switch field {
    case .priority: config.priorities
    case .custom(let key): config.fields.first { $0.key == key && $0.type == .choice && !$0.values.isEmpty }?.values
    default: nil
    }
  }
}

extension QueryField {
  /// The key of a field of the project's own.
  fileprivate var ownKey: String? {
    switch self {
    case .text(.custom(let key)), .number(.custom(let key)), .date(.custom(let key)), .person(.custom(let key)),
      .relation(.custom(let key)):
      key
    default: nil
    }
  }
}

extension String {
  /// Whether it can be the name of a field without quotes.
  fileprivate var isFieldName: Bool {
    unicodeScalars.first?.properties.isAlphabetic == true && unicodeScalars.allSatisfy(\.isNamePart)
  }

  /// The text in quotes.
  var quoted: String {
    var text = "\""
    for scalar in unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
