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
      // What a text or a comment says of its own issue or page leads nobody to it.
      for path in link.destination.paths where path != source && path != link.source.issue {
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

  /// The links that lead to a person, by path and place.
  public func links(to person: Handle) -> [Link] { byPerson[person]?.map { links[$0] } ?? [] }

  /// The links that lead nowhere, by path and place.
  public var dead: [Link] { links.filter { $0.missing != nil } }
}
