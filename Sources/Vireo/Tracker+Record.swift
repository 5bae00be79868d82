import VireoFormat
import VireoGit
public import VireoModel
import VireoStore

/// What was written down of the states that commits gave.
public struct RecordOutcome: Sendable {
  /// The issues as they are now, with the words that their files had.
  public var recorded: [(issue: Issue, oldStatus: String)]
  /// Issues that were left as they are, since their files have changes that are not committed.
  public var leftOut: [Issue]
  /// The commit; `nil` where there was nothing to write.
  public var commit: CommitID?
}

extension Tracker {
  /// Writes the states that follow from commits into the files, in one commit of just these files.
  ///
  /// What any listing says stays the same; the files say it as well then. States that are not known are not written.
  ///
  /// - Returns: What was written and what was left out.
  /// - Throws: `VireoError` with the codes `unreadable-repository`, `not-committed` or `no-identity`; its `state` tells
  ///   what was written.
  public func record() throws -> RecordOutcome {
    let differing = try issuesWhoseFilesDiffer()
    guard !differing.isEmpty else { return RecordOutcome(recorded: [], leftOut: [], commit: nil) }
    let changed = try git.changedFiles(below: Layout.issuesFolder)
    let head = try RevisionFiles(git, commit: git.commit(named: "HEAD"))
    let clean = try differing.filter { try !changed.contains($0.file.path) && head.bytes(of: $0.file.path) != nil }
    let leftOut = differing.filter { pair in !clean.contains { $0.file.path == pair.file.path } }.map(\.derived)
    let reader = try CommitReader(self)
    let names = clean.map(\.derived.displayName).joined(separator: ", ")
    let (_, outcome) = try Store(location: location, git: git).transaction(
      message: { _ in "tracker: record the state of \(names)\n" },
      { transaction in
        for (file, derived) in clean {
          let cause = derived.cause.flatMap { ObjectID(hex: $0.commit.hex) }
          let date = try cause.map { try reader.summary($0).date } ?? environment.now()
          try transaction.edit(file.path, fields: Tracker.edits(from: file, to: derived, date, config))
        }
      })
    return RecordOutcome(
      recorded: clean.map { ($0.derived, $0.file.status) }, leftOut: leftOut,
      commit: outcome.commit?.commitID)
  }

  private static func edits(
    from file: Issue, to derived: Issue, _ date: Timestamp, _ config: Config
  ) throws -> [FieldEdit] {
    let maker = FieldEditMaker(config: config)
    var edits = [try maker.set("status", to: derived.status)]
    edits.append(.set("status-date", .text(date.description), .bare))
    if let resolution = derived.resolution {
      if file.resolution != resolution { edits.append(try maker.set("resolution", to: resolution)) }
    } else {
      edits.append(.unset("resolution"))
    }
    return edits
  }

  /// The issues whose state is not that of their file's word, as the file has them and as they are.
  private func issuesWhoseFilesDiffer() throws -> [(file: Issue, derived: Issue)] {
    let snapshot = try snapshot()
    let source = StateSource(self, snapshot)
    if let error = source.error { throw error }
    let table = source.table
    let all = try snapshot.map { file -> (file: Issue, derived: Issue, pending: StateSource.Pending?)? in
      guard let issue = file.issue, let document = file.document else { return nil }
      var derived = issue
      let pending = table.set(&derived, document)
      return pending != nil || derived.state != issue.state ? (issue, derived, pending) : nil
    }
    let answers = try source.answers(all.compactMap(\.pending))
    var next = answers.makeIterator()
    return all.compactMap { file, derived, pending in
      var derived = derived
      if pending != nil, let answer = next.next() { derived.apply(answer, config) }
      return derived.state != file.state && derived.isStateKnown ? (file, derived) : nil
    }
  }
}
