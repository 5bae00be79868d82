import Foundation
import Vireo
import VireoMarkup
import VireoModel
import VireoQuery

/// Fills the blocks of texts in: what `vireo render` writes into files stands in pages as it is now.
struct SiteBlocks: Sendable {
  let tracker: Tracker
  let roadmap: Roadmap
  let pages: [Page]
  /// Shows events in a page.
  let events: @Sendable (_ events: [TimelineEvent], _ page: String) -> String

  private let lock = NSLock()

  init(
    tracker: Tracker, roadmap: Roadmap, pages: [Page],
    events: @escaping @Sendable (_ events: [TimelineEvent], _ page: String) -> String
  ) {
    (self.tracker, self.roadmap, self.pages, self.events) = (tracker, roadmap, pages, events)
  }

  /// The HTML of a block; `nil` for one that is left as its file has it.
  ///
  /// What is wrong with a block is said in its place, and nowhere else.
  ///
  /// - Parameter source: The path of the file that it stands in.
  func html(_ block: EmbeddedBlock, of source: String, on page: String, _ issues: IssueHTML) -> String? {
    // Pages are made by several threads, and one at a time may ask.
    lock.lock()
    defer { lock.unlock() }
    do {
      return try contents(LiveBlock(block.name, block.arguments, in: tracker, now: roadmap.time), page, issues)
    } catch let error as VireoError {
      return problem(block, source, error.message)
    } catch let error as QueryError {
      return problem(block, source, error.message)
    } catch let error as BlockError {
      return problem(block, source, error.message)
    } catch {
      return problem(block, source, "\(error)")
    }
  }

  private func problem(_ block: EmbeddedBlock, _ source: String, _ message: String) -> String {
    let name = "vireo:\(block.name)" + (block.arguments.isEmpty ? "" : " " + block.arguments)
    let text = HTMLText.escaped("\(place(block, source)): \(name): \(message)")
    return "<p class=\"problem\">\(text)</p>\n"
  }

  /// Where a block stands, as `path:line:column`.
  private func place(_ block: EmbeddedBlock, _ source: String) -> String {
    let text = (try? tracker.source(at: source)) ?? nil
    let marked = text.flatMap { try? MarkedBlocks($0).blocks } ?? []
    let same = marked.filter { $0.name == block.name && $0.arguments == block.arguments }
    guard same.indices.contains(block.ordinal), let start = same[block.ordinal].place.start else { return source }
    return "\(source):\(start.line):\(start.column)"
  }

  private func contents(_ block: LiveBlock, _ page: String, _ issues: IssueHTML) throws -> String? {
    switch block {
    case .query(let question):
      let query = question.query.concernsState ? question.query : .every([question.query, .state(.open)])
      return try issues.list(tracker.issues(matching: query, sortedBy: question.order ?? .newestFirst).issues, on: page)
    case .milestone(let milestone):
      return outlook(milestone).map { article($0, page) }
    case .milestones, .roadmap([]):
      return roadmap.milestones.filter { $0.milestone.state == .open }.map { article($0, page) }.joined()
    case .roadmap(let names):
      return roadmap.milestones.filter { names.contains($0.milestone.name) }.map { article($0, page) }.joined()
    case .chart(let milestone, let form):
      let svg = outlook(milestone).flatMap { BurnChart($0, form == .up ? .up : .down)?.svg }
      return svg.map { "<div class=\"charts\">\n\($0)</div>\n" } ?? "<p class=\"none\">Nothing to draw yet.</p>\n"
    case .timeline(let question, let limit):
      var timeline = try tracker.timeline(question)
      var found: [TimelineEvent] = []
      while found.count < min(limit, Site.Limit.timeline), let event = try timeline.next() { found.append(event) }
      return found.isEmpty ? "<p class=\"none\">Nothing happened.</p>\n" : events(found, page)
    case .pages(let folder):
      let items = LiveBlock.pages(pages, below: folder).map { other in
        "<li><a href=\"\(SiteAddress.relative(SiteAddress.page(ofWiki: other.name), from: page))\">"
          + "\(HTMLText.escaped(other.title))</a></li>\n"
      }
      return "<ul class=\"pages\">\n\(items.joined())</ul>\n"
    case .changelog, .toc: return nil
    }
  }

  private func outlook(_ milestone: Milestone) -> MilestoneOutlook? {
    roadmap.milestones.first { $0.milestone.name == milestone.name }
  }

  private func article(_ outlook: MilestoneOutlook, _ page: String) -> String {
    let link =
      outlook.hasFile ? SiteAddress.relative(SiteAddress.list(ofMilestone: outlook.milestone.name), from: page) : nil
    return RoadmapHTML.article(outlook, at: roadmap.time, link: link)
  }
}
