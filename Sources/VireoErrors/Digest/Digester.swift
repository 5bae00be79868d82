import GRDB
import VireoEvents
import VireoModel

/// Brings events that are safe in the spool into the database, many at a time.
///
/// It is used by one thread. What a batch changes is written in one transaction together with its place in the spool,
/// so that after a crash every event is counted, and counted once.
final class Digester {
  private let events: EventDatabase
  /// What makes a group.
  var rules = ErrorRules()
  private var random: any RandomNumberGenerator
  private let retention = Retention()
  private var budget: GroupBudget

  private var table = GroupTable()
  /// The groups, by id.
  private(set) var groups: [Int64: EventGroup] = [:]
  private var names: EventNames
  /// How often what is old is forgotten, in events.
  private static let forgettingInterval = 10_000
  /// How many events came since old ones were forgotten.
  private var sinceForgetting = 0

  /// What became of a batch.
  struct Outcome {
    /// Events that were counted.
    var digested = 0
    /// Events that had been counted before.
    var repeated = 0
    /// Groups that were known, with the events that came to them.
    var touched: [Int64: [ErrorEvent]] = [:]
  }

  init(
    _ events: EventDatabase, budget: GroupBudget, random: any RandomNumberGenerator
  ) throws {
    self.events = events
    self.budget = budget
    self.random = random
    (groups, names) = try events.queue.inDatabase { (try EventGroup.all($0), try EventNames($0)) }
    for (hash, one) in try events.learnedHashes() { table.learn(hash, one) }
    for (hash, group) in try events.unfiledHashes() { table.write(hash, group) }
  }

  /// The hash of the group that takes what is too much.
  static let overflow = GroupingHash(of: Array("vireo: more new errors than an hour may bring".utf8))

  /// Takes what the issues' files say of hashes in the place of what they said before.
  ///
  /// - Parameter hashes: The uid of the issue in whose list each stands.
  func useWritten(_ hashes: [GroupingHash: UID]) throws {
    var ids = Dictionary(groups.values.map { ($0.uid, $0.id) }) { first, _ in first }
    for uid in Set(hashes.values) where ids[uid] == nil {
      // Somebody wrote the list into an issue that no event had come to yet.
      let group = try events.addGroup(uid: uid, title: "")
      groups[group.id] = group
      ids[uid] = group.id
    }
    table.replaceWritten(hashes.compactMapValues { ids[$0] }, unfiled: groups.values.filter { !$0.isFiled })
  }

  /// Whether there are groups whose issues are to be written.
  var hasUnfiled: Bool { groups.values.contains { !$0.isFiled } }

  /// Notes that the issues of groups are written.
  func markFiled(_ ids: [Int64]) throws {
    try events.markFiled(ids)
    for id in ids { groups[id]?.isFiled = true }
  }

  /// The groups whose issues are to be written, each with the event that it began with.
  func unfiled(_ protocols: [any IntakeProtocol]) throws -> [NewGroup] {
    try groups.values.filter { !$0.isFiled }.sorted { $0.id < $1.id }.compactMap { group in
      guard let sample = try events.firstSample(of: group.id), let event = sample.event(protocols) else { return nil }
      let hashes = try events.unfiledHashes(of: group.id)
      return NewGroup(
        group: group, hashes: hashes, event: event, grouping: rules.result(of: event),
        isOverflow: hashes == [Digester.overflow])
    }
  }

  /// Brings a batch into the database.
  ///
  /// - Parameters:
  ///   - batch: Events in the order of the spool.
  ///   - counted: How many there were of what is not kept, by type.
  ///   - position: The place behind them, which is kept with them.
  ///   - now: The time.
  /// - Throws: An error of the database; nothing of the batch was written then, and it may be tried again.
  func digest(_ batch: [SpoolEntry], counted: [String: Int], upTo position: SpoolPosition, at now: Timestamp) throws
    -> Outcome
  {
    let before = (table, groups, budget, names)
    do {
      return try events.transaction { database in
        var writer = try BatchWriter(database)
        var outcome = Outcome()
        for entry in batch {
          try take(entry, &writer, &outcome)
        }
        for (type, count) in counted { try writer.count(type, count, on: now.dayNumber) }
        sinceForgetting += batch.count
        if sinceForgetting > Digester.forgettingInterval {
          try writer.forget()
          sinceForgetting = 0
        }
        try writer.finish(groups, position.description)
        return outcome
      }
    } catch {
      (table, groups, budget, names) = before
      throw error
    }
  }

