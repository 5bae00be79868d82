public import Vireo
import VireoMarkup
import VireoModel

/// The whole tracker as plain pages, which any host serves and which work as files too.
///
/// It is a value: ``write(_:)`` makes the files one after the other, and somebody else puts them somewhere. The same
/// commit gives the same bytes.
public struct Site: Sendable {
  let tracker: Tracker
  let frame: SiteFrame
  let issues: [Issue]
  let pages: [Page]
  /// The saved queries with what they find.
  let queries: [(query: SavedQuery, issues: [Issue])]
  let roadmap: Roadmap
  let milestones: [Milestone]
  /// The newest events, newest first.
  let events: [TimelineEvent]
  let eventsByIssue: [IssueNumber: [TimelineEvent]]
  let releases: [SiteRelease]
  let html: IssueHTML
  let text: SiteText
  private let project: String

  /// How many events the timeline's page and the feed have.
  enum Limit {
    static let timeline = 500
    static let feed = 100
    static let rows = 200
  }

  /// A file of a site.
  public struct File: Sendable {
    /// The path from the site's root.
    public var path: String
    /// The contents.
    public var bytes: [UInt8]

    /// What tells the contents from others; a word.
    public var fingerprint: String { StableID.fingerprint(bytes) }
  }

  /// Reads all that the site shows.
  ///
  /// - Parameters:
  ///   - tracker: Of the work tree or a revision.
  ///   - name: The project's name, where the tracker's configuration has none.
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public init(_ tracker: Tracker, name: String) throws {
    self.tracker = tracker
    let config = tracker.config
    issues = try tracker.issues(matching: .all, sortedBy: .newestFirst).issues
    pages = try tracker.pages()
    queries = try tracker.savedQueries().map { query in
      // What a query of a broken file finds is nothing; `check` says why.
      let question = try? tracker.question("@\(query.name)")
      let found = try? question.map { try tracker.issues(matching: $0.query, sortedBy: $0.order ?? .newestFirst) }
      return (query, (found ?? nil)?.issues ?? [])
    }
    milestones = try tracker.milestones()
    var question = Tracker.RoadmapQuestion()
    question.state = nil
    roadmap = try tracker.roadmap(question)
    project = try tracker.projectID()
    let past = try SitePast(tracker)
    (events, eventsByIssue, releases) = (past.newest, past.byIssue, past.releases)
    var parts = SiteFrame.Part.allCases
    if pages.isEmpty { parts.removeAll { $0 == .wiki } }
    if releases.isEmpty { parts.removeAll { $0 == .releases } }
    let name = config.name ?? name
    frame = SiteFrame(project: name, parts: parts)
    let address = SiteAddress(issues)
    let people = Set(issues.flatMap { [$0.author, $0.assignee].compactMap { $0 } })
    let blocks = SiteBlocks(tracker: tracker, roadmap: roadmap, events: past.newest, pages: pages)
    let links = try tracker.links(among: issues)
    let named = Set(milestones.map(\.name))
    let relations = IssueRelations(issues)
    let commits = Set(past.newest.filter { $0.kind == .commit }.compactMap(\.commit))
    let plain = SiteText(links: links, address: address, block: { _, _ in nil }, commits: commits, people: people)
    let rows = IssueHTML(config: config, address: address, text: plain, relations: relations, milestones: named)
    text = SiteText(
      links: links, address: address, block: { blocks.html($0, on: $1, rows) }, commits: commits, people: people)
    html = IssueHTML(config: config, address: address, text: text, relations: relations, milestones: named)
  }

