package import VireoModel

/// What a commit's message says of issues and of other commits.
///
/// docs/messages.md is its definition. Reading a message never fails: any bytes are one.
package struct CommitMessage: Sendable, Hashable {
  /// The references in text order, those of items that another item takes back left out.
  package private(set) var references: [Reference] = []
  /// What stands of them: for each number the last close or reopen in time, else a mention, and a refer beside it.
  package private(set) var effects: [Effect] = []
  /// What the message takes back of the history before it.
  package private(set) var reverts: [RevertNote] = []
  /// The commits that this one says it is a copy of, as they are written: 4 to 40 hexadecimal digits.
  package private(set) var picks: [String] = []

  /// What a message does to the issue of a number.
  package struct Effect: Sendable, Hashable {
    package var action: Reference.Action
    package var number: IssueNumber

    package init(action: Reference.Action, number: IssueNumber) { (self.action, self.number) = (action, number) }
  }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - message: The bytes behind the commit's header, in whatever encoding.
  ///   - grammar: The words and forms that count.
  package init(_ message: [UInt8], grammar: ReferenceGrammar) {
    let parts = SquashItems.items(of: message)
    picks = CommitMessage.picks(in: message, parts)
    var items = parts.map { SquashedMessage($0, message, grammar) }
    CommitMessage.settleReverts(&items)
    let standing = items.filter { !$0.isUndone }
    references = standing.flatMap(\.references).sorted { $0.range.lowerBound < $1.range.lowerBound }
    effects = CommitMessage.effects(of: standing.flatMap(\.references))
    reverts = standing.compactMap(\.revert)
  }

  /// - Parameter references: In the order of time.
  private static func effects(of references: [Reference]) -> [Effect] {
    var decisions: [IssueNumber: Reference.Action] = [:]
    var referred: Set<IssueNumber> = []
    var mentioned: Set<IssueNumber> = []
    for reference in references {
      switch reference.action {
      case .close, .reopen: decisions[reference.number] = reference.action
      case .refer: referred.insert(reference.number)
      case .mention: mentioned.insert(reference.number)
      }
    }
    mentioned.subtract(referred)
    mentioned.subtract(decisions.keys)
    let all =
      decisions.map { Effect(action: $0.value, number: $0.key) }
      + referred.map { Effect(action: .refer, number: $0) } + mentioned.map { Effect(action: .mention, number: $0) }
    return all.sorted { ($0.number, $0.action.rawValue) < ($1.number, $1.action.rawValue) }
  }

  /// Lets the items of a squash message take each other back; what they name beyond the message stays with them.
  private static func settleReverts(_ items: inout [SquashedMessage]) {
    guard items.count > 1 else { return }
    var earlier = EarlierItems()
    var targets: [Int: [Int]] = [:]
    for index in items.indices {
      defer { earlier.add(items[index], index) }
      guard let revert = items[index].revert else { continue }
      let named = revert.targets.map { earlier.items(of: $0.commit) }
      var found = named.flatMap { $0 }
      if found.isEmpty, let quoted = revert.quoted {
        found = earlier.last(quoting: quoted, in: targets, before: index).map { [$0] } ?? []
      }
      guard !found.isEmpty else { continue }
      targets[index] = found
      let others = zip(revert.targets, named).filter { $0.1.isEmpty }.map(\.0)
      items[index].revert = others.isEmpty ? nil : RevertNote(targets: others, quoted: nil)
    }
    for index in undone(targets, before: items.count) { items[index].isUndone = true }
  }

  /// The items before one, by what a revert may name them.
  private struct EarlierItems {
    private var bySubject: [[UInt8]: [Int]] = [:]
    private var byCommit: [Substring: [(commit: String, item: Int)]] = [:]
    /// How many quotations are looked up; a message of more of them is no list of commits.
    private var quotations = 500

    mutating func add(_ item: SquashedMessage, _ index: Int) {
      bySubject[item.subject, default: []].append(index)
      for commit in item.commits { byCommit[commit.prefix(4), default: []].append((commit, index)) }
    }

    func items(of id: String) -> [Int] {
      (byCommit[id.prefix(4)] ?? []).filter { $0.commit.hasPrefix(id) || id.hasPrefix($0.commit) }.map(\.item)
    }

    /// Of equal subjects the last that still stands at this point of the list.
    mutating func last(quoting subject: [UInt8], in targets: [Int: [Int]], before index: Int) -> Int? {
      guard let candidates = bySubject[subject], quotations > 0 else { return nil }
      quotations -= 1
      let undone = CommitMessage.undone(targets, before: index)
      return candidates.last { !undone.contains($0) }
    }
  }

  /// The items that are taken back by items that stand.
  private static func undone(_ targets: [Int: [Int]], before end: Int) -> Set<Int> {
    var undone: Set<Int> = []
    for index in targets.keys.sorted(by: >) where index < end && !undone.contains(index) {
      undone.formUnion(targets[index] ?? [])
    }
    return undone
  }

  /// The commits that this one is picked from.
  ///
  /// A list is no copy of its items, so only what ends the message counts there.
  private static func picks(in message: [UInt8], _ items: [MessageItem]) -> [String] {
    let own = items.filter(\.commits.isEmpty)
    return (own.count == items.count ? Array(items.suffix(1)) : own).flatMap { picks(in: message[$0.text]) }
  }

  private static func picks(in message: ArraySlice<UInt8>) -> [String] {
    let phrase = Array("(cherry picked from commit ".utf8)
    var picks: [String] = []
    var index = message.startIndex
    while let start = message[index...].firstIndex(of: phrase[0]) {
      index = start + 1
      guard message[start...].starts(with: phrase) else { continue }
      let digits = message[(start + phrase.count)...].prefix { $0.isHexDigit }
      guard (4...40).contains(digits.count), digits.endIndex < message.endIndex,
        message[digits.endIndex] == UInt8(ascii: ")")
      else { continue }
      picks.append(String(decoding: digits.map(\.lowercased), as: UTF8.self))
    }
    return picks
  }
}

/// One item of a message with what it says.
private struct SquashedMessage {
  let commits: [String]
  let subject: [UInt8]
  let references: [Reference]
  var revert: RevertNote?
  /// Whether another item takes it back.
  var isUndone = false

  init(_ item: MessageItem, _ message: [UInt8], _ grammar: ReferenceGrammar) {
    let text = MessageText(message, range: item.text, indent: item.indent)
    commits = item.commits
    subject = RevertNote.withoutPullRequests(Array(message[text.subject]))
    references = ReferenceScanner.references(in: text, grammar)
    revert = RevertNote(text, message: message)
  }
}
