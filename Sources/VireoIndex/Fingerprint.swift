import VireoGit
import VireoHistory
import VireoModel

/// A short text that differs where cached facts would differ for the same commits.
package struct Fingerprint {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ rules: Config.ReferenceRules, _ cuts: HistoryCuts) {
    add("references \(rules.prefix ?? "") \(rules.envelope ?? "") \(rules.isGlued) \(rules.mentionsPullRequests)")
    for words in [rules.close, rules.reopen, rules.refer] { add(words.joined(separator: ",")) }
    for id in cuts.shallow.sorted() { add("shallow \(id)") }
    for (id, parents) in cuts.grafts.sorted(by: { $0.key < $1.key }) { add("graft \(id) \(parents)") }
    for (old, new) in cuts.replacements.sorted(by: { $0.key < $1.key }) { add("replaced \(old) \(new)") }
  }

  package init(_ text: String) { add(text) }

  package init(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// What derived states depend on beside the commits.
  init(_ config: Config) {
    for status in config.statuses { add("\(status.word) \(status.state)") }
  }

  /// FNV-1a of 64 bits.
  private mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    value = (value ^ 0x0A) &* 0x100_0000_01B3
  }

  package var text: String { String(value, radix: 16) }
}
