public import Vireo
import VireoMarkup
import VireoModel

/// The whole tracker as plain pages, which any host serves and which work as files too.
///
/// It is a value: ``write(to:)`` makes the files, and a ``SiteStore`` puts them somewhere. The same commit gives the
/// same bytes.
public struct Site: Sendable {
  let tracker: Tracker
  let frame: SiteFrame
  let theme: SiteTheme
  let issues: [Issue]
  /// Where the issue of a number stands among them.
  let byNumber: [IssueNumber: Int]
  let pages: [Page]
  /// The saved queries with what they find, as places among the issues.
  let queries: [(query: SavedQuery, issues: [Int])]
  let roadmap: Roadmap
  let milestones: [Milestone]
  let past: SitePast
  let html: IssueHTML
  let text: SiteText
  let keys: SiteKeys
  let timelinePage: TimelinePage

  /// How many rows a list has, and how many events the timeline's page and the feed have.
  enum Limit {
    static let timeline = 500
    static let feed = 100
    static let rows = 200
  }

  /// The newest events, newest first.
  var events: [TimelineEvent] { past.newest }
  var releases: [SiteRelease] { past.releases }

  /// How a site is made.
  public struct Options: Sendable {
    /// The project's name, where the tracker's configuration has none.
    public var name: String
    /// The address that the site will have, where it is known; it ends with a slash.
    public var base: String?
    /// What tells the program that makes it from others, so that another one makes all pages anew.
    public var program: String

    /// Creates the options.
    public init(name: String, base: String? = nil, program: String) {
      (self.name, self.base, self.program) = (name, base, program)
    }
  }

