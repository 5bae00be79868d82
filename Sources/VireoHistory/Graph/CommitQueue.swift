import Foundation
import VireoGit

/// Commits whose messages are read beside a walk, by other threads; one thread adds them.
final class CommitQueue: @unchecked Sendable {
  private let grammar: ReferenceGrammar
  private let group = DispatchGroup()
  private let lock = NSLock()
  private var waiting = Batch()
  private var done: [Outcome] = []

  /// Commits one behind the other.
  private struct Batch: Sendable {
    var nodes: [Int] = []
    var ends: [Int] = []
    var bytes: [UInt8] = []
  }

  struct Outcome: Sendable {
    var keys: [(node: Int, copy: UInt64, subject: UInt64)] = []
    var facts: [(node: Int, facts: MessageFacts)] = []
  }

  init(_ grammar: ReferenceGrammar) { self.grammar = grammar }

  func add(_ node: Int, _ commit: UnsafeRawBufferPointer) {
    waiting.nodes.append(node)
    waiting.bytes.append(contentsOf: commit)
    waiting.ends.append(waiting.bytes.count)
    if waiting.bytes.count >= 1 << 19 { send() }
  }

  private func send() {
    let batch = waiting
    waiting = Batch()
    waiting.bytes.reserveCapacity(1 << 20)
    DispatchQueue.global().async(group: group) { [self] in
      let outcome = read(batch)
      lock.withLock { done.append(outcome) }
    }
  }

  private func read(_ batch: Batch) -> Outcome {
    var outcome = Outcome()
    batch.bytes.withUnsafeBytes { all in
      var start = 0
      for (node, end) in zip(batch.nodes, batch.ends) {
        let bytes = UnsafeRawBufferPointer(rebasing: all[start..<end])
        start = end
        let commit = CommitObject(bytes)
        let (copy, subject) = CommitKeys.keys(commit, bytes)
        outcome.keys.append((node, copy, subject))
        let message = UnsafeRawBufferPointer(rebasing: bytes[min(commit.messageStart, bytes.count)...])
        guard MessageGlance.isWorthReading(message, prefix: grammar.prefix) else { continue }
        let facts = MessageFacts(CommitMessage(Array(message), grammar: grammar))
        if !facts.isEmpty { outcome.facts.append((node, facts)) }
      }
    }
    return outcome
  }

  func finish() -> [Outcome] {
    let last = read(waiting)
    group.wait()
    return lock.withLock { done + [last] }
  }
}
