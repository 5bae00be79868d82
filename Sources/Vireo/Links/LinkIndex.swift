import VireoFormat
public import VireoModel

/// All references and relative links in texts of the tracker, with where they lead, seen from both ends.
public struct LinkIndex: Sendable {
  /// The links, by path and place; what turned out to be no reference is not among them.
  public let links: [Link]
  /// Resolves references that are read elsewhere, as when a text is rendered.
  package let resolver: LinkResolver
  private let bySource: [String: Range<Int>]
  private let byPath: [String: [Int]]
  private let byCommit: [CommitID: [Int]]
  private let byPerson: [Handle: [Int]]

  init(_ links: [Link], resolver: LinkResolver) {
    self.resolver = resolver
    self.links = links
    var bySource: [String: Range<Int>] = [:]
    var byPath: [String: [Int]] = [:]
    var byCommit: [CommitID: [Int]] = [:]
    var byPerson: [Handle: [Int]] = [:]
    for (index, link) in links.enumerated() {
      let source = link.source.path
      bySource[source] = (bySource[source]?.lowerBound ?? index)..<index + 1
      for path in link.destination.paths where link.leads(toFile: path) {
        byPath[path, default: []].append(index)
      }
      switch link.destination {
      case .commit(let commit): byCommit[commit, default: []].append(index)
      case .person(let handle): byPerson[handle, default: []].append(index)
      default: break
      }
    }
    (self.bySource, self.byPath, self.byCommit, self.byPerson) = (bySource, byPath, byCommit, byPerson)
  }

  /// What a text names, by place.
  public func links(in path: String) -> ArraySlice<Link> { bySource[path].map { links[$0] } ?? [] }

  /// The links of other texts that lead to an issue, page, milestone, comment or other file, by path and place.
  ///
  /// Those to an issue's comments, and to headings of a page, are among them.
  public func links(toFile path: String) -> [Link] { byPath[path]?.map { links[$0] } ?? [] }

  /// The links that lead to a commit, by path and place.
  public func links(to commit: CommitID) -> [Link] { byCommit[commit]?.map { links[$0] } ?? [] }

  /// The commits that links lead to, by id.
  public var commits: [CommitID] { byCommit.keys.sorted { $0.hex < $1.hex } }

  /// The links that lead to a person, by path and place.
  public func links(to person: Handle) -> [Link] { byPerson[person]?.map { links[$0] } ?? [] }

  /// The links that lead nowhere, by path and place.
  public var dead: [Link] { links.filter { $0.missing != nil } }
}

/// Something that texts name though it is not there.
public struct WantedThing: Sendable, Hashable {
  /// What it would be.
  public var kind: MissingLink.Kind
  /// What it would be called.
  public var name: String
  /// The links to it, by path and place.
  public var links: [Link]
  /// How many texts name it.
  public var count: Int { Set(links.map(\.source.path)).count }
}

extension LinkIndex {
  /// What is named though it is not there; what most texts name comes first.
  public var wanted: [WantedThing] {
    var things: [String: WantedThing] = [:]
    for link in links {
      guard let missing = link.missing else { continue }
      let key = missing.kind.rawValue + " " + (missing.kind == .page ? Slug.collisionKey(missing.name) : missing.name)
      things[key, default: WantedThing(kind: missing.kind, name: missing.name, links: [])].links.append(link)
    }
    let order = MissingLink.Kind.allCases
    return things.values.map { ($0.count, order.firstIndex(of: $0.kind) ?? 0, $0) }
      .sorted { ($1.0, $0.1, $0.2.name) < ($0.0, $1.1, $1.2.name) }.map(\.2)
  }
}
