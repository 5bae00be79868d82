import VireoQuery

extension QueryCompiler {
  mutating func present(_ field: PresenceField) throws -> String {
    switch field {
    case .number: "issue.number IS NOT NULL"
    case .attachment: "attachments > 0"
    case .comment: "comments > 0"
    case .events, .users: "0"
    case .text(.title): detail("detail.title <> ''")
    case .text(.uid): detail("detail.uid IS NOT NULL")
    case .text(let field):
      if let column = QueryCompiler.column(field) { "\(column) IS NOT NULL" } else { hasItem(QueryCompiler.key(field)) }
    case .date(.created): "created IS NOT NULL"
    case .date(.due): "due IS NOT NULL"
    case .date(.closed): "state = 1 AND closed IS NOT NULL"
    case .date(.updated): "\(lastChange()) IS NOT NULL"
    case .date(.seen): "0"
    case .date(.custom(let key)), .person(.custom(let key)), .relation(.custom(let key)): hasItem(key)
    case .person(.author): "author IS NOT NULL"
    case .person(.assignee): "assignee IS NOT NULL"
    case .person(.watcher): hasItem("watchers")
    case .person(.commenter): hasPerson("role = 1")
    case .person(.mentioned): hasPerson("role = 2")
    case .person(.involved):
      "(author IS NOT NULL OR assignee IS NOT NULL OR \(hasItem("watchers")) OR \(hasPerson("1")))"
    case .relation(let relation): hasRelation(relation)
    }
  }

  private mutating func hasItem(_ key: String) -> String {
    "issue.id IN (SELECT item.issue FROM item WHERE key = \(self.key(key)))"
  }

  private func hasPerson(_ condition: String) -> String {
    "issue.id IN (SELECT person.issue FROM person WHERE \(condition))"
  }

  private func hasRelation(_ relation: Relation) -> String {
    func forward(_ kind: Int) -> String { "issue.id IN (SELECT r.issue FROM relation AS r WHERE r.kind = \(kind))" }
    func backward(_ kind: Int) -> String {
      """
      (issue.number IN (SELECT r.number FROM relation AS r WHERE r.kind = \(kind)) OR issue.id IN (SELECT d.id \
      FROM detail AS d, relation AS r WHERE r.kind = \(kind) AND \(QueryCompiler.begins("d.uid", "r.uid"))) OR \
      issue.id IN (SELECT d.id FROM folder AS f JOIN detail AS d ON d.folder = f.id, relation AS r \
      WHERE r.kind = \(kind) AND r.path = f.path || '/' || d.name))
      """
    }
    return switch relation {
    case .blockedBy: forward(0)
    case .parent: forward(1)
    case .duplicateOf: forward(3)
    case .blocks: backward(0)
    case .child: backward(1)
    case .duplicatedBy: backward(3)
    case .relates: "(\(forward(2)) OR \(backward(2)))"
    case .custom: "0"
    }
  }
}
