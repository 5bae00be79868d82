import VireoModel
import VireoQuery

extension QueryCompiler {
  static let blocked = """
    EXISTS (SELECT 1 FROM relation AS r WHERE r.issue = issue.id AND r.kind = 0 AND (\
    (r.number IS NOT NULL AND EXISTS (SELECT 1 FROM issue AS b WHERE b.number = r.number AND b.state = 0)) OR \
    (r.uid IS NOT NULL AND EXISTS (SELECT 1 FROM detail AS d JOIN issue AS b ON b.id = d.id \
    WHERE \(begins("d.uid", "r.uid")) AND b.state = 0)) OR \
    (r.path IS NOT NULL AND EXISTS (SELECT 1 FROM folder AS f JOIN detail AS d ON d.folder = f.id \
    JOIN issue AS b ON b.id = d.id WHERE r.path = f.path || '/' || d.name AND b.state = 0))))
    """

  /// Whether a uid begins with a text, so that an index can be used: uids are letters and digits, which `{` follows.
  static func begins(_ uid: String, _ start: String) -> String {
    "\(uid) >= \(start) AND \(uid) < \(start) || '{'"
  }

  mutating func relation(_ relation: Relation, _ name: IssueName) throws -> String {
    switch relation {
    case .blockedBy: try naming(name) { _ in "0" }
    case .parent: try naming(name) { _ in "1" }
    case .duplicateOf: try naming(name) { _ in "3" }
    case .custom(let key): try naming(name) { "16 + \($0.key(key))" }
    case .blocks: try named("0", name)
    case .child: try named("1", name)
    case .duplicatedBy: try named("3", name)
    case .relates: "(\(try naming(name) { _ in "2" }) OR \(try named("2", name)))"
    }
  }

  /// Issues whose field names the other one.
  ///
  /// - Parameter kind: Gives the number of the field.
  private mutating func naming(_ name: IssueName, _ kind: (inout QueryCompiler) -> String) throws -> String {
    let parts = try others(name).map { other -> String in
      var ways = ["r.path = \(argument(other.path))"]
      if let number = other.number { ways.append("r.number = \(argument(number))") }
      if let uid = other.uid {
        ways.append("(r.uid IS NOT NULL AND substr(\(argument(uid)), 1, length(r.uid)) = r.uid)")
      }
      return "(" + ways.joined(separator: " OR ") + ")"
    }
    guard !parts.isEmpty else { return "0" }
    return """
      issue.id IN (SELECT r.issue FROM relation AS r WHERE r.kind = \(kind(&self)) AND \
      (\(parts.joined(separator: " OR "))))
      """
  }

  /// Issues that the other one's field names.
  private mutating func named(_ kind: String, _ name: IssueName) throws -> String {
    let ids = try others(name).map { argument($0.id) }
    guard !ids.isEmpty else { return "0" }
    let source = "relation AS r WHERE r.issue IN (\(ids.joined(separator: ", "))) AND r.kind = \(kind)"
    return """
      (issue.number IN (SELECT r.number FROM \(source)) OR issue.id IN (SELECT d.id FROM detail AS d, \(source) \
      AND \(QueryCompiler.begins("d.uid", "r.uid"))) OR issue.id IN (SELECT d.id FROM folder AS f \
      JOIN detail AS d ON d.folder = f.id, \(source) AND r.path = f.path || '/' || d.name))
      """
  }
}
