import Vireo
import VireoModel

extension Site {
  /// Makes the files that are not there already.
  ///
  /// - Parameter store: Where they are put.
  /// - Throws: What the store throws, and `VireoError` where a file of the tracker cannot be read any more.
  public func write<Store: SiteStore>(to store: inout Store) throws {
    // Nothing is written before this is known to be right.
    let search = frame.page(
      "Search", at: "search.html", in: .search, SiteSearch.contents, scripts: ["search-data.js", "search.js"])
    try SiteTheme.checkScripts(search, 2)
    var files = SiteWriter(store)
    func file(_ path: String, _ text: String) throws { try files.file(path, nil) { Array(text.utf8) } }

    try file("style.css", SiteStyle.sheet(tracker.config, theme))
    try file("search.js", SiteSearch.script)
    try files.file("search-data.js", SiteSearch.key(self)) { Array(SiteSearch.data(self).utf8) }
    try page(&files, "Search", "search.html", nil) { search }
    try page(&files, "", "index.html", nil, in: nil, home)
    try writeLists(to: &files)
    try page(
      &files, "Timeline", "timeline.html", nil, in: .timeline, timelinePage.contents(events, on: "timeline.html"))
    try page(&files, "Roadmap", "roadmap.html", nil, in: .roadmap, roadmapContents)
    for outlook in roadmap.milestones where outlook.hasFile { try writeMilestone(outlook, to: &files) }
    if !releases.isEmpty { try writeReleases(to: &files) }
    if !pages.isEmpty { try page(&files, "Wiki", "wiki/index.html", nil, in: .wiki, wikiIndex) }
    for wiki in pages {
      let path = SiteAddress.page(ofWiki: wiki.name)
      try page(&files, wiki.title, path, key(of: wiki), in: .wiki, contents(of: wiki, on: path))
    }
    try writeFeeds(file)
    try writeIssues(to: &files)
    if let base = frame.base { try file("sitemap.xml", SiteMap.text(files.pages, base: base)) }
    store = try files.finish()
  }

  private func page<Store>(
    _ files: inout SiteWriter<Store>, _ title: String, _ path: String, _ key: ContentKey?, _ make: () throws -> String
  ) throws {
    try files.file(path, key) { try Array(make().utf8) }
  }

  func page<Store>(
    _ files: inout SiteWriter<Store>, _ title: String, _ path: String, _ key: ContentKey?, in part: SiteFrame.Part?,
    _ contents: @autoclosure () throws -> String
  ) throws {
    try page(&files, title, path, key) { frame.page(title, at: path, in: part, try contents()) }
  }

  private func writeFeeds(_ file: (String, String) throws -> Void) throws {
    let atom = TimelineAtom(title: frame.project, project: past.project, base: frame.base)
    let entries = events.prefix(Limit.feed).map { atom.text(of: $0, link: timelinePage.address(of: $0)) }
    try file(
      "timeline.atom", atom.opening(updated: events.first?.time ?? roadmap.time) + entries.joined() + atom.closing())
    let calendar = RoadmapCalendar(title: frame.project, project: past.project) { path in
      frame.base.map { $0 + WebAddress.path(path) }
    }
    try file("roadmap.ics", calendar.text(roadmap))
  }

  /// The pages of issues with their attachments: some at a time, each made by whichever thread is free.
  private func writeIssues<Store>(to files: inout SiteWriter<Store>) throws {
    let keys = Parallel.map(count: issues.count) { $0.map { self.keys.page(of: $0) } }
    var stale: [Int] = []
    for (place, issue) in issues.enumerated() {
      // An issue with attachments is looked at as a whole: they are there with its page, or made with it.
      if !files.keeps(html.address.page(of: issue), keys[place]) { stale.append(place) }
    }
    guard !stale.isEmpty else { return try keepAttachments(among: [], &files) }
    let reader = try tracker.contentsReader()
    // What happened is read for many at once, since all events are looked at for it, but not for all.
    for group in stride(from: 0, to: stale.count, by: 2048).map({ stale[$0..<min($0 + 2048, stale.count)] }) {
      let events = try past.events(of: group.map { issues[$0] })
      for start in stride(from: group.startIndex, to: group.endIndex, by: 256) {
        let part = Array(group[start..<min(start + 256, group.endIndex)])
        try writeIssues(part, keys, reader, events, to: &files)
      }
    }
    try keepAttachments(among: Set(stale), &files)
  }

  private func writeIssues<Store>(
    _ part: [Int], _ keys: [ContentKey?], _ reader: IssueContentsReader, _ events: [IssueNumber: [TimelineEvent]],
    to files: inout SiteWriter<Store>
  ) throws {
    let made = try Parallel.map(part.count) { index in
      Result { try issuePage(part[index], keys[part[index]], reader, events) }
    }.map { try $0.get() }
    try files.put(made.map(\.file))
    for (place, (_, attachments)) in zip(part, made) { try write(attachments, of: issues[place], to: &files) }
  }

  private func write<Store>(
    _ attachments: [Attachment], of issue: Issue, to files: inout SiteWriter<Store>
  ) throws {
    for attachment in attachments {
      let path = SiteAddress.file(ofAttachment: attachment.path, of: html.address.page(of: issue))
      let key = keys.attachment(of: issue, attachment.path)
      if files.keeps(path, key) { continue }
      if let bytes = try tracker.bytes(of: attachment) {
        try files.put(Site.File(path: path, bytes: bytes, key: key?.text))
      }
    }
  }

  private func issuePage(
    _ place: Int, _ key: ContentKey?, _ reader: IssueContentsReader, _ events: [IssueNumber: [TimelineEvent]]
  ) throws -> (file: File, attachments: [Attachment]) {
    let issue = issues[place]
    let contents = try reader.contents(of: [issue])[0]
    let path = html.address.page(of: issue)
    let title = (issue.number.map { "#\($0) " } ?? "") + issue.title
    let body = html.page(of: issue, contents, issue.number.flatMap { events[$0] } ?? [])
    let text = frame.page(title, at: path, in: .issues, body)
    return (File(path: path, bytes: Array(text.utf8), key: key?.text), contents.attachments)
  }

  /// Keeps the attachments of issues whose pages stay.
  private func keepAttachments<Store>(among made: Set<Int>, _ files: inout SiteWriter<Store>) throws {
    for (place, issue) in issues.enumerated() where !made.contains(place) && keys.hasAttachments(issue) {
      try write(tracker.attachments(of: issue), of: issue, to: &files)
    }
  }
}

/// The addresses of pages, for those who look for all of a site (sitemaps.org).
enum SiteMap {
  /// How many addresses a map may have.
  private static let most = 50_000

  static func text(_ pages: [String], base: String) -> String {
    let rows = pages.prefix(most).map { "<url><loc>\(HTMLText.escaped(base + WebAddress.path($0)))</loc></url>\n" }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(rows.joined())</urlset>

      """
  }
}
