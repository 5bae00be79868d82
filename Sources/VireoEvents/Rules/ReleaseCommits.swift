package import VireoModel

/// Which commits releases are that neither a tag nor an id of a commit tells, from `.tracker/errors/releases`.
///
/// A line is a release, as the program says it, and the id of its commit:
///
///     shop@2026.11 1b3f9c0d2e4a5b6c7d8e9f00112233445566778a
package struct ReleaseCommits: Sendable, Hashable {
  /// The ids of the commits, by the releases' names; of several lines for one name the last holds.
  package var commits: [String: String] = [:]

  package init() {}

  /// Reads a file; a line that is none is left out and told with its place.
  ///
  /// - Parameter path: The file's path from the repository's root, for places.
  package static func parse(text: String, path: String) -> (releases: ReleaseCommits, diagnostics: [Diagnostic]) {
    let found = RuleReader.rules(of: text, path: path) { (reader, _) throws(RuleMistake) in
      try reader.releaseCommit()
    }
    var releases = ReleaseCommits()
    for (name, commit) in found.rules { releases.commits[name] = commit }
    return (releases, found.diagnostics)
  }
}

extension RuleReader {
  /// Reads a name, which may have blanks in it, and behind the last blank an id.
  fileprivate mutating func releaseCommit() throws(RuleMistake) -> (name: String, commit: String) {
    var words: [Range<Int>] = []
    while !isAtEnd {
      words.append(word { _ in false })
      skipBlanks()
    }
    guard let id = words.popLast(), let first = words.first, let last = words.last else {
      throw RuleMistake(here, "a line is a release and the id of its commit", advice: "run 'vireo release new'")
    }
    let text = text(id).lowercased()
    guard (7...64).contains(text.utf8.count), text.utf8.allSatisfy(\.isHexDigit) else {
      throw RuleMistake(id, "this is no id of a commit", advice: "write its hexadecimal digits, seven at least")
    }
    return (self.text(first.lowerBound..<last.upperBound), text)
  }
}
