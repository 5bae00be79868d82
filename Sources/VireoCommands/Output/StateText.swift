import Vireo

/// The status of an issue with its reason, in a few words.
enum StateText {
  /// `closed by a1b2c3d` where a message closed it, else the word.
  static func text(_ issue: Issue) -> String {
    guard issue.isStateKnown else { return "\(issue.status) (history is cut here)" }
    guard issue.state == .closed, let cause = issue.cause, cause.isByMessage else { return issue.status }
    return "\(issue.status) by \(cause.commit.short)"
  }

  /// `Fixed in 1.2 (a1b2c3d), on main; not in release/1.1`.
  static func text(_ fixed: FixedIn) -> String {
    let commit = fixed.commits.first.map { " (\($0.short))" } ?? ""
    var text = fixed.firstTag.map { "Fixed in \($0)\(commit)" } ?? "Fixed\(commit)"
    if fixed.firstTag == nil { text += ", in no release yet" }
    if !fixed.branches.isEmpty { text += ", on " + fixed.branches.joined(separator: ", ") }
    if !fixed.missingBranches.isEmpty { text += "; not in " + fixed.missingBranches.joined(separator: ", ") }
    return text
  }
}
