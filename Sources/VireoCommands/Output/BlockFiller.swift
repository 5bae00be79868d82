import ArgumentParser
import Vireo
import VireoSite

/// Makes what blocks of Markdown files show.
struct BlockFiller {
  let session: Session
  let tracker: Tracker

  /// A file with its blocks filled in.
  ///
  /// - Parameter path: From the repository's root; links start from there.
  func filled(_ path: String, _ bytes: [UInt8]) throws -> [UInt8] {
    // Tables of contents come last: other blocks may have headings.
    let first = try fill(path, bytes) { block, live in
      if case .toc = live { block.text } else { try text(live, path) }
    }
    let source = SourceText(path: path, bytes: first)
    return try fill(path, first) { block, live in
      if case .toc = live { BlockMarkdown.contents(of: source) } else { block.text }
    }
  }

  private func fill(
    _ path: String, _ bytes: [UInt8], _ text: (MarkedBlocks.Block, LiveBlock) throws -> String
  ) throws -> [UInt8] {
    try MarkedBlocks(SourceText(path: path, bytes: bytes)).filled { block in
      do {
        let now = session.environment.now()
        return try text(block, LiveBlock(block.name, block.arguments, in: tracker, now: now))
      } catch let error as QueryError {
        throw MarkedBlocks.error(error.message, block.place, error.advice)
      } catch let error as BlockError {
        throw MarkedBlocks.error(error.message, block.place, error.advice)
      } catch let error as ValidationError {
        throw MarkedBlocks.error(error.message, block.place)
      } catch let error as VireoError where error.code != .invalidBlock {
        throw MarkedBlocks.error(error.message, block.place, error.advice)
      }
    }
  }

  private func text(_ block: LiveBlock, _ path: String) throws -> String {
    let depth = path.split(separator: "/").count - 1
    let root = String(repeating: "../", count: depth)
    switch block {
    case .query(let question): return try list(question, root)
    case .milestone(let milestone):
      let query = QueryText(query: .condition(.text(.milestone, .equals(milestone.name)))).text()
      let head = try line(milestone, tracker.milestoneProgress()[milestone.name] ?? .init(), root)
      return head + "\n" + (try list(tracker.question(query + " is:open"), root))
    case .milestones:
      let progress = try tracker.milestoneProgress()
      return try tracker.milestones().filter { $0.state == .open }
        .map { "- " + line($0, progress[$0.name] ?? .init(), root) }.joined()
    case .roadmap(let names):
      var question = Tracker.RoadmapQuestion()
      (question.milestones, question.wantsPoints) = (names, false)
      return try RoadmapMarkdown(root: root).text(tracker.roadmap(question), withForecast: false)
    case .chart(let milestone, let form):
      var question = Tracker.RoadmapQuestion()
      question.milestones = [milestone.name]
      return try tracker.roadmap(question).milestones.first.map { BurnText.text($0, form) } ?? ""
    case .changelog(let range): return try changelog(range)
    case .timeline(let question, let limit): return try timeline(question, limit)
    case .pages(let folder): return try BlockMarkdown.pages(LiveBlock.pages(tracker.pages(), below: folder), root: root)
    case .toc: return ""
    }
  }

  /// The issues as a table; open ones if the query says nothing of it.
  private func list(_ question: Question, _ root: String) throws -> String {
    let query = question.query.concernsState ? question.query : .every([question.query, .state(.open)])
    let issues = try tracker.issues(matching: query, sortedBy: question.order ?? .newestFirst).issues
    let columns =
      question.columns.isEmpty ? ["number", "title", "assignee"].compactMap { IssueColumn($0) } : question.columns
    let rows = try IssueRows(issues, with: columns.reduce(into: []) { $0.formUnion($1.needs) }, from: tracker)
    let table = IssueTable(rows: rows, columns: columns, group: question.group, config: tracker.config)
    return issues.isEmpty ? "No issues.\n" : table.markdownLines(root: root).map { $0 + "\n" }.joined()
  }

  private func line(_ milestone: Milestone, _ progress: MilestoneProgress, _ root: String) -> String {
    let name = "[\(TimelineMarkdown.escaped(milestone.name))](\(WebAddress.path(root + milestone.path)))"
    let total = progress.open + progress.closed
    let parts = [
      milestone.due.map { (milestone.isLate(at: session.environment.now()) ? "late since " : "due ") + $0.day },
      progress.percent.map { "\(progress.closed) of \(total) issues closed (\($0) %)" } ?? "no issues",
    ]
    let title = milestone.title.map { " " + TimelineMarkdown.escaped($0) } ?? ""
    return "**\(name)**\(title): " + parts.compactMap { $0 }.joined(separator: ", ") + "\n"
  }

  private func changelog(_ range: String) throws -> String {
    let (from, to) = try ChangelogCommand.ends(range)
    let changelog = try session.open(at: to).changelog(since: session.open(at: from))
    return ChangelogMarkdown(title: to == "HEAD" ? "Unreleased" : to, by: .none).text(changelog)
  }

  /// What happened, as it is committed; commits only if they name an issue, so that the one which brings the text does
  /// not make it out of date.
  private func timeline(_ question: Tracker.TimelineQuestion, _ limit: Int) throws -> String {
    var timeline: Timeline
    do {
      timeline = try session.open(at: "HEAD").timeline(question)
    } catch let error as VireoError where error.code == .unknownRevision {
      // There is no commit yet.
      timeline = try Timeline([], matching: question.filter)
    }
    var (text, heading, left) = ("", "", limit)
    while left > 0, let event = try timeline.next() {
      if event.kind == .commit, event.mentions.isEmpty { continue }
      let day = TimelineClock.day(event)
      if day != heading { text += (heading.isEmpty ? "" : "\n") + "**\(day)**\n\n" }
      heading = day
      text += TimelineMarkdown.item(event)
      left -= 1
    }
    return text.isEmpty ? "Nothing happened.\n" : text
  }
}