  private func take(_ entry: SpoolEntry, _ writer: inout BatchWriter, _ outcome: inout Outcome) throws {
    switch entry {
    case .event(let arrival): try take(arrival, &writer, &outcome)
    case .record(let record): try writer.keep(record)
    case .unread(let bytes):
      if let entry = SpoolEntry(bytes: bytes, protocols: Intake.protocols) { try take(entry, &writer, &outcome) }
    }
  }

  /// Counts what is not kept, by type.
  func count(_ counted: [String: Int], at now: Timestamp) throws {
    try events.transaction { database in
      let writer = try BatchWriter(database)
      for (type, count) in counted { try writer.count(type, count, on: now.dayNumber) }
    }
  }

  private func take(_ arrival: Arrival, _ writer: inout BatchWriter, _ outcome: inout Outcome) throws {
    let event = arrival.event
    guard try writer.isNew(arrival) else {
      outcome.repeated += 1
      return
    }
    outcome.digested += 1
    let result = rules.result(of: event)
    let id: Int64
    let isFirst: Bool
    if let known = table.group(of: result.hashes) {
      (id, isFirst) = (known.group, false)
      for hash in known.new {
        let learned = GroupTable.Learned(group: known.group, via: known.via)
        table.learn(hash, learned)
        try writer.learn(hash, learned)
      }
      outcome.touched[id, default: []].append(event)
    } else {
      (id, isFirst) = try newGroup(result, arrival, &writer)
    }
    try count(arrival, in: id, isFirst: isFirst, &writer)
  }

  private func newGroup(
    _ result: GroupingResult, _ arrival: Arrival, _ writer: inout BatchWriter
  ) throws -> (Int64, isFirst: Bool) {
    let isWithinBudget = budget.take(at: arrival.event.received.seconds)
    if !isWithinBudget, let known = table.group(of: [Digester.overflow]) { return (known.group, false) }
    let hashes = isWithinBudget ? result.hashes : [Digester.overflow]
    let group = try writer.addGroup(
      EventGroup(
        id: 0, uid: UID.make(using: &random),
        title: isWithinBudget ? result.title : "More new errors than an hour may bring",
        culprit: isWithinBudget ? result.culprit : nil, level: arrival.event.level, first: arrival.event.time,
        last: arrival.event.time, events: 0, users: 0, isFiled: false))
    groups[group.id] = group
    for hash in hashes {
      table.write(hash, group.id)
      try writer.write(hash, of: group.id)
    }
    return (group.id, true)
  }

  private func count(_ arrival: Arrival, in id: Int64, isFirst: Bool, _ writer: inout BatchWriter) throws {
    guard var group = groups[id] else { return }
    let event = arrival.event
    group.events += 1
    group.first = min(group.first, event.time)
    group.last = max(group.last, event.time)
    if group.users < BatchWriter.userLimit, let identity = event.user?.identity, try writer.isNewUser(identity, in: id)
    {
      group.users += 1
    }
    groups[id] = group
    let release = try event.release.flatMap { try names.id(of: $0, .release, writer.database) }
    let environment = try event.environment.flatMap { try names.id(of: $0, .environment, writer.database) }
    let inHour = writer.tally(id, hour: event.time.seconds / 3600, release: release, environment: environment)
    guard isFirst || retention.admits(inHour, &random) else { return }
    let chance = retention.chance(stored: min(group.events, retention.limit), &random)
    try writer.keep(arrival, in: id, release: release, environment: environment, isFirst: isFirst, chance: chance)
    if group.events > retention.limit { try writer.evict(from: id, retention, now: event.received) }
  }
}
