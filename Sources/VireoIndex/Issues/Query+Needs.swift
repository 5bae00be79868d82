import VireoQuery

extension Query {
  /// What must be known beside fields for an answer.
  var needs: IssueIndex.Needs {
    switch self {
    case .all, .saved: []
    case .not(let part): part.needs
    case .every(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.needs) }
    case .condition(let condition):
      switch condition {
      case .words, .attachment, .number(.comments, _), .present(.attachment), .present(.comment),
        .person(.commenter, _), .person(.mentioned, _), .person(.involved, _), .present(.person(.commenter)),
        .present(.person(.mentioned)), .present(.person(.involved)):
        .contents
      case .date(.updated, _), .present(.date(.updated)): [.contents, .activity]
      default: []
      }
    }
  }
}

extension Condition {
  /// Whether the record of events decides it.
  var isOfEvents: Bool {
    switch self {
    case .number(.events, _), .number(.users, _), .date(.seen, _), .text(.release, _), .text(.environment, _),
      .present(.events), .present(.users), .present(.date(.seen)), .present(.text(.release)),
      .present(.text(.environment)):
      true
    default: false
    }
  }
}
