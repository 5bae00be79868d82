import Vireo
import VireoModel

extension Site {
  /// The first page: the page `Home` of the wiki, else what is going on.
  var home: String {
    let path = "index.html"
    let late = roadmap.milestones.filter { $0.milestone.state == .open && $0.hasFile }
    let milestones = "<section><h2>Milestones</h2>\n" + late.map { summary(of: $0, on: path) }.joined() + "</section>\n"
    let lately =
      "<section><h2>Lately, as of <time datetime=\"\(roadmap.time)\">\(roadmap.time.day)</time></h2>\n"
      + timelinePage.list(events.prefix(12), on: path) + "</section>\n"
    let main: String
    if let home = pages.first(where: { $0.name == "Home" }) {
      main = "<article class=\"text\">\(titled(home, on: path))</article>\n"
    } else {
      let open = openIssues.prefix(30).map { issues[$0] }
      main = "<h1>\(HTMLText.escaped(frame.project))</h1>\n<h2>Open issues</h2>\n" + html.list(open, on: path)
    }
    return theme.text(
      .home,
      [
        "project": SiteTheme.plain(frame.project), "text": main, "milestones": late.isEmpty ? "" : milestones,
        "events": lately,
      ])
  }

  private func summary(of outlook: MilestoneOutlook, on page: String) -> String {
    let link = SiteAddress.relative(SiteAddress.list(ofMilestone: outlook.milestone.name), from: page)
    let phrase = RoadmapPhrase(outlook, at: roadmap.time)
    return "<p class=\"progress\"><a href=\"\(link)\">\(HTMLText.escaped(outlook.milestone.name))</a> "
      + "<span class=\"facts\">\(HTMLText.escaped(phrase.progress))</span></p>\n\(RoadmapHTML.bar(outlook.progress))"
  }

  // MARK: - Milestones

  var roadmapContents: String {
    var contents = "<h1>Roadmap</h1>\n<p class=\"facts\"><a href=\"roadmap.ics\">Calendar</a></p>\n"
    let (open, closed) = (
      roadmap.milestones.filter { $0.milestone.state == .open },
      roadmap.milestones.filter { $0.milestone.state == .closed }
    )
    contents += open.map { RoadmapHTML.article($0, at: roadmap.time, link: link(to: $0, from: "roadmap.html")) }
      .joined()
    if open.isEmpty { contents += "<p class=\"none\">No open milestones.</p>\n" }
    if roadmap.unplanned.open > 0 { contents += "<p>\(RoadmapText.unplanned(roadmap.unplanned.open))</p>\n" }
    guard !closed.isEmpty else { return contents }
    return contents + "<h2 id=\"closed\">Closed</h2>\n"
      + closed.reversed().map { RoadmapHTML.article($0, at: roadmap.time, link: link(to: $0, from: "roadmap.html")) }
      .joined()
  }

  private func link(to outlook: MilestoneOutlook, from page: String) -> String? {
    outlook.hasFile ? SiteAddress.relative(SiteAddress.list(ofMilestone: outlook.milestone.name), from: page) : nil
  }

  /// Writes the pages of a milestone: its text, how far it is, and its issues, open ones first.
  func writeMilestone<Store>(_ outlook: MilestoneOutlook, to files: inout SiteWriter<Store>) throws {
    let milestone = outlook.milestone
    let mine = issues.indices.filter { issues[$0].milestone == milestone.name }
    let sorted = mine.filter { issues[$0].state == .open } + mine.filter { issues[$0].state == .closed }
    let progress = RoadmapHTML.article(outlook, at: roadmap.time, link: nil)
    for part in SiteListPart.parts(of: sorted, at: SiteAddress.list(ofMilestone: milestone.name)) {
      var key = keys.key("milestone", [milestone.name, milestone.body, progress, "\(part.index) \(part.count)"])
      key.add(keys.rows(part.places))
      keys.text(at: milestone.path, to: &key)
      keys.backlinks(to: milestone.path, to: &key)
      let isLive = part.index == 0 && keys.mayHaveBlocks(milestone.path)
      let title = "Milestone \(milestone.name)" + (part.index == 0 ? "" : ", part \(part.index + 1)")
      try page(
        &files, title, part.path, isLive ? nil : key, in: .roadmap, contents(of: outlook, progress, part))
    }
  }

