import Foundation
import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// Brings the states in the cache's rows in line with a view's history.
struct StateRefresh {
  private let database: Database
  private let words: WordTable
  private let config: Config
  private let view: IssueView
  private let cached: CachedFiles
  private let byID: RawStatement

  init(_ database: Database, _ words: WordTable, _ view: IssueView, config: Config) throws {
    (self.database, self.words, self.view, self.config) = (database, words, view, config)
    cached = try CachedFiles(database)
    byID = try RawStatement(database, StateRefresh.select + " WHERE issue.id = ?")
  }

  /// A row as far as its state is concerned.
  private struct Subject {
    var id: Int64
    var file: IssueFileState
    var ownResolution: Int64?
    var present: Stored
  }

  private struct Stored: Equatable {
    var state: Int64
    var status: Int64?
    var resolution: Int64?
    var closed: Int64?
    var isKnown: Bool
    var isPending: Bool
    var isByMessage: Bool
    var cause: ObjectID?
  }

  private static let select = """
    SELECT \(CachedFiles.columns), state, status, resolution, closed, ownResolution, isKnown, isPending, isByMessage,
      cause FROM issue JOIN detail ON detail.id = issue.id
    """

  // MARK: - Which rows

  /// Looks at all rows whose state can follow from more than their files.
  func refreshAll() throws {
    let states = try view.states()
    if let states, states.isCut { return try refresh(everySubject(), states, disturbed(states)) }
    var ids = Set(
      try Int64.fetchAll(
        database, sql: "SELECT id FROM detail WHERE isPending OR NOT isKnown OR cause IS NOT NULL"))
    var disturbed = ViewStates.Disturbed()
    if let states, !states.isEmpty {
      let byNumber = try RawStatement(database, "SELECT id FROM issue WHERE number = ?")
      for number in Set(states.entries.compactMap(\.file.number)).union(states.decidedNumbers) {
        byNumber.bind(Int64(number.value), at: 1)
        while try byNumber.step() { ids.insert(byNumber.integer(0)) }
        byNumber.reset()
      }
      disturbed = try self.disturbed(states)
      for uid in disturbed.uids {
        ids.formUnion(try Int64.fetchAll(database, sql: "SELECT id FROM detail WHERE uid = ?", arguments: [uid.text]))
      }
    }
    try refresh(subjects(ids), states, disturbed)
  }

  /// Looks at rows whose files changed, and at those that were not as the commit has them.
  func refresh(changed: Set<Int64>) throws {
    let pending = try Int64.fetchAll(database, sql: "SELECT id FROM detail WHERE isPending")
    let states = try view.states()
    try refresh(
      subjects(changed.union(pending)), states,
      states.map { try disturbed($0) } ?? ViewStates.Disturbed())
  }

  /// Gives every row the state of its own file, as one that is not known to be right.
  func forget() throws {
    for subject in try everySubject() {
      let answer = ViewStates.Answer(
        state: subject.file.version.state(config), isKnown: false, cause: nil, isByMessage: false, closes: [])
      try write(subject, answer, isPending: false)
    }
  }

  private func disturbed(_ states: ViewStates) throws -> ViewStates.Disturbed {
    guard view.isWorkTree, !states.isEmpty else { return ViewStates.Disturbed() }
    var found = try states.disturbed { number, path in
      try !cached.all(numbered: [number]).contains { $0.state.path.utf8.elementsEqual(path) }
    }
    let twins = try Int.fetchAll(
      database, sql: "SELECT number FROM issue WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1")
    found.numbers.formUnion(twins.compactMap { IssueNumber($0) })
    return found
  }

  private func everySubject() throws -> [Subject] {
    let row = try RawStatement(database, StateRefresh.select)
    var found: [Subject] = []
    while try row.step() { found.append(subject(row)) }
    return found
  }

