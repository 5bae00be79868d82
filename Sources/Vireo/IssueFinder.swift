import VireoFormat
import VireoModel
import VireoStore

/// Finds the file that a name means.
struct IssueFinder {
  private let snapshot: Snapshot

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  func file(_ name: IssueName) throws -> IssueFile {
    let files: [IssueFile]
    switch name {
    case .number(let number): files = try read(snapshot.places(number))
    case .path(let path): files = try read(snapshot.layout.issues.filter { $0.isAt(path) })
    case .uid(let start): files = try snapshot.map { $0.issue?.uid?.text.hasPrefix(start) == true ? $0 : nil }
    }
    guard let file = files.first else { throw try missing(name) }
    guard files.count == 1 else { throw ambiguous(name, files.map(\.place.path).sorted()) }
    return file
  }

  private func read(_ places: [IssuePlace]) throws -> [IssueFile] {
    try snapshot.map(places) { $0 }
  }

  private func missing(_ name: IssueName) throws -> VireoError {
    var advice = "see 'vireo list -s all'; it may be on another branch"
    if case .number(let number) = name {
      let renamed = try snapshot.map { file in file.issue?.was.contains(number) == true ? file.issue : nil }
      if let issue = renamed.first {
        advice = "\(issue.displayName) was \(number) before a repair: '\(issue.title)'"
      }
    }
    return VireoError(.noSuchIssue, "there is no \(name)", advice: advice)
  }

  private func ambiguous(_ name: IssueName, _ paths: [String]) -> VireoError {
    let isNumber = if case .number = name { true } else { false }
    return VireoError(
      .ambiguousIssue, "\(name) is \(paths.count) issues: \(paths.joined(separator: ", "))",
      advice: isNumber ? "name one by its path, or run 'vireo repair'" : "give more of the uid")
  }

  static func gone(_ issue: Issue) -> VireoError {
    VireoError(.noSuchIssue, "\(issue.path) is not there any more", advice: "run it again")
  }

  static func broken(_ file: IssueFile) -> VireoError {
    VireoError(
      .brokenFile, "\(file.place.path) can't be understood", advice: "mend what is reported above",
      diagnostics: file.diagnostics)
  }
}
