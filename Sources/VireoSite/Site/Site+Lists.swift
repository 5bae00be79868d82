import Vireo
import VireoModel

extension Site {
  /// A list of issues, in as many pages as it takes.
  struct List {
    var parts: [(title: String, path: String, contents: String)]
  }

  /// The lists: open ones, all, and by label, person and saved query.
  var issueLists: [List] {
    let open = issues.filter { $0.state == .open }
    var lists = [list("All issues", issues, at: "issues/all.html"), list("Open issues", open, at: "issues/open.html")]
    for (label, found) in grouped(by: \.labels).sorted(by: { $0.key < $1.key }) {
      lists.append(list("Label \(label)", found, at: SiteAddress.list(ofLabel: label)))
    }
    let people = Dictionary(grouping: text.people, by: { $0 }).keys.sorted { $0.text < $1.text }
    let byPerson = grouped { Array(Set([$0.author, $0.assignee].compactMap { $0 })) }
    for person in people {
      let name =
        tracker.config.people.first { $0.handle == person }?.name.map { "\(person.text) (\($0))" } ?? person.text
      lists.append(list("Issues of \(name)", byPerson[person] ?? [], at: SiteAddress.list(ofPerson: person)))
    }
    for (query, found) in queries {
      let path = SiteAddress.list(ofQuery: query.name)
      lists.append(list(query.title ?? query.name, found, at: path, note: "Query: \(query.query)"))
    }
    return lists
  }

  private func grouped<Key: Hashable>(by keys: (Issue) -> [Key]) -> [Key: [Issue]] {
    var groups: [Key: [Issue]] = [:]
    for issue in issues { for key in Set(keys(issue)) { groups[key, default: []].append(issue) } }
    return groups
  }

  private func list(_ title: String, _ found: [Issue], at path: String, note: String? = nil) -> List {
    let count = max(1, (found.count + Limit.rows - 1) / Limit.rows)
    func place(_ index: Int) -> String { index == 0 ? path : path.dropLast(5) + "-\(index + 1).html" }
    return List(
      parts: (0..<count).map { index in
        let rows = found[min(index * Limit.rows, found.count)..<min((index + 1) * Limit.rows, found.count)]
        let open = found.count { $0.state == .open }
        var contents = "<h1>\(HTMLText.escaped(title))</h1>\n"
        contents += "<p class=\"facts\">\(found.count) issue\(found.count == 1 ? "" : "s"), \(open) open</p>\n"
        if let note { contents += "<p class=\"facts\"><code>\(HTMLText.escaped(note))</code></p>\n" }
        contents += html.list(rows, on: place(index))
        if count > 1 {
          let links = (0..<count).map { other in
            other == index
              ? "<li><a aria-current=\"page\">\(other + 1)</a></li>"
              : "<li><a href=\"\(SiteAddress.relative(place(other), from: place(index)))\">\(other + 1)</a></li>"
          }
          contents += "<nav aria-label=\"Parts of the list\"><ul class=\"parts\">\(links.joined())</ul></nav>\n"
        }
        return (index == 0 ? title : "\(title), part \(index + 1)", place(index), contents)
      })
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
    let open = issues.filter { $0.state == .open }
    let labels = grouped(by: \.labels).map { ($0.key, $0.value.count { $0.state == .open }) }.sorted { $0.0 < $1.0 }
    let people = grouped { [$0.assignee].compactMap { $0 } }.map { ($0.key, $0.value.count { $0.state == .open }) }
      .sorted { ($1.1, $0.0.text) < ($0.1, $1.0.text) }
    var contents = "<h1>Issues</h1>\n<p class=\"facts\">\(open.count) open of \(issues.count)</p>\n"
    contents += "<div class=\"columns\">\n<div class=\"texts\">\n\(html.list(open.prefix(Limit.rows), on: page))"
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
