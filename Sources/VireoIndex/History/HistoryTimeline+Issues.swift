import GRDB
import VireoGit
package import VireoHistory
package import VireoModel

extension HistoryTimeline {
  /// What happened to issues, from the tables alone.
  ///
  /// An event follows from its commit, its kind and its issue, and from how the commit's parents are seen; so these are
  /// what its key is made of.
  ///
  /// - Parameters:
  ///   - releases: Which release has a commit first.
  ///   - mark: Adds something to the key of a commit's events.
  package func issuePasts(
    _ releases: ReleaseMap, config: Config, mark: (CommitID) -> Bool
  ) throws -> IssuePasts {
    var pasts = IssuePasts()
    var closings: [String: Set<IssueNumber>] = [:]
    let cuts = ContentKey(Array(Fingerprint(config.references, self.cuts).text.utf8))
    var commits: [Int: ContentKey] = [:]
    func key(_ position: Int) -> ContentKey {
      if let known = commits[position] { return known }
      var key = cuts
      let commit = id(of: position)
      key.add(commit.bytes)
      key.add(releases.release(of: position))
      key.add(mark(commit.commitID))
      commits[position] = key
      return key
    }
    func add(_ kind: Int, _ position: Int, _ time: Int64, to number: IssueNumber) {
      var known = pasts.keys[number] ?? ContentKey()
      known.add(key(position))
      known.add(kind)
      known.add(UInt64(bitPattern: time))
      pasts.keys[number] = known
    }
    try readTogether { database in
      let row = try RawStatement(
        database,
        """
        SELECT number, position, kind, time, isDoubtful FROM event WHERE number NOT NULL
        ORDER BY time, position, serial
        """)
      while try row.step() {
        let position = Int(row.integer(1))
        guard view.members.contains(position), let number = IssueNumber(Int(row.integer(0))) else { continue }
        add(Int(row.integer(2)) * 2 + Int(row.integer(4)), position, row.integer(3), to: number)
      }
      let isUncommitted = !view.tips.contains(where: view.holdsTracker.contains)
      let effect = try RawStatement(
        database, "SELECT number, position, action FROM effect ORDER BY position, action, number")
      while try effect.step() {
        let (position, action) = (Int(effect.integer(1)), Int(effect.integer(2)))
        guard view.members.contains(position), let number = IssueNumber(Int(effect.integer(0))),
          isUncommitted || view.holdsTracker.contains(position)
        else { continue }
        let isUndone = isUndone(position)
        add(100 + action * 2 + (isUndone ? 1 : 0), position, time(of: position).time, to: number)
        pasts.named[id(of: position).commitID, default: []].append(number)
        if !isUndone, Database.actions.indices.contains(action), Database.actions[action] == .close,
          let release = releases.release(of: position)
        {
          closings[release, default: []].insert(number)
        }
      }
      if !releases.isEmpty { try addClosings(database, releases, config, to: &closings) }
    }
    pasts.closings = closings.mapValues { $0.sorted() }
    return pasts
  }

  /// Adds the issues whose files a commit closed.
  private func addClosings(
    _ database: Database, _ releases: ReleaseMap, _ config: Config, to closings: inout [String: Set<IssueNumber>]
  ) throws {
    let row = try RawStatement(
      database,
      """
      SELECT event.number, position, kind, old.status, new.status FROM event
      LEFT JOIN version AS old ON old.id = event.old LEFT JOIN version AS new ON new.id = event.new
      WHERE event.number NOT NULL AND kind IN (\(TrackerEvent.Kind.changed.rawValue), \
      \(TrackerEvent.Kind.bornClosed.rawValue))
      """)
    func state(_ column: Int32) -> IssueState {
      IssueVersion(uid: nil, status: row.optionalText(column), statusDate: nil).state(config)
    }
    while try row.step() {
      let position = Int(row.integer(1))
      guard view.members.contains(position), let number = IssueNumber(Int(row.integer(0))),
        let release = releases.release(of: position), state(4) == .closed
      else { continue }
      guard row.integer(2) == TrackerEvent.Kind.bornClosed.rawValue || state(3) == .open else { continue }
      closings[release, default: []].insert(number)
    }
  }

  /// The commits whose messages name some issues.
  package func positions(naming numbers: Set<IssueNumber>) throws -> Set<Int> {
    var found: Set<Int> = []
    try readTogether { database in
      let row = try RawStatement(database, "SELECT position FROM effect WHERE number = ?")
      for number in numbers {
        row.bind(Int64(number.value), at: 1)
        while try row.step() { found.insert(Int(row.integer(0))) }
        row.reset()
      }
    }
    return found
  }
}
