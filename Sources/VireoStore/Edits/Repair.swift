package import VireoFormat
package import VireoModel

/// One issue that gets another number.
package struct Renumbering: Sendable, Hashable {
  package var old: IssueNumber
  package var new: IssueNumber
  package var from: String
  package var to: String
}

extension Transaction {
  /// Stages new numbers for all but one of the issues that share one.
  ///
  /// The first by date of creation and uid keeps the number; one without either comes last, by path. The others
  /// take, in that order, the numbers above the highest that any issue has or had, so that every clone with the
  /// same files decides alike. File and folder move together, and `was` keeps the old number.
  ///
  /// - Parameter keep: The uids of issues that keep their number though they are not the first.
  package mutating func repair(keep: Set<UID>) throws -> [Renumbering] {
    let snapshot = try snapshot()
    let files = try snapshot.map { $0.issue == nil ? nil : $0 }
    let unreadable = try snapshot.map { $0.issue == nil ? $0 : nil }
    var highest = try NumberCounter.highest(in: snapshot)
    var done: [Renumbering] = []
    let groups = Dictionary(grouping: files.filter { $0.place.number != nil }) { $0.place.number }
    for (number, group) in groups.sorted(by: { ($0.key?.value ?? 0) < ($1.key?.value ?? 0) }) {
      guard let number, group.count > 1 else { continue }
      guard !unreadable.contains(where: { $0.place.number == number }) else { continue }
      let ordered = group.sorted { Repair.key($0, keep) < Repair.key($1, keep) }
      for file in ordered.dropFirst() {
        highest += 1
        guard let new = IssueNumber(highest), let issue = file.issue else { continue }
        done.append(try renumber(issue, file.place, from: number, to: new))
      }
    }
    return done
  }

  private mutating func renumber(
    _ issue: Issue, _ place: IssuePlace, from old: IssueNumber, to new: IssueNumber
  ) throws -> Renumbering {
    let path = try renumberedPath(place, to: new)
    try edit(place.path, fields: [.add("was", [old.description], .bare)])
    move(place.path, to: path)
    if place.hasFolder { move(place.folder, to: String(path.dropLast(3))) }
    return Renumbering(old: old, new: new, from: place.path, to: path)
  }

  /// The path with another number: in the same folder, or in that of its thousand if it was in one of those.
  package func renumberedPath(_ place: IssuePlace, to new: IssueNumber) throws -> String {
    let parts = place.path.split(separator: "/")
    let name = parts.last ?? ""
    let digits = place.number == nil ? 0 : name.prefix { $0.isNumber }.count
    let rest = name.dropFirst(digits).dropLast(3).drop { $0 == "-" }
    let slug = rest.isEmpty ? "issue" : String(rest)
    let folder = parts.dropLast().joined(separator: "/")
    let isThousands = parts.count == 4 && parts[2].last == "k" && parts[2].dropLast().allSatisfy(\.isNumber)
    if folder == Layout.issuesFolder || isThousands {
      return Layout.issuesFolder + "/" + IssueFileName.path(number: new, slug: slug)
    }
    return folder + "/\(new)-\(slug).md"
  }
}

private enum Repair {
  static func key(_ file: IssueFile, _ keep: Set<UID>) -> (Int, Int64, String) {
    let issue = file.issue
    let isKept = issue?.uid.map(keep.contains) ?? false
    return (
      isKept ? 0 : 1, issue?.created?.seconds ?? Int64.max,
      (issue?.uid.map { "0" + $0.text } ?? "1") + file.place.path
    )
  }
}
