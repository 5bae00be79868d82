import ArgumentParser
import Foundation
import Vireo
import VireoSite

struct SiteCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Make pages of the whole tracker",
    discussion: """
      A folder of plain pages with issues, wiki, timeline, roadmap, releases, feeds and a search, which any host \
      serves and which can be opened as files. Files that stay the same are not written again; what is not made any \
      more goes, and nothing is touched that was not made by this.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The folder to put it into.", valueName: "folder"), completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("As this commit, tag or branch has it, without the work tree.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    let session = session.atSourceDate()
    let tracker = try session.open(at: at)
    let name = URL(fileURLWithPath: tracker.workTree ?? ".").lastPathComponent
    let site = try Site(tracker, name: name)
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    if path.split(separator: "/").contains(where: { $0 == ".tracker" || $0 == ".git" }) {
      throw ValidationError("'\(folder)' lies among the tracker's or git's own files: name another folder.")
    }
    var files = try SiteFolder(path)
    try site.write { try files.put($0) }
    let gone = try files.finish()
    let parts = ["\(files.written) written"] + (gone > 0 ? ["\(gone) taken away"] : [])
    session.console.printData("\(files.count) files, " + parts.joined(separator: ", "))
  }
}
