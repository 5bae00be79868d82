package import VireoModel

/// The words and forms by which messages refer to issues, ready for the scanner.
///
/// docs/messages.md says what they mean.
package struct ReferenceGrammar: Sendable {
  struct Word: Sendable {
    /// In small letters.
    let bytes: [UInt8]
    let action: Reference.Action
  }

  /// The words by their first byte, the longest first.
  private let words: [[Word]]
  let prefix: [UInt8]?
  let envelope: (open: UInt8, close: UInt8)?
  let isGlued: Bool
  let mentionsPullRequests: Bool

  package static let closeWords = [
    "close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved",
  ]
  package static let reopenWords = ["reopen", "reopens", "reopened"]
  package static let referWords = ["refs", "ref", "references", "re", "see", "addresses"]

  package init(_ rules: Config.ReferenceRules = .init()) {
    var words = [[Word]](repeating: [], count: 256)
    let lists: [(Reference.Action, [String])] = [
      (.close, ReferenceGrammar.closeWords + rules.close), (.reopen, ReferenceGrammar.reopenWords + rules.reopen),
      (.refer, ReferenceGrammar.referWords + rules.refer),
    ]
    for (action, list) in lists {
      for text in list {
        let bytes = text.utf8.map(\.lowercased)
        if let first = bytes.first { words[Int(first)].append(Word(bytes: bytes, action: action)) }
      }
    }
    self.words = words.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
    prefix = rules.prefix.map { Array(($0 + "-").utf8) }
    let envelope = rules.envelope.map { Array($0.utf8) } ?? []
    self.envelope = envelope.count == 2 ? (envelope[0], envelope[1]) : nil
    isGlued = rules.isGlued
    mentionsPullRequests = rules.mentionsPullRequests
  }

  /// The words that begin with this byte.
  func words(beginningWith byte: UInt8) -> [Word] { words[Int(byte.lowercased)] }
}
