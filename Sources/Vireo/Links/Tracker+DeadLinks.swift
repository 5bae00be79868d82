import VireoFormat
import VireoModel
import VireoStore

extension Tracker {
  /// The links in texts that lead nowhere.
  func checkLinks(_ snapshot: Snapshot) throws -> [Diagnostic] {
    // What is asked of issues here does not depend on their states.
    let index = try links(among: snapshot.map { $0.issue }, snapshot)
    var source: SourceText?
    return try index.dead.compactMap { link -> Diagnostic? in
      let path = link.source.path
      if source?.path != path { source = try snapshot.files.bytes(of: path).map { SourceText(path: path, bytes: $0) } }
      guard let source, let missing = link.missing else { return nil }
      let nearest = missing.nearest.map { "; did you mean '\($0)'?" } ?? ""
      return Diagnostic(.deadLink, .init(source, link.range), missing.reason + nearest, advice: missing.advice)
    }
  }
}

extension MissingLink {
  /// The way out.
  fileprivate var advice: String {
    switch kind {
    case .page where nearest == nil && PageName.isValid(name):
      "correct the link, or make the page with 'vireo wiki new'"
    case .issue: "correct the number, or write a backslash before it if it is no issue's"
    case .milestone where nearest == nil: "correct the name, or make it with 'vireo milestone new'"
    default: "correct the link"
    }
  }
}