  private func contents(of outlook: MilestoneOutlook, _ progress: String, _ part: SiteListPart) -> String {
    let milestone = outlook.milestone
    var contents = "<h1>Milestone \(HTMLText.escaped(milestone.name))</h1>\n"
    if part.index == 0 {
      if !milestone.body.isEmpty {
        let body = text.html(milestone.body, of: milestone.path, in: part.path)
        contents += "<section class=\"text\">\(body)</section>\n"
      }
      contents += progress + html.backlinks(to: milestone.path, part.path)
    }
    for (name, state) in [("Open", IssueState.open), ("Closed", .closed)] {
      let shown = part.places.map { issues[$0] }.filter { $0.state == state }
      if !shown.isEmpty { contents += "<h2>\(name)</h2>\n\(html.list(shown, on: part.path))" }
    }
    if part.places.isEmpty { contents += html.list([Issue](), on: part.path) }
    return contents + part.navigation
  }

  // MARK: - Releases

  /// Writes the page of the releases.
  func writeReleases<Store>(to files: inout SiteWriter<Store>) throws {
    let closed = releases.map { $0.issues.compactMap { byNumber[$0] } }
    var key = keys.key("releases", releases.flatMap { [$0.name, $0.time.description, $0.note ?? ""] })
    for places in closed { key.add(keys.rows(places)) }
    try page(&files, "Releases", "releases.html", key, in: .releases, contents(of: releases, closed))
  }

  private func contents(of releases: [SiteRelease], _ closed: [[Int]]) -> String {
    let articles = zip(releases, closed).map { release, places in
      let note = release.note.map { "<p>\(HTMLText.escaped($0))</p>\n" } ?? ""
      let list = places.isEmpty ? "" : html.list(places.map { issues[$0] }, on: "releases.html")
      return "<article><h2 id=\"\(SiteAddress.name(of: release.name))\">\(HTMLText.escaped(release.name)) "
        + "<time class=\"facts\" datetime=\"\(release.time)\">\(release.time.day)</time></h2>\n"
        + "\(note)\(list)</article>\n"
    }
    return "<h1>Releases</h1>\n" + articles.joined()
  }

  // MARK: - Wiki

  var wikiIndex: String {
    let items = pages.map { page in
      let link = SiteAddress.relative(SiteAddress.page(ofWiki: page.name), from: "wiki/index.html")
      let name = page.title == page.name ? "" : " <span class=\"facts\">\(HTMLText.escaped(page.name))</span>"
      let tags = page.tags.map { " <span class=\"label\">\(HTMLText.escaped($0))</span>" }.joined()
      return "<li><a href=\"\(link)\">\(HTMLText.escaped(page.title))</a>\(name)\(tags)</li>\n"
    }
    return "<h1>Wiki</h1>\n<ul class=\"pages\">\n\(items.joined())</ul>\n"
  }

  /// A page's text, with its title where the text does not begin with a heading of its own.
  private func titled(_ page: Page, on path: String) -> String {
    let body = text.html(page.body, of: page.path, in: path)
    return body.hasPrefix("<h1") ? body : "<h1>\(HTMLText.escaped(page.title))</h1>\n\(body)"
  }

  /// What a page of the wiki follows from.
  func key(of page: Page) -> ContentKey? {
    guard !keys.mayHaveBlocks(page.path) else { return nil }
    var key = keys.key("page", [page.name, page.title, page.body] + page.tags)
    keys.text(at: page.path, to: &key)
    keys.backlinks(to: page.path, to: &key)
    key.add(changed(page))
    return key
  }

  private func changed(_ page: Page) -> String {
    events.first { $0.path == page.path }.map { event in
      "<p class=\"facts\">last changed <time datetime=\"\(event.time)\">\(event.time.day)</time>"
        + (event.author.map { " by \(HTMLText.escaped($0.text))" } ?? "") + "</p>\n"
    } ?? ""
  }

  /// A page of the wiki, with what refers to it.
  func contents(of page: Page, on path: String) -> String {
    let tags = page.tags.map { " <span class=\"label\">\(HTMLText.escaped($0))</span>" }.joined()
    return theme.text(
      .page,
      [
        "title": SiteTheme.plain(page.title), "text": titled(page, on: path),
        "tags": tags.isEmpty ? "" : "<p>\(tags)</p>\n", "changed": changed(page),
        "backlinks": html.backlinks(to: page.path, path),
      ])
  }
}
