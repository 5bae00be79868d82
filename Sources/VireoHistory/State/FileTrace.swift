import VireoModel

/// Which file was the issue at each commit of a view, found by going back from its present file.
struct FileTrace {
  /// An issue's files with one number or uid, as one commit has them.
  private typealias Files = [IssueFileState]

  /// Where the issue is at a commit; where it is absent, what is looked for further back.
  private struct Place {
    var path: String
    var uid: UID?
    var number: IssueNumber?
    var version: IssueVersion?

    init(_ file: IssueFileState) {
      (path, uid, number, version) = (file.path, file.version.uid, file.number, file.version)
    }
  }

  /// Indices into `files` and `places` by position; the work tree's last; -1 where the view holds no such commit.
  private var fileIndices: [Int32]
  private var placeIndices: [Int32]
  private var files: [Files] = []
  private var places: [Place] = []
  /// The changes of each commit.
  let changes: [Int: [IssueChange]]
  /// Below this position no commit has any of the files.
  private let floor: Int

  init(_ issue: IssueFileState, _ group: IssueGroup, _ view: HistoryView) {
    let count = view.graph.count
    fileIndices = [Int32](repeating: -1, count: count + 1)
    placeIndices = fileIndices
    changes = Dictionary(grouping: group.changes.filter { view.members.contains($0.commit) }, by: \.commit)
    floor = changes.keys.min() ?? count
    start(issue, group, view)
    var position = view.tips.max() ?? -1
    while position >= floor {
      if fileIndices[position] >= 0 { goBack(from: position, view) }
      position -= 1
    }
  }

  private mutating func start(_ issue: IssueFileState, _ group: IssueGroup, _ view: HistoryView) {
    let place = add(Place(issue))
    if let present = group.workTreeFiles {
      set(view.workTree, files: add(present), place: place)
    }
    for (tip, present) in zip(view.tips, group.tipFiles) {
      let index = add(present)
      set(
        tip, files: index,
        place: view.hasWorkTree
          ? add(parent(of: places[Int(place)], in: present, child: group.workTreeFiles ?? [])) : place)
    }
  }

  private mutating func add(_ present: Files) -> Int32 {
    files.append(present)
    return Int32(files.count - 1)
  }

  private mutating func add(_ place: Place) -> Int32 {
    places.append(place)
    return Int32(places.count - 1)
  }

  private mutating func set(_ position: Int, files: Int32, place: Int32) {
    fileIndices[position] = files
    // A commit may be reached by two ways; one that still finds the issue there is as good as the other.
    let present = placeIndices[position]
    if present < 0 || (places[Int(present)].version == nil && places[Int(place)].version != nil) {
      placeIndices[position] = place
    }
  }

  private mutating func goBack(from position: Int, _ view: HistoryView) {
    let (here, place) = (fileIndices[position], placeIndices[position])
    guard let changed = changes[position] else {
      view.graph.forEachParent(of: position) { set($0, files: here, place: place) }
      return
    }
    for (index, parent) in view.graph.parents(of: position).enumerated() {
      let changes = changed.filter { $0.parent == index }
      guard !changes.isEmpty else {
        set(parent, files: here, place: place)
        continue
      }
      var before = files[Int(here)].filter { file in !changes.contains { $0.path == file.path } }
      before += changes.compactMap { change in
        change.old.map { IssueFileState(path: change.path, number: change.number, version: $0) }
      }
      set(
        parent, files: add(before), place: add(self.parent(of: places[Int(place)], in: before, child: files[Int(here)]))
      )
    }
  }

  /// The issue in a parent: the file of its uid; else the file without one at its path; else, where it has none
  /// itself, the only file without one that has its number and has left its path.
  private func parent(of place: Place, in present: Files, child: Files) -> Place {
    var next = place
    next.version = nil
    let readable = present.filter(\.version.isReadable)
    var found: IssueFileState?
    if let uid = place.uid {
      let same = readable.filter { $0.version.uid == uid }
      found = same.first { $0.path == place.path } ?? same.min { $0.path < $1.path }
    }
    let bare = readable.filter { $0.version.uid == nil }
    found = found ?? bare.first { $0.path == place.path }
    if found == nil, place.uid == nil {
      let numbered = bare.filter { $0.number != nil && $0.number == place.number }
      if numbered.count == 1, !child.contains(where: { $0.path == numbered[0].path }) { found = numbered[0] }
    }
    if let found { next = Place(found) }
    return next
  }

  // MARK: - Answers

  /// Whether a commit, or one before it, may have the issue.
  func mayReach(_ position: Int) -> Bool { position >= floor }

  /// What the issue's file says at a commit; `nil` where the issue is absent.
  func version(at position: Int) -> IssueVersion? {
    guard placeIndices.indices.contains(position), placeIndices[position] >= 0 else { return nil }
    return places[Int(placeIndices[position])].version
  }

  /// The issue's path at a commit; `nil` where the issue is absent.
  func path(at position: Int) -> String? {
    guard version(at: position) != nil else { return nil }
    return places[Int(placeIndices[position])].path
  }

  /// The files of a number at a commit; one that cannot be understood counts as absent.
  func files(numbered number: IssueNumber, at position: Int) -> [IssueFileState] {
    guard fileIndices.indices.contains(position), fileIndices[position] >= 0 else { return [] }
    return files[Int(fileIndices[position])].filter { $0.number == number && $0.version.isReadable }
  }
}
