/// The order in which events are listed: from the roots, always the ready commit with the smallest (date, id) next.
///
/// Two commits never change places between two views, since whether a commit is ready depends on its ancestors alone,
/// and these are in every view that holds it.
package enum DisplayOrder {
  /// Orders the nodes of a graph.
  ///
  /// - Parameters:
  ///   - parents: The parents of each node, as nodes; others are left out.
  ///   - isBefore: Whether a node's (date, id) is smaller than another's.
  /// - Returns: The nodes, all of them unless there is a circle.
  static func sorted(parents: [[Int32]], isBefore: (Int32, Int32) -> Bool) -> [Int32] {
    var missing = [Int32](repeating: 0, count: parents.count)
    var childStarts = [Int32](repeating: 0, count: parents.count + 1)
    for (node, list) in parents.enumerated() {
      missing[node] = Int32(list.count)
      for parent in list { childStarts[Int(parent) + 1] += 1 }
    }
    for node in parents.indices { childStarts[node + 1] += childStarts[node] }
    var children = [Int32](repeating: 0, count: Int(childStarts.last ?? 0))
    var next = childStarts
    for (node, list) in parents.enumerated() {
      for parent in list {
        children[Int(next[Int(parent)])] = Int32(node)
        next[Int(parent)] += 1
      }
    }
    var heap = Heap()
    for node in parents.indices where missing[node] == 0 { heap.insert(Int32(node), isBefore) }
    var order: [Int32] = []
    order.reserveCapacity(parents.count)
    while let node = heap.removeFirst(isBefore) {
      order.append(node)
      for index in childStarts[Int(node)]..<childStarts[Int(node) + 1] {
        let child = children[Int(index)]
        missing[Int(child)] -= 1
        if missing[Int(child)] == 0 { heap.insert(child, isBefore) }
      }
    }
    return order
  }

  /// A binary heap with the smallest node first.
  private struct Heap {
    private var nodes: [Int32] = []

    mutating func insert(_ node: Int32, _ isBefore: (Int32, Int32) -> Bool) {
      nodes.append(node)
      var index = nodes.count - 1
      while index > 0, isBefore(nodes[index], nodes[(index - 1) / 2]) {
        nodes.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
    }

    mutating func removeFirst(_ isBefore: (Int32, Int32) -> Bool) -> Int32? {
      guard let first = nodes.first, let last = nodes.popLast() else { return nil }
      guard !nodes.isEmpty else { return first }
      nodes[0] = last
      var index = 0
      while true {
        var smallest = index
        for child in [2 * index + 1, 2 * index + 2]
        where child < nodes.count && isBefore(nodes[child], nodes[smallest]) { smallest = child }
        if smallest == index { return first }
        nodes.swapAt(index, smallest)
        index = smallest
      }
    }
  }
}

extension CommitGraph {
  /// The place of each commit in the display order.
  package func displayRanks() -> [Int32] {
    let parents = (0..<count).map { position in self.parents(of: position).map { Int32($0) } }
    let order = DisplayOrder.sorted(parents: parents) { isOlder(Int($0), Int($1)) }
    var ranks = [Int32](repeating: 0, count: count)
    for (rank, position) in order.enumerated() { ranks[Int(position)] = Int32(rank) }
    return ranks
  }

  /// Whether a commit's (date, id) is smaller than another's.
  package func isOlder(_ left: Int, _ right: Int) -> Bool {
    dates[left] == dates[right] ? ids[left] < ids[right] : dates[left] < dates[right]
  }
}
