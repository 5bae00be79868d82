import Vireo
import VireoModel

extension Site {
  /// Writes the lists of issues: all and open ones, and by label, person and saved query.
  func writeLists<Store>(to files: inout SiteWriter<Store>) throws {
    let open = openIssues
    try writeList("All issues", Array(issues.indices), at: "issues/all.html", to: &files)
    try writeList("Open issues", open, at: "issues/open.html", to: &files)
    for (label, found) in grouped(by: \.labels).sorted(by: { $0.key < $1.key }) {
      try writeList("Label \(label)", found, at: SiteAddress.list(ofLabel: label), to: &files)
    }
    let byPerson = grouped { [$0.author, $0.assignee].compactMap { $0 } }
    for person in text.people.sorted(by: { $0.text < $1.text }) {
      let name =
        tracker.config.people.first { $0.handle == person }?.name.map { "\(person.text) (\($0))" } ?? person.text
      try writeList("Issues of \(name)", byPerson[person] ?? [], at: SiteAddress.list(ofPerson: person), to: &files)
    }
    for (query, found) in queries {
      let path = SiteAddress.list(ofQuery: query.name)
      try writeList(query.title ?? query.name, found, at: path, note: query.query, to: &files)
    }
    try page(&files, "Issues", "issues/index.html", nil, in: .issues, issueIndex)
  }

  /// The places of the open issues.
  var openIssues: [Int] { issues.indices.filter { issues[$0].state == .open } }

  /// The places of the issues that have each of some keys.
  func grouped<Key: Hashable>(by keys: (Issue) -> [Key]) -> [Key: [Int]] {
    var groups: [Key: [Int]] = [:]
    for (place, issue) in issues.enumerated() {
      for key in keys(issue) where groups[key]?.last != place { groups[key, default: []].append(place) }
    }
    return groups
  }

  /// Writes a list in as many pages as it takes.
  private func writeList<Store>(
    _ title: String, _ found: [Int], at path: String, note: String? = nil, to files: inout SiteWriter<Store>
  ) throws {
    let open = found.count { issues[$0].state == .open }
    let count = "\(found.count) issue\(found.count == 1 ? "" : "s"), \(open) open"
    for part in SiteListPart.parts(of: found, at: path) {
      var key = keys.key("list", [title, count, note ?? "", "\(part.index) \(part.count)"])
      key.add(keys.rows(part.places))
      let name = part.index == 0 ? title : "\(title), part \(part.index + 1)"
      try page(
        &files, name, part.path, key, in: .issues,
        theme.text(
          .list,
          [
            "title": SiteTheme.plain(title), "count": count, "query": SiteTheme.plain(note ?? ""),
            "rows": html.list(part.places.map { issues[$0] }, on: part.path), "parts": part.navigation,
          ]))
    }
  }

  /// The open issues with the ways to all other lists.
  var issueIndex: String {
    let page = "issues/index.html"
    func links(_ name: String, _ entries: [(text: String, path: String, count: Int)]) -> String {
      guard !entries.isEmpty else { return "" }
      let items = entries.map { entry in
        "<li><a href=\"\(SiteAddress.relative(entry.path, from: page))\">\(HTMLText.escaped(entry.text))</a>"
          + " <span class=\"count\">\(entry.count)</span></li>"
      }
      return "<section><h2>\(name)</h2>\n<ul class=\"ways\">\(items.joined())</ul></section>\n"
    }
    func counted<Key>(_ groups: [Key: [Int]]) -> [(Key, Int)] {
      groups.map { ($0.key, $0.value.count { issues[$0].state == .open }) }
    }
    let open = openIssues
    let labels = counted(grouped(by: \.labels)).sorted { $0.0 < $1.0 }
    let people = counted(grouped { [$0.assignee].compactMap { $0 } }).sorted {
      ($1.1, $0.0.text) < ($0.1, $1.0.text)
    }
    var contents = "<h1>Issues</h1>\n<p class=\"facts\">\(open.count) open of \(issues.count)</p>\n"
    let first = open.prefix(Limit.rows).map { issues[$0] }
    contents += "<div class=\"columns\">\n<div class=\"texts\">\n\(html.list(first, on: page))"
    if open.count > Limit.rows {
      contents += "<p><a href=\"\(SiteAddress.relative("issues/open.html", from: page))\">All open issues</a></p>\n"
    }
    contents += "</div>\n<aside aria-label=\"Lists\">\n"
    contents += links(
      "Lists", [("Open", "issues/open.html", open.count), ("All", "issues/all.html", issues.count)])
    contents += links(
      "Queries",
      queries.map { ($0.query.title ?? $0.query.name, SiteAddress.list(ofQuery: $0.query.name), $0.issues.count) })
    contents += links(
      "Milestones",
      roadmap.milestones.filter { $0.hasFile && $0.milestone.state == .open }
        .map { ($0.milestone.name, SiteAddress.list(ofMilestone: $0.milestone.name), $0.progress.open) })
    contents += links("Labels", labels.map { ($0.0, SiteAddress.list(ofLabel: $0.0), $0.1) })
    contents += links("People", people.map { ($0.0.text, SiteAddress.list(ofPerson: $0.0), $0.1) })
    return contents + "</aside>\n</div>\n"
  }
}

/// One of the pages that a list has.
struct SiteListPart {
  let index: Int
  let count: Int
  /// The places of the issues that it shows.
  let places: ArraySlice<Int>
  private let list: String

  /// - Parameters:
  ///   - places: The places of all issues of the list.
  ///   - path: The list's first page.
  static func parts(of places: [Int], at path: String) -> [SiteListPart] {
    let count = max(1, (places.count + Site.Limit.rows - 1) / Site.Limit.rows)
    return (0..<count).map { index in
      let start = min(index * Site.Limit.rows, places.count)
      let shown = places[start..<min(start + Site.Limit.rows, places.count)]
      return SiteListPart(index: index, count: count, places: shown, list: path)
    }
  }

  var path: String { path(index) }

  private func path(_ index: Int) -> String { index == 0 ? list : list.dropLast(5) + "/\(index + 1).html" }

  /// The ways to the other parts; nothing where there are none.
  var navigation: String {
    guard count > 1 else { return "" }
    let links = (0..<count).map { other in
      other == index
        ? "<li><a aria-current=\"page\">\(other + 1)</a></li>"
        : "<li><a href=\"\(SiteAddress.relative(path(other), from: path))\">\(other + 1)</a></li>"
    }
    return "<nav aria-label=\"Parts of the list\"><ul class=\"parts\">\(links.joined())</ul></nav>\n"
  }
}
