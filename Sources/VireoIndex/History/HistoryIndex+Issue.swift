import Foundation
import GRDB
package import VireoGit
package import VireoHistory
package import VireoModel

/// Reads the issues of the work tree that have one of these numbers or uids.
package typealias WorkTreeReader = (Set<IssueNumber>, Set<UID>) throws -> [IssueFileState]

/// One issue in one view, with all that history holds of it.
package final class IssueInHistory {
  let index: HistoryIndex
  let history: LoadedHistory
  package let view: HistoryView
  /// The numbers that the issue and those connected with it have or had.
  let numbers: Set<IssueNumber>
  let file: IssueFileState
  private(set) var derivation: StateDerivation
  let objects: ObjectDatabase

  init(
    _ index: HistoryIndex, _ history: LoadedHistory, _ view: HistoryView, _ numbers: Set<IssueNumber>,
    _ file: IssueFileState, _ group: IssueGroup
  ) throws {
    (self.index, self.history, self.view) = (index, history, view)
    (self.numbers, self.file) = (numbers, file)
    derivation = StateDerivation(file, group, view)
    objects = index.objects
  }

  /// Whether one of some closes is seen by no reopen of the view.
  func hasUnseen(_ closes: [Int]) -> Bool { derivation.hasUnseen(closes) }

  package var answer: ViewStates.Answer { ViewStates.Answer(derivation.state(), view.graph) }

  // MARK: - Commits

  /// A commit that has to do with the issue.
  package struct Entry: Sendable {
    package var commit: ObjectID
    /// What its message says of the issue.
    package var actions: [Reference.Action] = []
    /// The commit that takes the message back, where one does.
    package var undoneBy: ObjectID?
    /// The issue's file before and after, where the commit changed it; `nil` for a file that was not there.
    package var old: File?
    package var new: File?
    /// The other files of the issue that the commit changed: comments and attachments.
    package var others: [FileDifference] = []
  }

  package struct File: Sendable, Hashable {
    package var path: String
    package var blob: ObjectID
  }

  /// The commits whose messages name the issue, in display order; nothing is said of the files that they changed.
  package func namingEntries() throws -> [Entry] { sorted(try naming()) }

  /// The commits that have to do with the issue, in display order.
  package func entries() throws -> [Entry] {
    let (changes, others) = try index.read { database in
      let changes = try database.changes(numbers)
      let folders = Set(changes.map { String($0.path.dropLast(3)) + "/" })
      return (changes, try database.changes(below: folders))
    }
    var found = try naming()
    func entry(_ position: Int) -> Entry { found[position] ?? Entry(commit: view.graph.ids[position]) }
    let ownChanges = changes.filter { view.members.contains($0.commit) }
    for (position, changes) in Dictionary(grouping: ownChanges, by: \.commit) {
      guard let (old, new) = try fileChange(at: position, Set(changes.map(\.parent)).count) else { continue }
      var entry = entry(position)
      (entry.old, entry.new) = (old, new)
      found[position] = entry
    }
    for (position, changes) in Dictionary(grouping: others.filter { view.members.contains($0.commit) }, by: \.commit) {
      let parents = max(1, view.graph.parents(of: position).count)
      let own = Dictionary(grouping: changes.filter { isOwn($0, at: position) }, by: \.path)
        .filter { $0.value.count == parents }
      guard !own.isEmpty else { continue }
      var entry = entry(position)
      entry.others = own.values.compactMap(\.first).sorted { $0.path < $1.path }
        .map { FileDifference(path: $0.path, old: $0.old, new: $0.new) }
      found[position] = entry
    }
    return sorted(found)
  }

  private func naming() throws -> [Int: Entry] {
    var found: [Int: Entry] = [:]
    for (position, effect) in try index.read({ try $0.effects(numbers) })
    where view.members.contains(position) && derivation.isAboutIssue(position, effect.number) {
      var entry = found[position] ?? Entry(commit: view.graph.ids[position])
      entry.actions.append(effect.action)
      entry.undoneBy = revert(of: position)
      found[position] = entry
    }
    return found
  }

  private func sorted(_ entries: [Int: Entry]) -> [Entry] {
    guard entries.count > 1 else { return Array(entries.values) }
    let ranks = view.graph.displayRanks()
    return entries.sorted { ranks[$0.key] < ranks[$1.key] }.map(\.value)
  }

  /// Whether a file lies in the folder that is the issue's at that commit, or was before it.
  private func isOwn(_ change: TrackerChange, at position: Int) -> Bool {
    ([position] + view.graph.parents(of: position)).contains { commit in
      derivation.path(at: commit).map { change.path.hasPrefix($0.dropLast(3) + "/") } ?? false
    }
  }

  /// The newest revert in force of a commit.
  private func revert(of position: Int) -> ObjectID? {
    let isInView = { [view] in view.members.contains($0) }
    return view.reverts.reverts(of: position)
      .filter { isInView($0) && !view.reverts.isUndone($0, isInView: isInView) }
      .max { view.graph.isOlder($0, $1) }.map { view.graph.ids[$0] }
  }

  /// The issue's file before and after a commit; `nil` where it is as some parent has it.
  private func fileChange(at position: Int, _ changedParents: Int) throws -> (File?, File?)? {
    let parents = view.graph.parents(of: position)
    guard changedParents == max(1, parents.count) else { return nil }
    let new = try file(at: position)
    let before = try parents.map { try file(at: $0) }
    guard !before.contains(new) else { return nil }
    return (before.compactMap { $0 }.first, new)
  }

  /// The issue's file at a commit.
  package func file(at position: Int) throws -> File? {
    guard let path = derivation.path(at: position) else { return nil }
    let reader = TrackerReader(index.git, cuts: index.cuts, graph: view.graph)
    let tracker = try reader.tracker(of: position, objects)
    let entry = try objects.entry(at: String(path.drop { $0 != "/" }.dropFirst()), in: tracker)
    return entry.map { File(path: path, blob: $0.id) }
  }

  package func bytes(_ file: File) throws -> [UInt8]? { try objects.read(file.blob, .blob) { Array($0) } }

  package func bytes(_ blob: ObjectID) throws -> [UInt8]? { try objects.read(blob, .blob) { Array($0) } }

  /// The newest of the commits that gave the issue what it has now; `nil` where that is not committed.
  ///
  /// - Parameter isSame: Gets the issue's files at two commits; `nil` stands for the work tree's.
  package func lastWriter(isSame: (File?, File?) throws -> Bool) throws -> ObjectID? {
    func version(_ position: Int) throws -> File? { position == view.workTree ? nil : try file(at: position) }
    let writers = try derivation.writers { try isSame(version($0), version($1)) }
    guard !writers.contains(view.workTree) else { return nil }
    return writers.max { view.graph.isOlder($0, $1) }.map { view.graph.ids[$0] }
  }
}

