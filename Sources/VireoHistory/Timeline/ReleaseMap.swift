import VireoModel

/// Of each commit the first tag that has it.
///
/// The first is the one whose commit stands first in the graph; of two at one commit, the one whose version is lower.
package struct ReleaseMap: Sendable {
  private let names: [String]
  /// For each position the place of its tag, from 1 on; 0 where no tag has it.
  private var places: [Int32] = []

  /// - Parameters:
  ///   - tags: The tags with the positions of their commits.
  ///   - graph: All commits.
  package init(_ tags: [(name: String, position: Int)], _ graph: CommitGraph) {
    let sorted = tags.sorted { one, other in
      one.position == other.position
        ? VersionOrder.isBefore(one.name, other.name) : one.position < other.position
    }
    names = sorted.map(\.name)
    guard !sorted.isEmpty else { return }
    places = [Int32](repeating: 0, count: graph.count)
    for (index, tag) in sorted.enumerated() {
      var pending = [tag.position]
      while let position = pending.popLast() {
        guard places[position] == 0 else { continue }
        places[position] = Int32(index + 1)
        graph.forEachParent(of: position) { if places[$0] == 0 { pending.append($0) } }
      }
    }
  }

  /// Whether there are no tags.
  package var isEmpty: Bool { names.isEmpty }

  /// The first tag that has a commit; `nil` where none has it.
  package func release(of position: Int) -> String? {
    guard places.indices.contains(position), places[position] > 0 else { return nil }
    return names[Int(places[position]) - 1]
  }
}
