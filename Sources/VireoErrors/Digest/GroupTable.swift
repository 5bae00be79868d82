import VireoEvents
import VireoModel

/// Which hash belongs to which group.
///
/// What the issues' files say comes first. What was learned beside it, since an event had a hash of a group and another
/// one, holds as long as the hash through which it was learned still belongs to that group.
struct GroupTable: Sendable {
  /// A hash that came to a group beside another.
  struct Learned: Sendable, Hashable {
    var group: Int64
    /// The hash that was known.
    var via: GroupingHash
  }

  private var written: [GroupingHash: Int64] = [:]
  private var learned: [GroupingHash: Learned] = [:]

  /// The group of an event: that of the first of its hashes that belongs to one.
  ///
  /// - Returns: `nil` if none does; else also the hash that was known, and those that are to be learned through it.
  func group(of hashes: [GroupingHash]) -> (group: Int64, via: GroupingHash, new: [GroupingHash])? {
    for via in hashes {
      guard let group = group(of: via) else { continue }
      return (group, written[via] == nil ? learned[via]?.via ?? via : via, hashes.filter { self.group(of: $0) == nil })
    }
    return nil
  }

  private func group(of hash: GroupingHash) -> Int64? {
    if let group = written[hash] { return group }
    guard let one = learned[hash], written[one.via] == one.group else { return nil }
    return one.group
  }

  /// Says that the file of a group's issue has a hash, or will have it.
  mutating func write(_ hash: GroupingHash, _ group: Int64) { written[hash] = group }

  mutating func learn(_ hash: GroupingHash, _ one: Learned) { learned[hash] = one }

  /// Puts what all the files say in the place of what they said before.
  ///
  /// - Parameter unfiled: Groups whose files are not written yet; what was said of them stays.
  mutating func replaceWritten(_ hashes: [GroupingHash: Int64], unfiled: [EventGroup]) {
    let waiting = Set(unfiled.map(\.id))
    written = written.filter { waiting.contains($0.value) }.merging(hashes) { _, new in new }
  }
}
