import Foundation
import GRDB
package import VireoGit
import VireoHistory
package import VireoModel

extension HistoryIndex {
  /// A view with all that its commits did to the tracker in the table of events.
  ///
  /// - Parameters:
  ///   - tips: The commits.
  ///   - config: What the words of the status mean.
  ///   - now: This moment, in seconds.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func timeline(_ tips: [ObjectID], config: Config, now: Int64) throws -> HistoryTimeline {
    try writing { try keptTimeline(tips, config, now) }
  }

  private func keptTimeline(_ tips: [ObjectID], _ config: Config, _ now: Int64) throws -> HistoryTimeline {
    let (loaded, view) = try view(tips, hasWorkTree: false, config)
    let history = loaded.scanned == loaded.graph.count ? loaded : try history(tips, withTracker: true)
    let trust = TimeTrust(history.graph.dates, parents: history.graph.parents(of:), now: now)
    if try read({ try $0.eventCount() }) < history.graph.count {
      try write { database in
        // Another process may have been first, or have read more commits than this one knows.
        let first = try database.eventCount()
        guard first < history.graph.count else { return }
        try EventWriter(self, database, history, trust).write(first..<history.graph.count)
        try database.setFact("events", [Int64(history.graph.count)].rawData)
      }
    }
    return try HistoryTimeline(index: self, view: view, trust: trust)
  }

  func origins(_ blobs: [ObjectID], _ graph: CommitGraph) throws -> [FileOrigin?] {
    try TrackerReader(git, cuts: cuts, graph: graph).origins(blobs, objects)
  }
}

extension Database {
  /// Of how many commits the events are written.
  fileprivate func eventCount() throws -> Int {
    let values: [Int64] = try fact("events").map { Array(raw: $0) } ?? []
    return Int(values.first ?? 0)
  }
}

/// Writes the events of commits.
private final class EventWriter {
  private let index: HistoryIndex
  private let database: Database
  private let history: LoadedHistory
  private let trust: TimeTrust
  private var pending: [(position: Int, draft: TrackerEventBuilder.Draft)] = []
  private let insert: RawStatement
  /// How many were written: it keeps those of one commit and time in order.
  private var serial: Int64 = 0

  /// How many events are made at once.
  private static let batch = 8192

  init(_ index: HistoryIndex, _ database: Database, _ history: LoadedHistory, _ trust: TimeTrust) throws {
    (self.index, self.database, self.history, self.trust) = (index, database, history, trust)
    insert = try RawStatement(database, "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?,?)")
  }

  func write(_ range: Range<Int>) throws {
    let row = try RawStatement(
      database,
      """
      SELECT change.position, change.parent, change.path, path.path, change.number,
        old.id, old.blob, old.uid, old.status, old.statusDate, new.id, new.blob, new.uid, new.status, new.statusDate
      FROM change JOIN path ON path.id = change.path
        LEFT JOIN version AS old ON old.id = change.old LEFT JOIN version AS new ON new.id = change.new
      WHERE change.position >= ? AND change.position < ? ORDER BY change.position
      """)
    row.bind(Int64(range.lowerBound), at: 1)
    row.bind(Int64(range.upperBound), at: 2)
    var position = -1
    var found: [Int64: (change: TrackerEventBuilder.Change, parents: Int, first: Int64)] = [:]
    func finish() throws {
      guard position >= 0, !found.isEmpty else { return }
      // What is cut off there changed nothing that is known.
      if !history.graph.boundaries.contains(position) {
        let parents = max(1, history.graph.parents(of: position).count)
        let changes = found.values.filter { $0.parents == parents }.map(\.change)
        pending += TrackerEventBuilder.drafts(changes).map { (position, $0) }
        if pending.count >= EventWriter.batch { try flush() }
      }
      found.removeAll(keepingCapacity: true)
    }
    while try row.step() {
      if Int(row.integer(0)) != position {
        try finish()
        position = Int(row.integer(0))
      }
      let path = row.integer(2)
      let (parent, old, new) = (row.integer(1), content(row, 5), content(row, 10))
      if var known = found[path] {
        known.parents += 1
        // Against the first parent, if that has the file.
        if let old, known.change.old == nil || parent < known.first { (known.change.old, known.first) = (old, parent) }
        found[path] = known
      } else {
        let number = row.optionalInteger(4).flatMap { IssueNumber(Int($0)) }
        found[path] = (.init(path: row.text(3), pathID: path, number: number, old: old, new: new), 1, parent)
      }
    }
    try finish()
    try flush()
  }

  private func content(_ row: RawStatement, _ column: Int32) -> (id: Int64, content: TrackerEvent.Content)? {
    guard let id = row.optionalInteger(column), let blob = ObjectID(raw: row.bytes(column + 1), at: 0) else {
      return nil
    }
    let version = IssueVersion(
      uid: row.optionalText(column + 2).flatMap { UID($0) }, status: row.optionalText(column + 3),
      statusDate: row.optionalInteger(column + 4).map { Timestamp(seconds: $0 >> 1, isDay: $0 & 1 == 1) })
    return (id, .init(blob: blob, version: version))
  }

  /// Writes what waits, some at a time: one commit may have brought every issue.
  private func flush() throws {
    for start in stride(from: 0, to: pending.count, by: EventWriter.batch) {
      try write(pending[start..<min(start + EventWriter.batch, pending.count)])
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func write(_ drafts: ArraySlice<(position: Int, draft: TrackerEventBuilder.Draft)>) throws {
    let blobs = Array(Set(drafts.compactMap(\.draft.blob)))
    let origins = Dictionary(
      zip(blobs, try index.origins(blobs, history.graph)), uniquingKeysWith: { first, _ in first })
    for (position, draft) in drafts {
      let origin = draft.blob.flatMap { origins[$0] } ?? nil
      let isDated = draft.kind == .opened || draft.kind == .commented
      let (time, isDoubtful) = trust.time((isDated ? origin?.date : nil) ?? draft.date, at: position)
      insert.bind(time, at: 1)
      insert.bind(Int64(position), at: 2)
      insert.bind(serial, at: 3)
      insert.bind(draft.number.map { Int64($0.value) }, at: 4)
      insert.bind(Int64(draft.kind.rawValue), at: 5)
      insert.bind(draft.pathID, at: 6)
      insert.bind(draft.old, at: 7)
      insert.bind(draft.new, at: 8)
      insert.bind(isDated ? (origin?.author ?? draft.author)?.text : nil, at: 9)
      insert.bind(text(of: draft, origin), at: 10)
      insert.bind(isDoubtful ? 1 : 0, at: 11)
      serial += 1
      try insert.run()
    }
  }

  private func text(of draft: TrackerEventBuilder.Draft, _ origin: FileOrigin?) -> String? {
    switch draft.kind {
    case .opened, .changed: origin?.title
    case .commented: origin?.excerpt
    default: nil
    }
  }
}