  /// Makes the files.
  ///
  /// - Parameter put: Gets each of them, one after the other.
  /// - Throws: What `put` throws, and `VireoError` where a file of the tracker cannot be read any more.
  public func write(_ put: (File) throws -> Void) throws {
    func page(_ title: String, _ path: String, _ part: SiteFrame.Part?, _ contents: String, _ scripts: [String] = [])
      throws
    {
      try put(File(path: path, bytes: Array(frame.page(title, at: path, in: part, contents, scripts: scripts).utf8)))
    }
    func file(_ path: String, _ text: String) throws { try put(File(path: path, bytes: Array(text.utf8))) }

    try file("style.css", SiteStyle.sheet(tracker.config))
    try file("search.js", SiteSearch.script)
    try file("search-data.js", SiteSearch.data(self))
    try page("Search", "search.html", .search, SiteSearch.contents, ["search-data.js", "search.js"])
    try page("", "index.html", nil, home)
    for list in issueLists { for part in list.parts { try page(part.title, part.path, .issues, part.contents) } }
    try page("Issues", "issues/index.html", .issues, issueIndex)
    try page("Timeline", "timeline.html", .timeline, TimelinePage(self).contents(on: "timeline.html"))
    try page("Roadmap", "roadmap.html", .roadmap, roadmapContents)
    for outlook in roadmap.milestones where outlook.hasFile {
      let path = SiteAddress.list(ofMilestone: outlook.milestone.name)
      try page("Milestone \(outlook.milestone.name)", path, .roadmap, contents(of: outlook, on: path))
    }
    if !releases.isEmpty { try page("Releases", "releases.html", .releases, releaseContents) }
    if !pages.isEmpty { try page("Wiki", "wiki/index.html", .wiki, wikiIndex) }
    for wiki in pages {
      let path = SiteAddress.page(ofWiki: wiki.name)
      try page(wiki.title, path, .wiki, contents(of: wiki, on: path))
    }
    try feeds(file)
    try issuePages(put)
  }

  private func feeds(_ file: (String, String) throws -> Void) throws {
    let atom = TimelineAtom(title: frame.project, project: project)
    let entries = events.prefix(Limit.feed)
    try file(
      "timeline.atom",
      atom.opening(updated: entries.first?.time ?? roadmap.time) + entries.map(atom.text).joined() + atom.closing())
    try file("roadmap.ics", RoadmapCalendar(title: frame.project, project: project).text(roadmap))
  }

  /// The pages of issues with their attachments: some at a time, each made by whichever thread is free.
  private func issuePages(_ put: (File) throws -> Void) throws {
    let size = 512
    for start in stride(from: 0, to: issues.count, by: size) {
      let part = Array(issues[start..<min(start + size, issues.count)])
      let contents = try tracker.contents(of: part)
      let pages = Parallel.map(count: part.count) { range in
        range.map { index -> File in
          let issue = part[index]
          let events = issue.number.flatMap { eventsByIssue[$0] } ?? []
          let path = html.address.page(of: issue)
          let title = (issue.number.map { "#\($0) " } ?? "") + issue.title
          let body = html.page(of: issue, contents[index], events)
          return File(path: path, bytes: Array(frame.page(title, at: path, in: .issues, body).utf8))
        }
      }
      for page in pages { try put(page) }
      for (issue, contents) in zip(part, contents) {
        for attachment in contents.attachments {
          let path = SiteAddress.file(ofAttachment: attachment.path, of: html.address.page(of: issue))
          if let bytes = try tracker.bytes(of: attachment) { try put(File(path: path, bytes: bytes)) }
        }
      }
    }
  }
}

/// A tag with what its commits closed.
struct SiteRelease: Sendable {
  var name: String
  var time: Timestamp
  var note: String?
  /// The issues that commits close which it has first, each once.
  var issues: [IssueNumber] = []
}

/// What happened, read once.
struct SitePast {
  /// The newest events, newest first.
  private(set) var newest: [TimelineEvent] = []
  /// The events of each issue, newest first.
  private(set) var byIssue: [IssueNumber: [TimelineEvent]] = [:]
  private(set) var releases: [SiteRelease] = []

  init(_ tracker: Tracker) throws {
    var timeline = try tracker.timeline()
    var closed: [String: [IssueNumber]] = [:]
    while let event = try timeline.next() {
      if newest.count < Site.Limit.timeline { newest.append(event) }
      for number in event.issues { byIssue[number, default: []].append(event) }
      if case .tag(let name) = event.subject { releases.append(.init(name: name, time: event.time, note: event.note)) }
      guard let release = event.release, !event.isUndone else { continue }
      var numbers = event.mentions.filter { $0.action == .close }.map(\.number)
      if event.kind == .closed, case .issue(let number?, _) = event.subject { numbers.append(number) }
      for number in numbers where closed[release]?.contains(number) != true {
        closed[release, default: []].append(number)
      }
    }
    for index in releases.indices { releases[index].issues = (closed[releases[index].name] ?? []).sorted() }
  }
}