  private func subjects(_ ids: Set<Int64>) throws -> [Subject] {
    defer { byID.reset() }
    var found: [Subject] = []
    for id in ids.sorted() {
      byID.reset()
      byID.bind(id, at: 1)
      while try byID.step() { found.append(subject(byID)) }
    }
    return found
  }

  private func subject(_ row: RawStatement) -> Subject {
    let file = cached.file(row)
    let stored = Stored(
      state: row.integer(8), status: row.optionalInteger(9), resolution: row.optionalInteger(10),
      closed: row.optionalInteger(11), isKnown: row.integer(13) != 0, isPending: row.integer(14) != 0,
      isByMessage: row.integer(15) != 0, cause: ObjectID(raw: row.bytes(16), at: 0))
    return Subject(id: file.id, file: file.state, ownResolution: row.optionalInteger(12), present: stored)
  }

  // MARK: - Their states

  private func refresh(_ subjects: [Subject], _ states: ViewStates?, _ disturbed: ViewStates.Disturbed) throws {
    var pending: [Subject] = []
    for subject in subjects {
      let own = ViewStates.Answer(own: subject.file.version, config)
      guard let states, let number = subject.file.number else {
        try write(subject, own, isPending: false)
        continue
      }
      let isDisturbed = disturbed.contains(subject.file)
      // What happens to one file of a number does not matter where no message speaks of it.
      let isMoved = subject.file.version.uid.map(disturbed.uids.contains) ?? false
      guard isMoved || states.concerns(number) else {
        try write(subject, own, isPending: false)
        continue
      }
      switch isDisturbed ? .changed : states.lookup(subject.file) {
      case .own: try write(subject, own, isPending: false)
      case .answer(let answer): try write(subject, answer, isPending: false)
      case .changed: pending.append(subject)
      }
    }
    let answers = try view.answers(pending.map(\.file)) { numbers, _ in
      try cached.all(numbered: numbers).map(\.state)
    }
    for (subject, answer) in zip(pending, answers) { try write(subject, answer, isPending: true) }
  }

  private func write(_ subject: Subject, _ answer: ViewStates.Answer, isPending: Bool) throws {
    let version = subject.file.version
    let own = version.state(config)
    let state = answer.isKnown ? answer.state : own
    let word = state == own ? version.status ?? config.word(for: .open) : config.word(for: state)
    var resolution = subject.ownResolution
    if state != own {
      if state == .open { resolution = nil }
      if state == .closed, resolution == nil, config.resolutions.contains("fixed") {
        resolution = try words.id("fixed")
      }
    }
    let cause = answer.isKnown ? answer.cause : nil
    let stored = Stored(
      state: state.stored, status: try words.id(word), resolution: resolution,
      closed: state == .closed ? try closed(version, cause, isByMessage: answer.isByMessage) : nil,
      isKnown: answer.isKnown, isPending: isPending, isByMessage: cause != nil && answer.isByMessage, cause: cause)
    guard stored != subject.present else { return }
    try database.execute(
      sql: "UPDATE issue SET state = ?, status = ?, resolution = ?, closed = ? WHERE id = ?",
      arguments: [stored.state, stored.status, stored.resolution, stored.closed, subject.id])
    try database.execute(
      sql: "UPDATE detail SET isKnown = ?, isPending = ?, isByMessage = ?, cause = ? WHERE id = ?",
      arguments: [
        stored.isKnown, stored.isPending ? 1 : nil, stored.isByMessage, (stored.cause?.bytes).map { Data($0) },
        subject.id,
      ])
  }

  /// When a closed issue was closed: as its file says, or when the commit was written whose message closed it.
  private func closed(_ version: IssueVersion, _ cause: ObjectID?, isByMessage: Bool) throws -> Int64? {
    if !isByMessage, let date = version.statusDate { return date.stored }
    guard let cause, let seconds = try view.date(of: cause) else { return version.statusDate?.stored }
    return Timestamp(seconds: seconds).stored
  }
}