  /// Reads all that the site shows but the texts of issues.
  ///
  /// - Parameters:
  ///   - tracker: Of the work tree or a revision.
  ///   - options: How it is made.
  /// - Throws: `VireoError` where the tracker as a whole cannot be read, or with the code `invalid-template` where the
  ///   theme has a mistake.
  public init(_ tracker: Tracker, _ options: Options) throws {
    // To ask git for what is not committed may take longer than all else.
    let uncommitted = tracker.uncommittedFiles()
    let tracker = tracker.lookingOnce()
    self.tracker = tracker
    let config = tracker.config
    theme = try SiteTheme { try tracker.themeFile($0) }
    let contents = try tracker.contentKeys()
    let reading = Background { try tracker.linkTexts(contents) }
    let issues = try tracker.issues(matching: .all, sortedBy: .newestFirst).issues
    self.issues = issues
    let lookingBack = Background { try SitePast(tracker.past(looking: uncommitted)) }
    let linking = Background { try tracker.links(among: issues, in: reading.wait()) }
    byNumber = Dictionary(issues.enumerated().compactMap { place, issue in issue.number.map { ($0, place) } }) {
      first, _ in first
    }
    pages = try tracker.pages()
    let places = Dictionary(issues.enumerated().map { ($1.path, $0) }) { first, _ in first }
    queries = try tracker.savedQueries().map { query in
      // What a query of a broken file finds is nothing; `check` says why.
      let question = try? tracker.question("@\(query.name)")
      let found = try? question.map { try tracker.issues(matching: $0.query, sortedBy: $0.order ?? .newestFirst) }
      return (query, ((found ?? nil)?.issues ?? []).compactMap { places[$0.path] })
    }
    milestones = try tracker.milestones()
    var question = Tracker.RoadmapQuestion()
    question.state = nil
    roadmap = try tracker.roadmap(question)
    let address = SiteAddress(issues)
    let relations = IssueRelations(issues)
    past = try lookingBack.wait()
    let (links, withBlocks) = try linking.wait()
    var parts = SiteFrame.Part.allCases
    if pages.isEmpty { parts.removeAll { $0 == .wiki } }
    if past.releases.isEmpty { parts.removeAll { $0 == .releases } }
    frame = SiteFrame(project: config.name ?? options.name, parts: parts, base: options.base, theme: theme)
    let people = Set(issues.flatMap { [$0.author, $0.assignee].compactMap { $0 } })
    let named = Set(milestones.map(\.name))
    let plain = SiteText(
      links: links, address: address, block: { _, _, _ in nil }, commits: past.commits, people: people)
    let rows = IssueHTML(
      config: config, address: address, text: plain, relations: relations, milestones: named, theme: theme)
    let shown = TimelinePage(
      issues: byNumber.mapValues { address.page(of: issues[$0]) }, pages: Set(pages.map(\.name)), milestones: named,
      releases: Set(past.releases.map(\.name)), base: options.base, referring: { rows.backlinks(to: $0, $1) })
    timelinePage = shown
    let blocks = SiteBlocks(
      tracker: tracker, roadmap: roadmap, pages: pages, events: { shown.list($0, on: $1) })
    text = SiteText(
      links: links, address: address, block: { blocks.html($0, of: $1, on: $2, rows) }, commits: past.commits,
      people: people)
    html = IssueHTML(
      config: config, address: address, text: text, relations: relations, milestones: named, theme: theme)
    var base = tracker.configurationKey
    base.add([options.program, frame.project, options.base ?? ""] + parts.map(\.rawValue))
    base.add(people.map(\.text).sorted())
    base.add(theme.key)
    keys = SiteKeys(base: base, past.namesKey, issues, html, contents, withBlocks, past)
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

/// What happened, as far as every site shows it.
struct SitePast: Sendable {
  let past: TrackerPast
  /// The newest events, newest first.
  private(set) var newest: [TimelineEvent] = []
  /// The commits among them.
  let commits: Set<CommitID>
  private(set) var releases: [SiteRelease] = []
  /// What tells the committed events of each issue from others.
  let keys: [IssueNumber: ContentKey]
  /// The issues that each commit's message names.
  let named: [CommitID: [IssueNumber]]
  /// What happened to issues and is not committed.
  let uncommitted: [IssueNumber: [TimelineEvent]]
  let project: String
  let namesKey: ContentKey?

  init(_ past: TrackerPast) throws {
    self.past = past
    (project, namesKey) = (past.projectID, past.namesKey)
    var timeline = try past.committedTimeline()
    while newest.count < Site.Limit.timeline, let event = try timeline.next() { newest.append(event) }
    let uncommitted = try past.uncommitted()
    if !uncommitted.isEmpty {
      // What is not committed stands first.
      var fresh = TimelineEvents(uncommitted)
      var first: [TimelineEvent] = []
      while let event = fresh.next() { first.append(event) }
      newest = Array((first + newest).prefix(Site.Limit.timeline))
    }
    let commits = Set(newest.filter { $0.kind == .commit }.compactMap(\.commit))
    self.commits = commits
    let pasts = try past.issuePasts(mark: commits.contains)
    (keys, named) = (pasts.keys, pasts.named)
    var byNumber: [IssueNumber: [TimelineEvent]] = [:]
    for event in uncommitted { for number in event.issues { byNumber[number, default: []].append(event) } }
    self.uncommitted = byNumber
    releases = try past.tagEvents().map { event in
      let name = if case .tag(let name) = event.subject { name } else { "" }
      return SiteRelease(name: name, time: event.time, note: event.note, issues: pasts.closings[name] ?? [])
    }
  }

  /// What happened to some issues, newest first.
  func events(of issues: [Issue]) throws -> [IssueNumber: [TimelineEvent]] {
    let numbers = Set(issues.compactMap(\.number))
    var found: [IssueNumber: [TimelineEvent]] = [:]
    guard !numbers.isEmpty else { return found }
    var timeline = try past.timeline(of: numbers)
    while let event = try timeline.next() {
      for number in event.issues where numbers.contains(number) { found[number, default: []].append(event) }
    }
    return found
  }
}
