import Vireo
import VireoSite

/// A roadmap as lines of text.
struct RoadmapLines {
  let roadmap: Roadmap
  let style: Style

  /// How many letters the bar of a milestone has.
  private static let barWidth = 30

  var lines: [String] {
    var lines: [String] = []
    for outlook in roadmap.milestones {
      if !lines.isEmpty { lines.append("") }
      lines += milestone(outlook)
    }
    if roadmap.milestones.isEmpty { lines.append("No milestones.") }
    if roadmap.unplanned.open > 0 { lines += ["", RoadmapText.unplanned(roadmap.unplanned.open)] }
    return lines
  }

  private func milestone(_ outlook: MilestoneOutlook) -> [String] {
    let phrase = RoadmapPhrase(outlook, at: roadmap.time)
    let title = outlook.milestone.title.map { "  " + TerminalText.harmless($0) } ?? ""
    var lines = [style.bold(TerminalText.harmless(outlook.milestone.name)) + title]
    let bar = outlook.progress.percent.map { percent in
      let done = percent * RoadmapLines.barWidth / 100
      return "[" + String(repeating: "#", count: done) + String(repeating: "-", count: RoadmapLines.barWidth - done)
        + "] "
    }
    lines.append("  " + (bar ?? "") + phrase.progress + ", " + phrase.state)
    let details = [phrase.effort, phrase.shares, phrase.forecast].compactMap { $0 }
    return lines + (details + phrase.risks + phrase.blocked).map { "  " + TerminalText.harmless($0) }
  }
}
