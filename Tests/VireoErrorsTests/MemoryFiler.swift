import Foundation
import Synchronization
import Vireo
@testable import VireoErrors
import VireoEvents

/// Keeps the groups that it is given, in the place of issues.
final class MemoryFiler: GroupFiler {
  private let state = Mutex(
    (lists: [UID: [GroupingHash]](), order: [UID](), titles: [UID: String](), fails: false, rules: ErrorRules()))

  func written() -> WrittenIssues {
    state.withLock { state in
      var hashes: [GroupingHash: UID] = [:]
      for uid in state.order { for hash in state.lists[uid] ?? [] where hashes[hash] == nil { hashes[hash] = uid } }
      return WrittenIssues(hashes: hashes)
    }
  }

  func rules() -> ErrorRules { state.withLock { $0.rules } }

  /// Takes a text as one of the files with rules.
  func set(rules text: String, at path: String) {
    state.withLock { state in
      switch path {
      case ErrorRules.secretsPath: state.rules.secrets = SecretNames.parse(text: text, path: path).names
      case ErrorRules.eventsPath: state.rules.events = EventRules.parse(text: text, path: path).rules
      default: state.rules.fingerprints = FingerprintRules.parse(text: text, path: path).rules
      }
    }
  }

  func file(_ groups: [NewGroup]) throws -> [Int64] {
    try state.withLock { state in
      if state.fails { throw CocoaError(.fileWriteUnknown) }
      for new in groups where state.lists[new.group.uid] == nil {
        state.lists[new.group.uid] = new.hashes
        state.titles[new.group.uid] = new.group.title
        state.order.append(new.group.uid)
      }
    }
    return groups.map(\.group.id)
  }

  func reopen(_ news: [UID: GroupNews], hours: (UID, Timestamp) throws -> [Int64: Int]) -> [UID] { [] }

  var lists: [[GroupingHash]] { state.withLock { state in state.order.map { state.lists[$0] ?? [] } } }
  var titles: [String] { state.withLock { state in state.order.map { state.titles[$0] ?? "" } } }
  var uids: [UID] { state.withLock { $0.order } }
  func set(_ hashes: [GroupingHash], at index: Int) { state.withLock { $0.lists[$0.order[index]] = hashes } }
  func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }
}
