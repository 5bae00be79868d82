import Foundation
import GRDB
package import VireoGit
package import VireoHistory
package import VireoModel

/// What happened in a view, newest first, read as it is asked for.
///
/// Several threads may ask; a lock lets one at a time use the index.
package final class HistoryTimeline: @unchecked Sendable {
  /// Used by those alone who hold the lock.
  private let index: HistoryIndex
  package let view: HistoryView
  private let trust: TimeTrust
  private let lock = NSLock()
  /// The last titles that issues had in the view, in blocks of numbers that follow each other: issues of one time are
  /// asked for together, and to read some more takes little.
  private var titles: [Int: [String?]] = [:]
  private let statements: Statements

  /// What is asked again and again.
  private struct Statements {
    let events: RawStatement
    let titles: RawStatement
    let effects: RawStatement
    let changes: RawStatement

    init(_ database: Database) throws {
      events = try RawStatement(database, HistoryTimeline.select(nil))
      titles = try RawStatement(
        database,
        """
        SELECT number, position, text FROM event WHERE number BETWEEN ? AND ? AND kind < 2 AND text IS NOT NULL
        ORDER BY number DESC, position DESC
        """)
      effects = try RawStatement(
        database,
        "SELECT position, number, action FROM effect WHERE position BETWEEN ? AND ? ORDER BY position, action, number")
      changes = try RawStatement(database, "SELECT DISTINCT position FROM change WHERE position BETWEEN ? AND ?")
    }
  }

  init(index: HistoryIndex, view: HistoryView, trust: TimeTrust) throws {
    (self.index, self.view, self.trust) = (index, view, trust)
    statements = try index.read { try Statements($0) }
  }

  /// Where history is not what the commits say.
  var cuts: HistoryCuts { index.cuts }

  /// Reads many things at once, while no other thread reads.
  func readTogether<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try lock.withLock { try index.readTogether(body) }
  }

  package func id(of position: Int) -> ObjectID { view.graph.ids[position] }

  package func bytes(_ blob: ObjectID) throws -> [UInt8]? {
    try lock.withLock { try index.objects.read(blob, .blob) { Array($0) } }
  }

  /// What is told of commits, by their positions; those that cannot be read are left out.
  package func heads(of positions: [Int]) throws -> [Int: CommitHead] {
    try lock.withLock { try index.heads(at: positions, view.graph) }
  }

  /// The last title that an issue of a number had in the view; asked for while the index is used.
  private func title(of number: IssueNumber) throws -> String? {
    let size = 64
    let (block, index) = number.value.quotientAndRemainder(dividingBy: size)
    if let known = titles[block] { return known[index] }
    var found = [String?](repeating: nil, count: size)
    let row = statements.titles
    row.bind(Int64(block * size), at: 1)
    row.bind(Int64(block * size + size - 1), at: 2)
    defer { row.reset() }
    while try row.step() {
      let index = Int(row.integer(0)) - block * size
      if found.indices.contains(index), found[index] == nil, view.members.contains(Int(row.integer(1))) {
        found[index] = row.text(2)
      }
    }
    titles[block] = found
    return found[index]
  }

  // MARK: - Changes of the tracker

  /// Where a reader of the table of events stands.
  package struct Place: Sendable {
    fileprivate var time: Int64
    fileprivate var position = Int64.max
    fileprivate var serial = Int64.max
    fileprivate let since: Int64

    /// - Parameters:
    ///   - since: The earliest time, in seconds; `nil` for all.
    ///   - until: The time that all must be before.
    package init(since: Int64?, until: Int64?) {
      self.since = since ?? .min
      time = until.map { $0 - 1 } ?? .max
    }
  }

  /// The next events, newest first; none where all were read.
  ///
  /// - Parameters:
  ///   - place: Where the reader stands.
  ///   - count: How many are wanted at most.
  ///   - withComments: Whether the contents of new issues and comments are wanted, which are most of all.
  ///   - numbers: The issues whose events are wanted; all events if it is `nil`.
  package func events(
    from place: inout Place, atMost count: Int, withComments: Bool, of numbers: Set<IssueNumber>? = nil
  ) throws -> [TrackerEvent] {
    try readTogether { database in
      let row = try numbers.map { try RawStatement(database, HistoryTimeline.select($0)) } ?? statements.events
      var found: [TrackerEvent] = []
      while true {
        row.bind(place.since, at: 1)
        row.bind(place.time, at: 2)
        row.bind(place.position, at: 3)
        row.bind(place.serial, at: 4)
        row.bind(Int64(count), at: 5)
        row.bind(Int64(withComments ? 1 : 0), at: 6)
        defer { row.reset() }
        var read = 0
        while try row.step() {
          read += 1
          (place.time, place.position, place.serial) = (row.integer(1), row.integer(2), row.integer(0))
          if let event = event(row) { found.append(event) }
        }
        for index in found.indices { found[index].title = try found[index].number.flatMap { try title(of: $0) } }
        if !found.isEmpty || read < count { return found }
      }
    }
  }

  private static func select(_ numbers: Set<IssueNumber>?) -> String {
    let condition = numbers.map { "AND event.number IN (\($0.map { "\($0.value)" }.joined(separator: ",")))" } ?? ""
    return """
      SELECT serial, time, event.position, event.number, kind, path.path, author, text, isDoubtful,
        old.blob, old.uid, old.status, old.statusDate, new.blob, new.uid, new.status, new.statusDate
      FROM event JOIN path ON path.id = event.path
        LEFT JOIN version AS old ON old.id = event.old LEFT JOIN version AS new
          ON new.id = CASE WHEN ?6 OR kind NOT IN (\(TrackerEvent.Kind.opened.rawValue), \
      \(TrackerEvent.Kind.commented.rawValue)) THEN event.new END
      WHERE time >= ?1 AND time <= ?2 AND (time, event.position, serial) < (?2, ?3, ?4) \(condition)
      ORDER BY time DESC, event.position DESC, serial DESC LIMIT ?5
      """
  }

  /// - Returns: `nil` for an event that is not the view's.
  private func event(_ row: RawStatement) -> TrackerEvent? {
    let position = Int(row.integer(2))
    guard view.members.contains(position), let kind = TrackerEvent.Kind(rawValue: Int(row.integer(4))) else {
      return nil
    }
    var event = TrackerEvent(
      kind: kind, time: row.integer(1), isDoubtful: row.integer(8) != 0, position: position,
      number: row.optionalInteger(3).flatMap { IssueNumber(Int($0)) }, path: row.text(5))
    event.author = row.optionalText(6).map { Handle($0) }
    event.text = row.optionalText(7)
    event.old = content(row, 9)
    event.new = content(row, 13)
    return event
  }

  private func content(_ row: RawStatement, _ column: Int32) -> TrackerEvent.Content? {
    guard !row.isNull(column), let blob = ObjectID(raw: row.bytes(column), at: 0) else { return nil }
    return TrackerEvent.Content(
      blob: blob,
      version: IssueVersion(
        uid: row.optionalText(column + 1).flatMap { UID($0) }, status: row.optionalText(column + 2),
        statusDate: row.optionalInteger(column + 3).map { Timestamp(seconds: $0 >> 1, isDay: $0 & 1 == 1) }))
  }

  // MARK: - Commits

  /// A commit of the view and what its message says of issues.
  package struct Commit: Sendable {
    package var position: Int
    package var time: Int64
    package var isDoubtful: Bool
  }

  /// The commits of a period, newest first.
  package func commits(since: Int64?, until: Int64?) -> [Commit] {
    var found: [Commit] = []
    for position in 0..<view.graph.count where view.members.contains(position) {
      let (time, isDoubtful) = trust[position]
      guard time >= since ?? .min, time < until ?? .max else { continue }
      found.append(Commit(position: position, time: time, isDoubtful: isDoubtful))
    }
    return found.sorted { ($0.time, $0.position) > ($1.time, $1.position) }
  }

  /// When a commit was made, as far as that can be believed.
  package func time(of position: Int) -> (time: Int64, isDoubtful: Bool) { trust[position] }

  /// What is known of a commit.
  package struct Detail: Sendable {
    /// What its message says of issues; without a tracker in the commit, its numbers are those of something else,
    /// unless the view's commits have none at all.
    package var mentions: [TimelineEvent.Mention] = []
    /// Whether it changed the tracker's files.
    package var changesTracker = false
  }

  /// What is known of some commits, in their order.
  package func details(of positions: [Int]) throws -> [Detail] {
    let isUncommitted = !view.tips.contains(where: view.holdsTracker.contains)
    var found: [Int: Detail] = [:]
    for position in positions { found[position] = Detail() }
    return try readTogether { _ in
      for run in PositionRuns.runs(of: positions) {
        let (effects, changes) = (statements.effects, statements.changes)
        for statement in [effects, changes] {
          statement.bind(Int64(run.lowerBound), at: 1)
          statement.bind(Int64(run.upperBound), at: 2)
        }
        defer { [effects, changes].forEach { $0.reset() } }
        while try effects.step() {
          let (position, action) = (Int(effects.integer(0)), Int(effects.integer(2)))
          guard isUncommitted || view.holdsTracker.contains(position), Database.actions.indices.contains(action),
            let number = IssueNumber(Int(effects.integer(1)))
          else { continue }
          found[position]?.mentions.append(.init(Database.actions[action], number, title: try title(of: number)))
        }
        while try changes.step() { found[Int(changes.integer(0))]?.changesTracker = true }
      }
      return positions.map { found[$0] ?? Detail() }
    }
  }

  /// Whether a revert that stands in the view takes a commit back.
  package func isUndone(_ position: Int) -> Bool {
    view.reverts.isUndone(position, isInView: view.members.contains)
  }

  /// Whether a commit that changed the tracker's files changed nothing else.
  package func isAboutTrackerAlone(_ position: Int) throws -> Bool {
    let parents = view.graph.parents(of: position)
    let trees = try lock.withLock {
      try ([position] + parents).map { try index.otherEntries(of: view.graph.ids[$0]) }
    }
    return parents.isEmpty ? trees[0].isEmpty : trees.dropFirst().contains(trees[0])
  }
}

extension HistoryIndex {
  /// What the root of a commit holds beside the tracker.
  fileprivate func otherEntries(of commit: ObjectID) throws -> [TreeObject.Entry] {
    let tree = try objects.read(cuts.replacements[commit] ?? commit, .commit) { CommitObject($0).tree } ?? nil
    guard let tree else { return [] }
    let entries = try objects.read(cuts.replacements[tree] ?? tree, .tree) { TreeObject($0).entries } ?? []
    return entries.filter { !$0.name.elementsEqual(".tracker".utf8) }
  }
}
