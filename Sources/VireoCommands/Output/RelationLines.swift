import Vireo

/// How an issue stands to others, a line for each.
struct RelationLines {
  let relations: IssueRelations

  /// The number, state and title of an issue: `#3 open Crash on save`.
  static func line(_ issue: Issue) -> String { "\(issue.displayName) \(issue.state.rawValue) \(issue.title)" }

  /// The lines of an issue in both directions, what it names that is not there included.
  func lines(of issue: Issue) -> [String] {
    var lines: [String] = []
    func add(_ name: String, _ issues: [Issue]) {
      lines += issues.map { "\(name) \(RelationLines.line($0))" }
    }
    func addNamed(_ name: String, _ kind: IssueRelations.Kind) {
      add(name, relations.issues(namedBy: issue, in: kind))
      lines += relations.unknownNames(of: issue, in: kind).map { "\(name) \($0), which isn't there" }
    }
    addNamed("blocked by", .blockedBy)
    add("blocks", relations.issues(naming: issue, in: .blockedBy))
    addNamed("parent", .parent)
    add("child", relations.issues(naming: issue, in: .parent))
    addNamed("relates", .relates)
    let named = Set(relations.issues(namedBy: issue, in: .relates).map(\.path))
    add("relates", relations.issues(naming: issue, in: .relates).filter { !named.contains($0.path) })
    addNamed("duplicate of", .duplicateOf)
    add("duplicated by", relations.issues(naming: issue, in: .duplicateOf))
    return lines
  }
}
