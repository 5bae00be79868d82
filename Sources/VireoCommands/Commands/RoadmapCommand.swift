import ArgumentParser
import Vireo
import VireoSite

struct RoadmapCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "roadmap", abstract: "Show how far each milestone is",
    discussion: """
      How many issues are closed and how much of the estimates is done, who has what, what waits for what, what is \
      late or at risk, and when it is likely to be done. The page has charts of how it came here; they follow from \
      the commits that the branch was at, and before the first commit with issues from the dates in its files.

      An estimate is points, as 3, or time, as 4h or 1w 2d, with days of 8 hours and weeks of 5 days.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which milestones; all open ones if none is named.", completion: MilestoneCompletion.kind)
  var names: [String] = []

  @Option(name: .shortAndLong, help: "Milestones in which state.")
  var state: StateChoice = .open

  @Option(help: ArgumentHelp("As it was known in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: "Print in this form.")
  var format: RoadmapFormat = .text

  func run(_ session: Session) throws {
    let session = session.atSourceDate()
    let tracker = try session.open(at: at)
    var question = Tracker.RoadmapQuestion()
    (question.milestones, question.state) = (names, state.state)
    question.wantsPoints = format == .html || format == .json
    let roadmap = try tracker.roadmap(question)
    let title = (tracker.config.name.map { $0 + ": " } ?? "") + "roadmap"
    let console = session.console
    func write(_ text: String) { console.write(Array(text.utf8)) }
    if format == .text || format == .markdown { console.startPager() }
    switch format {
    case .text: RoadmapLines(roadmap: roadmap, style: Style(isOn: console.usesColour)).lines.forEach(console.print)
    case .json: console.print(RoadmapJSON.text(roadmap, indented: console.isTerminal))
    case .html: write(RoadmapHTML(title: title).text(roadmap))
    case .markdown: write("# \(TimelineMarkdown.escaped(title))\n\n" + RoadmapMarkdown().text(roadmap))
    case .ical: write(RoadmapCalendar(title: title, project: try tracker.projectID()).text(roadmap))
    }
  }
}

/// The forms in which a roadmap is printed.
enum RoadmapFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, html, markdown, ical
}
