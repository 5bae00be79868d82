import Foundation
import VireoGit
import VireoModel

/// Goes from commits back to all their ancestors that a graph does not hold.
///
/// As long as there are few, one thread goes alone; then a second one takes what the first has not come to.
final class HistoryWalk: @unchecked Sendable {
  private let graph: CommitGraph
  private let cuts: HistoryCuts
  private let progress: WorkProgress.Observer?
  /// Guards all that follows.
  private let condition = NSCondition()
  private(set) var found = Discovery()
  private var failure: (any Error)?
  /// How many threads are reading what they took.
  private var readers = 0
  private var readCount = 0
  /// How many of the first nodes must be there.
  private let wanted: Int

  /// From how many commits on two threads are faster than one, which begins with opening the objects once more.
  private static let manyCommits = 1000
  /// How many commits a thread takes at once, at most.
  private static let batch = 64

  init(_ graph: CommitGraph, _ tips: [ObjectID], _ cuts: HistoryCuts, _ progress: WorkProgress.Observer?) {
    (self.graph, self.cuts, self.progress) = (graph, cuts, progress)
    for tip in tips { found.discover(tip) }
    wanted = found.ids.count
  }

  /// The commits that were found, by the order in which they were.
  struct Discovery {
    private(set) var ids: [ObjectID] = []
    private var nodes: [ObjectID: Int32] = [:]
    fileprivate var pending: [Int32] = []
    /// The parents of each: nodes, and below 0 positions p of the graph as -1 - p.
    fileprivate(set) var parents: [[Int32]] = []
    fileprivate(set) var dates: [Int64] = []
    fileprivate(set) var trees: [ObjectID?] = []
    private(set) var copyKeys: [UInt64] = []
    private(set) var subjectKeys: [UInt64] = []
    fileprivate(set) var boundaries: Set<Int32> = []
    fileprivate(set) var missing: Set<Int32> = []

    mutating func setKeys(of node: Int, _ copy: UInt64, _ subject: UInt64) {
      copyKeys[node] = copy
      subjectKeys[node] = subject
    }

    @discardableResult
    fileprivate mutating func discover(_ id: ObjectID) -> Int32 {
      if let node = nodes[id] { return node }
      let node = Int32(ids.count)
      nodes[id] = node
      ids.append(id)
      parents.append([])
      dates.append(0)
      trees.append(nil)
      copyKeys.append(0)
      subjectKeys.append(0)
      pending.append(node)
      return node
    }
  }

  /// What was read of one commit; `nil` for one that is missing.
  private typealias Reading = (node: Int32, commit: (parents: [ObjectID], tree: ObjectID?, date: Int64)?)

  /// Reads all commits.
  ///
  /// - Returns: What their messages say.
  /// - Throws: `VireoError` with the code `unreadable-repository` if a commit that is asked for cannot be read.
  func run(_ git: GitProgram, _ objects: ObjectDatabase, _ grammar: ReferenceGrammar) throws -> [CommitQueue.Outcome] {
    let queue = CommitQueue(grammar)
    read(objects, queue, atMost: HistoryWalk.manyCommits)
    var others: [CommitQueue.Outcome] = []
    if !isDone {
      let helper = Background { [self] in
        let queue = CommitQueue(grammar)
        read(ObjectDatabase(git, isForMany: true), queue, atMost: .max)
        return queue.finish()
      }
      read(objects, queue, atMost: .max)
      others = try helper.wait()
    }
    if let failure { throw failure }
    return queue.finish() + others
  }

  private var isDone: Bool { condition.withLock { found.pending.isEmpty || failure != nil } }

  private func read(_ objects: ObjectDatabase, _ queue: CommitQueue, atMost limit: Int) {
    var done: [Reading] = []
    var count = 0
    while count < limit {
      guard let (nodes, ids) = next(after: done) else { return }
      do {
        done = try zip(nodes, ids).map { ($0, try commit($0, $1, objects, queue)) }
      } catch {
        fail(error)
        done = []
      }
      count += nodes.count
    }
    condition.withLock { takeIn(done) }
  }

  /// Takes in what a thread has read, and gives it more; `nil` where there is nothing left.
  private func next(after done: [Reading]) -> (nodes: [Int32], ids: [ObjectID])? {
    condition.lock()
    defer { condition.unlock() }
    takeIn(done)
    while found.pending.isEmpty, readers > 0, failure == nil { condition.wait() }
    guard !found.pending.isEmpty, failure == nil else {
      condition.broadcast()
      return nil
    }
    let nodes = Array(found.pending.suffix(max(1, min(HistoryWalk.batch, found.pending.count / 2))))
    found.pending.removeLast(nodes.count)
    readers += 1
    // One commit is not worth to wake another thread for.
    if found.pending.count > 1 { condition.signal() }
    return (nodes, nodes.map { found.ids[Int($0)] })
  }

  private func takeIn(_ done: [Reading]) {
    guard !done.isEmpty else { return }
    for (node, commit) in done {
      guard let commit else {
        found.missing.insert(node)
        continue
      }
      found.dates[Int(node)] = commit.date
      found.trees[Int(node)] = commit.tree
      let id = found.ids[Int(node)]
      if cuts.shallow.contains(id) {
        found.boundaries.insert(node)
        continue
      }
      found.parents[Int(node)] = (cuts.grafts[id] ?? commit.parents).map { parent in
        if graph.count > 0, let position = graph.position(of: parent) { return -1 - Int32(position) }
        return found.discover(parent)
      }
    }
    readers -= 1
    readCount += done.count
    progress?(WorkProgress(.commits, done: readCount))
  }

  private func fail(_ error: any Error) {
    condition.withLock {
      failure = failure ?? error
      readers -= 1
      condition.broadcast()
    }
  }

  /// - Returns: `nil` for a commit that is missing or damaged, unless it must be there.
  private func commit(
    _ node: Int32, _ id: ObjectID, _ objects: ObjectDatabase, _ queue: CommitQueue
  ) throws -> (parents: [ObjectID], tree: ObjectID?, date: Int64)? {
    do {
      let read = try objects.read(cuts.replacements[id] ?? id, .commit) { bytes in
        let commit = CommitObject(bytes)
        queue.add(Int(node), bytes)
        return (commit.parents, commit.tree, commit.committed)
      }
      if read == nil, node < wanted {
        throw VireoError(.unreadableRepository, "the commit \(id) is missing", advice: "run 'git fsck'")
      }
      return read
    } catch  where node >= wanted {
      return nil
    }
  }
}
