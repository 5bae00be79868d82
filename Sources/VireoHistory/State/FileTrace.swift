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

  /// What stands at a commit: indices into `files` and `places`.
  private struct Spot {
    var files: Int32
    var place: Int32
  }

  /// What stands at the commits of a chain that are older than its first change; `nil` for what the view holds not.
  private var spots: [Spot?] = []
  /// What stands at each commit with changes, and at the newer ones of its chain up to the next.
  private var changedSpots: [Int: Spot] = [:]
  private var workTreeSpot: Spot?
  private var files: [Files] = []
  private var places: [Place] = []
  /// The changes of each commit.
  let changes: [Int: [IssueChange]]
  /// The commits with changes of each chain that has any, oldest first.
  private let changedCommits: [Int: [Int]]
  /// The only commit with changes that is found from a chain's oldest commit back.
  private var origins: [Origin] = []
  /// Below this position no commit has any of the files.
  private let floor: Int
  /// The first chain with changes, with which the arrays by chain begin: none before it has any of the files.
  private let floorChain: Int
  private let view: HistoryView

  private enum Origin: Equatable {
    case none
    case commit(Int)
    /// More than one: those of the parents.
    case several
  }

  init(_ issue: IssueFileState, _ group: IssueGroup, _ view: HistoryView) {
    self.view = view
    let chains = view.chains
    changes = Dictionary(grouping: group.changes.filter { view.members.contains($0.commit) }, by: \.commit)
    changedCommits = Dictionary(grouping: changes.keys.sorted(), by: chains.chain(of:))
    floor = changes.keys.min() ?? view.graph.count
    floorChain = changedCommits.keys.min() ?? chains.count
    spots = [Spot?](repeating: nil, count: chains.count - floorChain)
    start(issue, group)
    let graph = view.graph
    for chain in stride(from: chains.count - 1, through: floorChain, by: -1) {
      if let spot = spots[chain - floorChain] { goBack(through: chain, spot, chains, graph) }
    }
    findOrigins(chains, graph)
  }

  private mutating func start(_ issue: IssueFileState, _ group: IssueGroup) {
    let place = add(Place(issue))
    if let present = group.workTreeFiles { workTreeSpot = Spot(files: add(present), place: place) }
    for (tip, present) in zip(view.tips, group.tipFiles) {
      let index = add(present)
      let parent =
        view.hasWorkTree
        ? add(parent(of: places[Int(place)], in: present, child: group.workTreeFiles ?? [])) : place
      reach(tip, Spot(files: index, place: parent))
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

  /// Takes in what stands at the newest commit of a chain.
  private mutating func reach(_ position: Int, _ spot: Spot) {
    let chain = view.chains.chain(of: position)
    guard chain >= floorChain else { return }
    var spot = spot
    // A commit may be reached by two ways; one that still finds the issue there is as good as the other.
    if let present = spots[chain - floorChain]?.place,
      places[Int(present)].version != nil || places[Int(spot.place)].version == nil
    {
      spot.place = present
    }
    spots[chain - floorChain] = spot
  }

  private mutating func goBack(through chain: Int, _ newest: Spot, _ chains: CommitChains, _ graph: CommitGraph) {
    var spot = newest
    let bottom = chains.bottom(of: chain)
    for position in (changedCommits[chain] ?? []).reversed() {
      changedSpots[position] = spot
      let parents = graph.parents(of: position)
      guard position == bottom else {
        spot = before(spot, position, 0)
        continue
      }
      for (index, parent) in parents.enumerated() { reach(parent, before(spot, position, index)) }
      return
    }
    spots[chain - floorChain] = spot
    graph.forEachParent(of: bottom) { reach($0, spot) }
  }

  /// What stands at a parent of a commit with changes.
  private mutating func before(_ spot: Spot, _ position: Int, _ index: Int) -> Spot {
    let changes = (changes[position] ?? []).filter { $0.parent == index }
    guard !changes.isEmpty else { return spot }
    let here = files[Int(spot.files)]
    var before = here.filter { file in !changes.contains { $0.path == file.path } }
    before += changes.compactMap { change in
      change.old.map { IssueFileState(path: change.path, number: change.number, version: $0) }
    }
    return Spot(files: add(before), place: add(parent(of: places[Int(spot.place)], in: before, child: here)))
  }

  private mutating func findOrigins(_ chains: CommitChains, _ graph: CommitGraph) {
    origins.reserveCapacity(spots.count)
    for chain in floorChain..<chains.count {
      var origin = Origin.none
      graph.forEachParent(of: chains.bottom(of: chain)) { parent in
        let found = self.origin(ofNewestIn: chains.chain(of: parent))
        if origin == .none { origin = found } else if found != .none, found != origin { origin = .several }
      }
      origins.append(origin)
    }
  }

  private func origin(ofNewestIn chain: Int) -> Origin {
    guard chain >= floorChain else { return .none }
    return changedCommits[chain]?.last.map { .commit($0) } ?? origins[chain - floorChain]
  }

  /// The issue in a parent: the file of its uid; else the file without one at its path; else, where it is there and has
  /// none itself, the only file without one that has its number and has left its path.
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
    // A rename is one commit's doing: where the issue is absent, a file of another name is another issue.
    if found == nil, place.uid == nil, place.version != nil {
      let numbered = bare.filter { $0.number != nil && $0.number == place.number }
      if numbered.count == 1, !child.contains(where: { $0.path == numbered[0].path }) { found = numbered[0] }
    }
    if let found { next = Place(found) }
    return next
  }

  // MARK: - Answers

  /// Whether a commit, or one before it, may have the issue.
  func mayReach(_ position: Int) -> Bool { position >= floor }

  /// The newest commit with changes of the same chain that is not newer than this one.
  private func lastChange(notAfter position: Int) -> Int? {
    guard let changed = changedCommits[view.chains.chain(of: position)] else { return nil }
    let index = changed.partitioningIndex { $0 > position }
    return index > 0 ? changed[index - 1] : nil
  }

  private func spot(at position: Int) -> Spot? {
    if position == view.workTree { return workTreeSpot }
    guard position >= floor, position < view.workTree else { return nil }
    if let change = lastChange(notAfter: position) { return changedSpots[change] }
    let chain = view.chains.chain(of: position)
    return chain >= floorChain ? spots[chain - floorChain] : nil
  }

  /// The commits with changes that are found from a commit back, this one among them, through such without.
  func nearestChanges(from position: Int) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var pending = [position]
    while let position = pending.popLast() {
      guard position >= floor else { continue }
      if let change = lastChange(notAfter: position) {
        found.append(change)
        continue
      }
      let chain = view.chains.chain(of: position)
      guard chain >= floorChain, seen.insert(chain).inserted else { continue }
      switch origins[chain - floorChain] {
      case .none: break
      case .commit(let commit): found.append(commit)
      case .several: pending += view.graph.parents(of: view.chains.bottom(of: chain))
      }
    }
    return found
  }

  /// Where the next thing may be otherwise, going back from a commit without changes.
  func next(before position: Int) -> [Int] {
    if let change = lastChange(notAfter: position) { return [change] }
    return view.graph.parents(of: view.chains.bottom(of: view.chains.chain(of: position)))
  }

  /// What the issue's file says at a commit; `nil` where the issue is absent.
  func version(at position: Int) -> IssueVersion? { spot(at: position).flatMap { places[Int($0.place)].version } }

  /// The issue's path at a commit; `nil` where the issue is absent.
  func path(at position: Int) -> String? {
    guard let spot = spot(at: position), places[Int(spot.place)].version != nil else { return nil }
    return places[Int(spot.place)].path
  }

  /// The files of a number at a commit; one that cannot be understood counts as absent.
  func files(numbered number: IssueNumber, at position: Int) -> [IssueFileState] {
    guard let spot = spot(at: position) else { return [] }
    return files[Int(spot.files)].filter { $0.number == number && $0.version.isReadable }
  }
}
