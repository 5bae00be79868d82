public import Vireo

/// A roadmap as Markdown: a list with an item for each milestone.
public struct RoadmapMarkdown: Sendable {
  private let root: String

  /// - Parameter root: What leads from the file with the list to the repository's root, as `../`.
  public init(root: String = "") { self.root = root }

  /// The lines, each with its end.
  ///
  /// - Parameter withForecast: Whether forecasts are told, which change with each day.
  public func text(_ roadmap: Roadmap, withForecast: Bool = true) -> String {
    var text = roadmap.milestones.map { item($0, at: roadmap.time, withForecast) }.joined()
    if roadmap.milestones.isEmpty { text += "No milestones.\n" }
    let unplanned = roadmap.unplanned.open
    if unplanned > 0 { text += "\n\(RoadmapText.unplanned(unplanned))\n" }
    return text
  }

  private func item(_ outlook: MilestoneOutlook, at time: Timestamp, _ withForecast: Bool) -> String {
    let phrase = RoadmapPhrase(outlook, at: time)
    let milestone = outlook.milestone
    let name = TimelineMarkdown.escaped(milestone.name)
    let link = outlook.hasFile ? "[\(name)](\(WebAddress.path(root + milestone.path)))" : name
    let title = milestone.title.map { " " + TimelineMarkdown.escaped($0) } ?? ""
    let lines =
      [
        phrase.effort, phrase.shares, withForecast ? phrase.forecast : nil,
      ].compactMap { $0 } + phrase.risks + phrase.blocked
    let head = "- **\(link)**\(title): \(phrase.state), \(phrase.progress)"
    return ([head] + lines.map { "  - " + TimelineMarkdown.escaped($0) }).map { $0 + "\n" }.joined()
  }
}

/// What all forms of a roadmap say alike.
public enum RoadmapText {
  /// How many open issues are in no milestone.
  public static func unplanned(_ count: Int) -> String {
    "\(count) open issue\(count == 1 ? " is" : "s are") in no milestone."
  }
}
