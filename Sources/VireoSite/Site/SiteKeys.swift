import Vireo
import VireoMarkup
import VireoModel

/// What the pages of a site follow from, as keys: a page whose key is the same need not be made again.
///
/// A key may differ where the page does not, but never the other way round. `nil` stands for what always has to be
/// made, as a text with blocks.
struct SiteKeys: Sendable {
  /// What all pages follow from: the program, the configuration, the theme, and which people have lists.
  let base: ContentKey
  private let issues: [Issue]
  /// What the rows of lists follow from, in the order of the issues.
  private let rows: [ContentKey]
  private let html: IssueHTML
  private let contents: [String: IssueContentKey]
  private let withBlocks: Set<String>
  private let past: SitePast
  private var commits: [IssueNumber: ContentKey] = [:]

  init(
    base: ContentKey, _ names: ContentKey?, _ issues: [Issue], _ html: IssueHTML,
    _ contents: [String: IssueContentKey], _ withBlocks: Set<String>, _ past: SitePast
  ) {
    var base = base
    if let names { base.add(names) }
    self.base = base
    (self.issues, self.html, self.withBlocks, self.past) = (issues, html, withBlocks, past)
    // Nobody can say what the mailmap says.
    self.contents = names == nil ? [:] : contents
    rows = Parallel.map(count: issues.count) { $0.map { SiteKeys.row(issues[$0], html) } }
    commits = SiteKeys.commits(self)
  }

  /// A key of something of a kind.
  func key(_ kind: String, _ parts: [String] = []) -> ContentKey {
    var key = base
    key.add(kind)
    key.add(parts)
    return key
  }

  /// What rows of lists follow from.
  func rows(_ places: some Collection<Int>) -> ContentKey {
    var key = ContentKey()
    key.add(places.count)
    for place in places where rows.indices.contains(place) { key.add(rows[place]) }
    return key
  }

  private static func row(_ issue: Issue, _ html: IssueHTML) -> ContentKey {
    var key = ContentKey()
    key.add(html.address.page(of: issue))
    key.add(issue.number?.value ?? 0)
    key.add(issue.title)
    key.add(issue.state.rawValue)
    key.add(issue.labels)
    for text in [
      issue.author?.text, issue.assignee?.text, issue.milestone, issue.priority, issue.type,
      issue.created?.description, issue.due?.description,
    ] { key.add(text) }
    key.add(issue.milestone.map(html.milestones.contains) ?? false)
    return key
  }

  // MARK: - Texts

  /// What a text follows from beside itself: where its links lead, and what they say there.
  func text(at path: String, to key: inout ContentKey) {
    let found = html.text.links.links(in: path)
    key.add(found.count)
    for link in found { add(link.destination, to: &key) }
  }

  private func add(_ destination: LinkDestination, to key: inout ContentKey) {
    func add(_ kind: Int, _ texts: String?...) {
      key.add(kind)
      for text in texts { key.add(text) }
    }
    func issue(_ path: String) -> Issue? { html.text.links.resolver.issue(at: path) }
    switch destination {
    case .issue(let path, let anchor):
      let issue = issue(path)
      add(1, path, anchor, issue?.title, issue?.state.rawValue, issue.map(html.address.page(of:)))
    case .comment(let path, let owner):
      let issue = issue(owner)
      add(2, path, issue?.title, issue.map(html.address.page(of:)))
    case .page(let name, let anchor): add(3, name, anchor)
    case .milestone(let name): add(4, name)
    case .commit(let commit): add(html.text.commits.contains(commit) ? 5 : 6, commit.hex)
    case .person(let person): add(7, person.text)
    case .file(let path, _, _):
      let owner = issue(path.split(separator: "/").dropLast().joined(separator: "/") + ".md")
      add(8, path, owner.map(html.address.page(of:)))
    case .missing(let missing): add(9, missing.reason)
    case .text: add(10)
    }
  }

  /// What the list of texts that refer to a file follows from.
  func backlinks(to path: String, to key: inout ContentKey) { add(html.sources(ofLinksTo: path), to: &key) }

  /// What the lists of texts follow from that name a commit which has to do with an issue, by its number.
  private static func commits(_ keys: SiteKeys) -> [IssueNumber: ContentKey] {
    var found: [IssueNumber: ContentKey] = [:]
    for commit in keys.html.text.links.commits {
      guard let numbers = keys.past.named[commit] else { continue }
      var key = ContentKey()
      key.add(commit.hex)
      keys.add(keys.html.sources(ofLinksTo: commit), to: &key)
      for number in numbers { found[number, default: ContentKey()].add(key) }
    }
    return found
  }

  private func add(_ sources: [LinkSource], to key: inout ContentKey) {
    key.add(sources.count)
    for source in sources {
      key.add(source.kind.rawValue)
      key.add(source.path)
      key.add(source.name)
      key.add(html.text.links.resolver.issue(at: source.issue ?? source.path).map(html.address.page(of:)))
    }
  }

  func mayHaveBlocks(_ path: String) -> Bool { withBlocks.contains(path) }

  // MARK: - Issues

  func hasAttachments(_ issue: Issue) -> Bool { contents[issue.path]?.hasAttachments ?? true }

  /// What an attachment of an issue follows from.
  func attachment(of issue: Issue, _ path: String) -> ContentKey? {
    contents[issue.path]?.key.map { own in
      var key = own
      key.add(path)
      return key
    }
  }

  /// What the page of an issue follows from.
  func page(of place: Int) -> ContentKey? {
    let issue = issues[place]
    guard let own = contents[issue.path], let files = own.key else { return nil }
    let folder = issue.path.dropLast(3) + "/"
    let texts = [issue.path] + own.comments.map { folder + $0 }
    if !withBlocks.isEmpty, texts.contains(where: withBlocks.contains) { return nil }
    var key = key("issue", [issue.path, issue.status, issue.resolution ?? ""])
    key.add(files)
    key.add(rows[place])
    for (name, related) in html.relationParts(of: issue) where !related.isEmpty {
      key.add(name)
      for other in related {
        for text in [html.address.page(of: other), other.title, other.state.rawValue] { key.add(text) }
        key.add(other.number?.value ?? 0)
      }
    }
    for path in texts { text(at: path, to: &key) }
    backlinks(to: issue.path, to: &key)
    guard let number = issue.number else { return key }
    key.add(past.keys[number] ?? ContentKey())
    if let commits = commits[number] { key.add(commits) }
    if let events = past.uncommitted[number] { key.add(html.history(events, html.address.page(of: issue))) }
    return key
  }
}
