package import VireoGit

/// Commits with their parents, each at a position behind its parents'.
///
/// It only grows. Whatever it holds beyond a view does not matter to the view: every question names the commits that
/// it starts from.
package struct CommitGraph: Sendable {
  package private(set) var ids: [ObjectID] = []
  /// The first parent's position; -1 where there is none.
  package private(set) var firstParents: [Int32] = []
  /// The second parent's; -1 where there is none; -2 - n where `furtherParents[n]` holds all from the second on.
  package private(set) var secondParents: [Int32] = []
  package private(set) var furtherParents: [[Int32]] = []
  /// 1 + the largest of the parents'.
  package private(set) var generations: [Int32] = []
  /// When it was committed, in seconds since 1970.
  package private(set) var dates: [Int64] = []
  /// Equal for commits of one author, author date and subject.
  package private(set) var copyKeys: [UInt64] = []
  /// Equal for commits whose subjects are the same but for numbers of pull requests at their ends.
  package private(set) var subjectKeys: [UInt64] = []
  /// Commits whose parents are cut off or missing.
  package private(set) var boundaries: Set<Int> = []
  /// The positions by id, in runs that are each sorted; a run begins where the one before ends.
  private var sortedRuns: [[Int32]] = []
  /// The positions by copy key, in the same runs.
  private var keyRuns: [[Int32]] = []
  private var sortedCount = 0

  package init() {}

  package var count: Int { ids.count }

  /// A commit that is to be added.
  package struct Commit: Sendable {
    package var id: ObjectID
    package var parents: [Int]
    package var date: Int64
    package var copyKey: UInt64
    package var subjectKey: UInt64
    package var isBoundary: Bool

    package init(
      id: ObjectID, parents: [Int], date: Int64, copyKey: UInt64 = 0, subjectKey: UInt64 = 0, isBoundary: Bool = false
    ) {
      (self.id, self.parents, self.date) = (id, parents, date)
      (self.copyKey, self.subjectKey, self.isBoundary) = (copyKey, subjectKey, isBoundary)
    }
  }

  /// Adds a commit whose parents are in the graph; returns its position.
  @discardableResult
  package mutating func append(_ commit: Commit) -> Int {
    let position = count
    ids.append(commit.id)
    firstParents.append(commit.parents.first.map { Int32($0) } ?? -1)
    if commit.parents.count <= 2 {
      secondParents.append(commit.parents.count == 2 ? Int32(commit.parents[1]) : -1)
    } else {
      secondParents.append(-2 - Int32(furtherParents.count))
      furtherParents.append(commit.parents.dropFirst().map { Int32($0) })
    }
    generations.append(1 + (commit.parents.map { generations[$0] }.max() ?? 0))
    dates.append(commit.date)
    copyKeys.append(commit.copyKey)
    subjectKeys.append(commit.subjectKey)
    if commit.isBoundary { boundaries.insert(position) }
    return position
  }

  /// Calls a function with each parent, in order.
  @inline(__always)
  package func forEachParent(of position: Int, _ body: (Int) -> Void) {
    let first = firstParents[position]
    guard first >= 0 else { return }
    body(Int(first))
    let second = secondParents[position]
    if second >= 0 {
      body(Int(second))
    } else if second < -1 {
      for parent in furtherParents[Int(-2 - second)] { body(Int(parent)) }
    }
  }

  package func parents(of position: Int) -> [Int] {
    var parents: [Int] = []
    forEachParent(of: position) { parents.append($0) }
    return parents
  }

  // MARK: - Finding commits

  /// The position of a commit; `nil` where the graph does not hold it.
  package func position(of id: ObjectID) -> Int? {
    for run in sortedRuns {
      if let found = search(run, { ids[$0] < id }), ids[found] == id { return found }
    }
    return (sortedCount..<count).first { ids[$0] == id }
  }

  /// The positions of all commits whose id begins with these hexadecimal digits.
  package func positions(beginningWith hex: String) -> [Int] {
    if let id = ObjectID(hex: hex) { return position(of: id).map { [$0] } ?? [] }
    guard hex.utf8.count < 40, let low = ObjectID(hex: hex + String(repeating: "0", count: 40 - hex.utf8.count)) else {
      return []
    }
    var found: [Int] = []
    for run in sortedRuns {
      var index = run.partitioningIndex { ids[Int($0)] >= low }
      while index < run.count, ids[Int(run[index])].hasPrefix(hex) {
        found.append(Int(run[index]))
        index += 1
      }
    }
    return found + (sortedCount..<count).filter { ids[$0].hasPrefix(hex) }
  }

  /// The positions of all commits of one copy key.
  package func positions(ofCopyKey key: UInt64) -> [Int] {
    var found: [Int] = []
    for run in keyRuns {
      var index = run.partitioningIndex { copyKeys[Int($0)] >= key }
      while index < run.count, copyKeys[Int(run[index])] == key {
        found.append(Int(run[index]))
        index += 1
      }
    }
    return found + (sortedCount..<count).filter { copyKeys[$0] == key }
  }

  private func search(_ run: [Int32], _ isBefore: (Int) -> Bool) -> Int? {
    let index = run.partitioningIndex { !isBefore(Int($0)) }
    return index < run.count ? Int(run[index]) : nil
  }

  /// Sorts the commits that were added since the last time, to find them faster.
  package mutating func sortAdded() {
    guard sortedCount < count else { return }
    sortedRuns.append(sorted(from: sortedCount) { ids[Int($0)] < ids[Int($1)] })
    keyRuns.append(sorted(from: sortedCount) { copyKeys[Int($0)] < copyKeys[Int($1)] })
    sortedCount = count
  }

  private func sorted(from first: Int, _ isBefore: (Int32, Int32) -> Bool) -> [Int32] {
    (first..<count).map { Int32($0) }.sorted(by: isBefore)
  }

  // MARK: - Storing

  /// A run of commits in the form in which a cache keeps them.
  package struct Chunk: Sendable {
    package var first: Int
    package var ids: [ObjectID] = []
    package var firstParents: [Int32] = []
    package var secondParents: [Int32] = []
    /// Of commits with more than two parents: the position, how many stand here, and all from the second on.
    package var furtherParents: [Int32] = []
    package var generations: [Int32] = []
    package var dates: [Int64] = []
    package var copyKeys: [UInt64] = []
    package var subjectKeys: [UInt64] = []
    package var boundaries: [Int32] = []
    /// The positions by id, in runs that follow each other.
    package var sorted: [[Int32]] = []
    /// The positions by copy key, in the same runs.
    package var sortedByKey: [[Int32]] = []

    package init(first: Int) { self.first = first }
  }

  /// The commits from a position on, which must be the end of an earlier chunk.
  package func chunk(from first: Int) -> Chunk {
    var chunk = Chunk(first: first)
    chunk.ids = Array(ids[first...])
    chunk.firstParents = Array(firstParents[first...])
    chunk.secondParents = Array(secondParents[first...])
    for position in first..<count where secondParents[position] < -1 {
      let further = furtherParents[Int(-2 - secondParents[position])]
      chunk.furtherParents += [Int32(position), Int32(further.count)] + further
    }
    chunk.generations = Array(generations[first...])
    chunk.dates = Array(dates[first...])
    chunk.copyKeys = Array(copyKeys[first...])
    chunk.subjectKeys = Array(subjectKeys[first...])
    chunk.boundaries = boundaries.filter { $0 >= first }.map { Int32($0) }.sorted()
    chunk.sorted = [sorted(from: first) { ids[Int($0)] < ids[Int($1)] }]
    chunk.sortedByKey = [sorted(from: first) { copyKeys[Int($0)] < copyKeys[Int($1)] }]
    return chunk
  }

  /// Makes a graph of a chunk whose first position is 0.
  package init(_ chunk: Chunk) {
    ids = chunk.ids
    firstParents = chunk.firstParents
    secondParents = chunk.secondParents
    generations = chunk.generations
    dates = chunk.dates
    copyKeys = chunk.copyKeys
    subjectKeys = chunk.subjectKeys
    boundaries = Set(chunk.boundaries.map { Int($0) })
    var rest = chunk.furtherParents[...]
    while rest.count > 2 {
      let position = Int(rest[rest.startIndex])
      let number = Int(rest[rest.startIndex + 1])
      secondParents[position] = -2 - Int32(furtherParents.count)
      furtherParents.append(Array(rest.dropFirst(2).prefix(number)))
      rest = rest.dropFirst(2 + number)
    }
    sortedRuns = chunk.sorted
    keyRuns = chunk.sortedByKey
    sortedCount = ids.count
  }
}

extension Array {
  /// The first index whose element, and all behind it, fulfil a condition.
  func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
