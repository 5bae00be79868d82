import Vireo
import VireoModel

extension Site {
  /// The first page: the page `Home` of the wiki, else what is going on.
  var home: String {
    let path = "index.html"
    let open = issues.filter { $0.state == .open }
    let late = roadmap.milestones.filter { $0.milestone.state == .open && $0.hasFile }
    var aside = "<section><h2>Milestones</h2>\n" + late.map { summary(of: $0, on: path) }.joined() + "</section>\n"
    if late.isEmpty { aside = "" }
    aside +=
      "<section><h2>Lately, as of <time datetime=\"\(roadmap.time)\">\(roadmap.time.day)</time></h2>\n"
      + TimelinePage(self).list(events.prefix(12), on: path) + "</section>\n"
    let main: String
    if let home = pages.first(where: { $0.name == "Home" }) {
      main = "<article class=\"text\">\(titled(home, on: path))</article>\n"
    } else {
      main =
        "<h1>\(HTMLText.escaped(frame.project))</h1>\n<h2>Open issues</h2>\n" + html.list(open.prefix(30), on: path)
    }
    return
      "<div class=\"columns\">\n<div class=\"texts\">\n\(main)</div>\n"
      + "<aside aria-label=\"Summary\">\n\(aside)</aside>\n</div>\n"
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

  /// The page of a milestone: its text, how far it is, and its issues.
  func contents(of outlook: MilestoneOutlook, on path: String) -> String {
    let milestone = outlook.milestone
    let mine = issues.filter { $0.milestone == milestone.name }
    let body =
      milestone.body.isEmpty
      ? "" : "<section class=\"text\">\(text.html(milestone.body, of: milestone.path, in: path))</section>\n"
    let (open, closed) = (mine.filter { $0.state == .open }, mine.filter { $0.state == .closed })
    return "<h1>Milestone \(HTMLText.escaped(milestone.name))</h1>\n\(body)"
      + RoadmapHTML.article(outlook, at: roadmap.time, link: nil) + html.backlinks(to: milestone.path, path)
      + "<h2>Open</h2>\n\(html.list(open, on: path))<h2>Closed</h2>\n\(html.list(closed, on: path))"
  }

  // MARK: - Releases

  var releaseContents: String {
    let byNumber = Dictionary(issues.compactMap { issue in issue.number.map { ($0, issue) } }) { first, _ in first }
    let articles = releases.map { release in
      let note = release.note.map { "<p>\(HTMLText.escaped($0))</p>\n" } ?? ""
      let closed = release.issues.compactMap { byNumber[$0] }
      let list = closed.isEmpty ? "" : html.list(closed, on: "releases.html")
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

  /// A page of the wiki, with what refers to it.
  func contents(of page: Page, on path: String) -> String {
    let tags = page.tags.map { " <span class=\"label\">\(HTMLText.escaped($0))</span>" }.joined()
    let changed =
      events.first { $0.path == page.path }.map { event in
        "<p class=\"facts\">last changed <time datetime=\"\(event.time)\">\(event.time.day)</time>"
          + (event.author.map { " by \(HTMLText.escaped($0.text))" } ?? "") + "</p>\n"
      } ?? ""
    let aside = (tags.isEmpty ? "" : "<p>\(tags)</p>\n") + changed + html.backlinks(to: page.path, path)
    return "<div class=\"columns\">\n<article class=\"texts text\">\(titled(page, on: path))</article>\n"
      + "<aside aria-label=\"About this page\">\n\(aside)</aside>\n</div>\n"
  }
}
