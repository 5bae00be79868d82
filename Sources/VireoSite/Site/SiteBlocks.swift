import Vireo
import VireoMarkup
import VireoModel
import VireoQuery

/// Fills the blocks of texts in: what `vireo render` writes into files stands in pages as it is now.
struct SiteBlocks {
  let tracker: Tracker
  let roadmap: Roadmap
  let events: [TimelineEvent]
  let pages: [Page]

  /// The HTML of a block; `nil` for one that is left as its file has it.
  ///
  /// What is wrong with a block is said in its place, and nowhere else.
  func html(_ block: EmbeddedBlock, on page: String, _ issues: IssueHTML) -> String? {
    do {
      return try contents(block, page, issues)
    } catch let error as VireoError {
      return problem(block, error.message)
    } catch let error as QueryError {
      return problem(block, error.message)
    } catch {
      return problem(block, "\(error)")
    }
  }

  private func problem(_ block: EmbeddedBlock, _ message: String) -> String {
    let name = "vireo:\(block.name)" + (block.arguments.isEmpty ? "" : " " + block.arguments)
    return "<p class=\"problem\">\(HTMLText.escaped("\(name): \(message)"))</p>\n"
  }

  private func contents(_ block: EmbeddedBlock, _ page: String, _ issues: IssueHTML) throws -> String? {
    switch block.name {
    case "query":
      let question = try tracker.question(block.arguments)
      let query = question.query.concernsState ? question.query : .every([question.query, .state(.open)])
      return try issues.list(tracker.issues(matching: query, sortedBy: question.order ?? .newestFirst).issues, on: page)
    case "milestone":
      let milestone = try tracker.milestone(named: block.arguments)
      return roadmap.milestones.first { $0.milestone.name == milestone.name }.map { article($0, page) }
    case "milestones", "roadmap":
      let names = block.arguments.split(separator: " ").map(String.init)
      let shown = roadmap.milestones.filter { outlook in
        names.isEmpty ? outlook.milestone.state == .open : names.contains(outlook.milestone.name)
      }
      return shown.map { article($0, page) }.joined()
    case "pages":
      let items = pages.map { other in
        "<li><a href=\"\(SiteAddress.relative(SiteAddress.page(ofWiki: other.name), from: page))\">"
          + "\(HTMLText.escaped(other.title))</a></li>\n"
      }
      return "<ul class=\"pages\">\n\(items.joined())</ul>\n"
    default: return nil
    }
  }

  private func article(_ outlook: MilestoneOutlook, _ page: String) -> String {
    let link =
      outlook.hasFile ? SiteAddress.relative(SiteAddress.list(ofMilestone: outlook.milestone.name), from: page) : nil
    return RoadmapHTML.article(outlook, at: roadmap.time, link: link)
  }
}
