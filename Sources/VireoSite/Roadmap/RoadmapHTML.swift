public import Vireo

/// A roadmap as a page: one file without scripts, in light and dark, for any width and for paper.
public struct RoadmapHTML: Sendable {
  private let title: String

  /// - Parameter title: The page's title.
  public init(title: String) { self.title = title }

  /// The page.
  public func text(_ roadmap: Roadmap) -> String {
    var text = HTMLPage.opening(title: title) + "<p class=\"what\">As of \(roadmap.time)</p>\n"
    text += roadmap.milestones.map { RoadmapHTML.article($0, at: roadmap.time) }.joined()
    if roadmap.milestones.isEmpty { text += "<p>No milestones.</p>\n" }
    if roadmap.unplanned.open > 0 { text += "<p>\(RoadmapText.unplanned(roadmap.unplanned.open))</p>\n" }
    return text + HTMLPage.closing
  }

  /// A milestone with its charts.
  ///
  /// - Parameter link: Where its name leads; nowhere if it is `nil`.
  static func article(_ outlook: MilestoneOutlook, at time: Timestamp, link: String? = nil) -> String {
    let phrase = RoadmapPhrase(outlook, at: time)
    let milestone = outlook.milestone
    let title = milestone.title.map { " <span class=\"title\">\(HTMLText.escaped($0))</span>" } ?? ""
    let plain = HTMLText.escaped(milestone.name)
    let name = link.map { "<a href=\"\($0)\">\(plain)</a>" } ?? plain
    var text = "<article class=\"milestone\">\n<h2>\(name)\(title)</h2>\n"
    let isWarning = outlook.isLate || !outlook.risks.isEmpty
    text += "<p><span class=\"\(isWarning ? "warning" : "what")\">\(isWarning ? "▲ " : "")\(words(phrase.state))</span>"
    text += " · \(words(phrase.progress))</p>\n" + bar(outlook.progress)
    let facts = [phrase.effort, phrase.shares, phrase.forecast].compactMap { $0 }
    text += list(facts) + list(phrase.risks, name: "Late and at risk") + list(phrase.blocked, name: "Waiting")
    let charts = [BurnChart.Form.up, .down].compactMap { BurnChart(outlook, $0)?.svg }
    guard !charts.isEmpty else { return text + "</article>\n" }
    text += "<div class=\"charts\">\n\(charts.joined())</div>\n" + key(outlook) + numbers(outlook)
    return text + "</article>\n"
  }

  /// How far it is, as a bar beside its words.
  static func bar(_ progress: MilestoneProgress) -> String {
    guard let percent = progress.percent else { return "" }
    return """
      <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="all" width="100" height="2"/><rect class="done" width="\(percent)" height="2"/></svg>

      """
  }

  private static func list(_ lines: [String], name: String? = nil) -> String {
    guard !lines.isEmpty else { return "" }
    let heading = name.map { "<h3>\($0)</h3>\n" } ?? ""
    return heading + "<ul>\n" + lines.map { "<li>\(words($0))</li>\n" }.joined() + "</ul>\n"
  }

  /// Text whose percent signs stay with their numbers.
  private static func words(_ text: String) -> String { HTMLText.escaped(text.replacing(" %", with: "\u{A0}%")) }

  /// What the lines and areas of the charts are.
  private static func key(_ outlook: MilestoneOutlook) -> String {
    let entries = [
      ("all", "all issues"), ("done", "closed"), ("left", "open"),
      outlook.milestone.due.map { _ in ("ideal", "steady pace to the due day") },
      outlook.forecast?.earliest.map { _ in ("forecast", "likely done") },
    ].compactMap { $0 }
    return "<ul class=\"key\">" + entries.map { "<li class=\"\($0.0)\">\($0.1)</li>" }.joined() + "</ul>\n"
  }

  /// The charts' numbers as a table.
  private static func numbers(_ outlook: MilestoneOutlook) -> String {
    let rows = outlook.points.map { point in
      let progress = point.progress
      return "<tr><th scope=\"row\">\(point.time.day)</th><td>\(progress.open)</td><td>\(progress.closed)</td>"
        + "<td>\(progress.total)</td></tr>\n"
    }
    return """
      <details><summary>Numbers</summary>
      <table><thead><tr><th scope="col">at the end of</th><th scope="col">open</th><th scope="col">closed</th>\
      <th scope="col">all</th></tr></thead>
      <tbody>
      \(rows.joined())</tbody></table></details>

      """
  }
}
