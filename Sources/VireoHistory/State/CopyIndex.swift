import VireoGit

/// Which commits are copies of each other: picks, and commits of one author, author date and subject.
///
/// One thread at a time may use it.
package final class CopyIndex {
  private let graph: CommitGraph
  private let picks: [Int: [String]]
  private var pickers: [String: [Int]] = [:]
  private var abbreviated: [(hex: String, picker: Int)] = []
  private var known: [Int: [Int]] = [:]

  /// - Parameter picks: The commits that messages say they were picked from, by the position of the commit.
  package init(_ graph: CommitGraph, picks: [Int: [String]]) {
    self.graph = graph
    self.picks = picks
    for (position, ids) in picks {
      for id in ids {
        if id.utf8.count == 40 {
          pickers[id, default: []].append(position)
        } else {
          abbreviated.append((id, position))
        }
      }
    }
  }

  /// The commit and all its copies within a set.
  package func copies(of commit: Int, in members: CommitSet) -> [Int] {
    if let found = known[commit] { return found }
    let found = close([commit], named: [], members)
    known[commit] = found
    return found
  }

  /// The commits of a set that say they were picked from a commit, and their copies.
  ///
  /// - Parameter id: Its id, or how it begins; the commit itself need not be anywhere.
  func copies(ofID id: String, in members: CommitSet) -> [Int] { close([], named: [id], members) }

  /// Adds copies of copies until there are no more.
  private func close(_ start: [Int], named names: [String], _ members: CommitSet) -> [Int] {
    var found: Set<Int> = []
    var pending = start
    var seen: Set<String> = []
    var pendingNames = names
    while !pending.isEmpty || !pendingNames.isEmpty {
      while let name = pendingNames.popLast() {
        guard seen.insert(name).inserted else { continue }
        pending += self.pickers(of: name)
        let named = graph.positions(beginningWith: name)
        if named.count == 1 { pending += named }
      }
      guard let commit = pending.popLast() else { continue }
      guard members.contains(commit), found.insert(commit).inserted else { continue }
      pending += graph.positions(ofCopyKey: graph.copyKeys[commit])
      pendingNames += picks[commit] ?? []
      if !pickers.isEmpty || !abbreviated.isEmpty { pendingNames.append(graph.ids[commit].description) }
    }
    return found.sorted()
  }

  private func pickers(of name: String) -> [Int] {
    var found = pickers[name] ?? []
    if name.utf8.count < 40 {
      found += pickers.filter { $0.key.hasPrefix(name) }.flatMap(\.value)
    }
    found += abbreviated.filter { $0.hex.hasPrefix(name) || name.hasPrefix($0.hex) }.map(\.picker)
    return found
  }
}
