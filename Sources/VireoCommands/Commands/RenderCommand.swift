import ArgumentParser
import Foundation
import Vireo
import VireoSite

struct RenderCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Fill in lists and timelines in Markdown files",
    discussion: """
      What stands between a line <!-- vireo:NAME ... --> and the next <!-- /vireo --> is written anew, so that a \
      README or a page of the wiki shows it wherever Markdown is shown. The names are 'query QUERY', \
      'milestone NAME', 'milestones', 'roadmap NAME ...', 'chart NAME up' or 'down', 'changelog A..B', 'timeline' and \
      'changes' of pages, which take days=14, since=, until=, author= and limit= (timeline also kind= and milestone=), \
      'pages FOLDER' and 'toc'.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which files.", completion: .file())
  var files: [String]

  @Flag(help: "Write nothing; fail if a file is not as it would be written.")
  var check = false

  func run(_ session: Session) throws {
    let session = session.atSourceDate()
    let tracker = try session.open()
    let paths = try files.map { file in
      let path = try session.path(file, in: tracker)
      guard !path.isEmpty else { throw ValidationError("'\(file)' is a folder: name the files.") }
      return path
    }
    let filler = BlockFiller(session: session, tracker: tracker)
    if check {
      var isStale = false
      for path in paths {
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: (tracker.workTree ?? "") + "/" + path)))
        guard try filler.filled(path, bytes) != bytes else { continue }
        isStale = true
        session.console.printData("\(path) is out of date; 'vireo render \(path)' mends it")
      }
      if isStale { throw ExitCode(1) }
      return
    }
    let outcome = try tracker.edit(commit: commit.commit) { edit in
      for path in paths { try edit.rewrite(path) { try filler.filled(path, $0) } }
    }
    if outcome.paths.isEmpty { session.console.note("nothing to change") }
    for path in outcome.paths { session.console.printData("changed \(path)") }
  }
}