extension HistoryIndex {
  /// One issue with its history.
  ///
  /// - Parameters:
  ///   - file: The issue's file as the view has it.
  ///   - workTree: Reads the issues of the work tree that have one of these numbers or uids; `nil` for a view of a
  ///     commit.
  ///   - tips: The commit, or HEAD and what an unfinished merge brings in.
  ///   - config: What the words of the status mean.
  package func issue(
    _ file: IssueFileState, workTree: WorkTreeReader?, tips: [ObjectID],
    config: Config
  ) throws -> IssueInHistory {
    let (history, view) = try view(tips, hasWorkTree: workTree != nil, config)
    return try issues([file], workTree, history, view)[0]
  }

  /// The history of a view, with what commits changed in the tracker where there is one.
  func view(_ tips: [ObjectID], hasWorkTree: Bool, _ config: Config) throws -> (LoadedHistory, HistoryView) {
    var history = try history(tips)
    let positions = tips.compactMap { history.graph.position(of: $0) }
    let reader = TrackerReader(git, cuts: cuts, graph: history.graph)
    let holdsTracker = { (position: Int) in
      try position < history.scanned
        ? history.holdsTracker.contains(position) : reader.tracker(of: position, self.objects) != nil
    }
    if try positions.contains(where: holdsTracker) {
      history = try self.history(tips, withTracker: true)
    }
    return (history, history.view(tips: positions, hasWorkTree: hasWorkTree, config: config))
  }

  /// Issues of one view with their histories, in their order.
  func issues(
    _ files: [IssueFileState], _ workTree: WorkTreeReader?,
    _ history: LoadedHistory, _ view: HistoryView
  ) throws -> [IssueInHistory] {
    let uids = Set(files.compactMap(\.version.uid))
    let (numbers, changes, events) = try read { database in
      let numbers = try database.numbersConnected(
        to: Set(files.compactMap(\.number)).union(database.numbers(ofUIDs: uids)))
      return (numbers, try database.changes(numbers), try database.events(numbers))
    }
    let inView = events.filter { view.members.contains($0.commit) }
    let present = try workTree?(numbers, uids)
    let tipFiles = try view.tips.map { try self.files(at: $0, view, numbers) }
    let groups = IssueGroups(changes: changes, events: inView, files: tipFiles.flatMap { $0 } + (present ?? []))
    func members(_ all: [IssueFileState], _ leader: IssueNumber) -> [IssueFileState] {
      all.filter { $0.number.map { groups.leader($0) } == leader }
    }
    return try files.map { file in
      let leader = file.number.map { groups.leader($0) }
      let group = leader.map { leader in
        groups.group(
          leader, tipFiles: tipFiles.map { members($0, leader) }, workTreeFiles: present.map { members($0, leader) })
      }
      // Without a number it is a draft, which no message can name.
      let draft = IssueGroup(
        changes: [], events: [], tipFiles: view.tips.map { _ in view.hasWorkTree ? [] : [file] },
        workTreeFiles: view.hasWorkTree ? [file] : nil)
      return try IssueInHistory(self, history, view, numbers, file, group ?? draft)
    }
  }
}

extension Database {
  /// The changes of all files below some folders.
  func changes(below folders: Set<String>) throws -> [TrackerChange] {
    let statement = try cachedStatement(
      sql: """
        SELECT change.position, change.parent, path.path, old.blob, new.blob FROM path
        JOIN change ON change.path = path.id LEFT JOIN version AS old ON old.id = change.old
        LEFT JOIN version AS new ON new.id = change.new WHERE path.path >= ? AND path.path < ?
        """)
    var found: [TrackerChange] = []
    for folder in folders.sorted() {
      // `0` follows `/`.
      let rows = try Row.fetchCursor(statement, arguments: [folder, String(folder.dropLast()) + "0"])
      while let row = try rows.next() {
        func id(_ column: Int) -> ObjectID? {
          (row[column] as Data?).flatMap { data in data.withUnsafeBytes { ObjectID(raw: $0, at: 0) } }
        }
        found.append(
          TrackerChange(commit: row[0], parent: row[1], path: row[2], number: nil, old: id(3), new: id(4)))
      }
    }
    return found
  }
}
