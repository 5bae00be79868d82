import ArgumentParser
import Foundation
import Vireo
import VireoSite

struct SiteCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Make pages of the whole tracker",
    discussion: """
      A folder of plain pages with issues, wiki, timeline, roadmap, releases, feeds and a search, which any host \
      serves and which can be opened as files. Only what changed is made and written again; what is not made any more \
      goes, and nothing is touched that was not made by this. Files in .tracker/theme/ replace our own templates and \
      style sheet one by one; --eject-theme writes ours there.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The folder to put it into.", valueName: "folder"), completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("As this commit, tag or branch has it, without the work tree.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("The address that the site will have, for feeds and a site map.", valueName: "url"))
  var base: String?

  @Flag(help: "Write our own templates and style sheet into .tracker/theme/, and make no site.")
  var ejectTheme = false

  @Flag(help: "With --eject-theme: also in the place of files that were changed.")
  var force = false

  func validate() throws {
    if ejectTheme {
      guard folder == nil, at == nil, base == nil else {
        throw ValidationError("--eject-theme makes no site: name no folder, --at or --base with it.")
      }
    } else if folder == nil {
      throw ValidationError("Name the folder to put the site into.")
    } else if force {
      throw ValidationError("--force goes with --eject-theme.")
    }
    if let base, SiteCommand.address(base) == nil {
      throw ValidationError("'\(base)' is no address of a site: write one like https://example.org/tracker/.")
    }
  }

  func run(_ session: Session) throws {
    if ejectTheme { return try eject(session) }
    ProcessMemory.returnsLargeBlocks()
    let session = session.atSourceDate()
    let tracker = try session.open(at: at)
    let path = URL(fileURLWithPath: folder ?? "").standardizedFileURL.path
    if path.split(separator: "/").contains(where: { $0 == ".tracker" || $0 == ".git" }) {
      throw ValidationError("'\(folder ?? "")' lies among the tracker's or git's own files: name another folder.")
    }
    let looking = Background { SiteFolder(path) }
    let name = URL(fileURLWithPath: tracker.workTree ?? ".").lastPathComponent
    let site = try Site(
      tracker, Site.Options(name: name, base: base.flatMap(SiteCommand.address), program: SiteCommand.program))
    var files = try looking.wait()
    try site.write(to: &files)
    let gone = try files.finish()
    let parts = ["\(files.written) written"] + (gone > 0 ? ["\(gone) taken away"] : [])
    session.console.printData("\(files.count) files, " + parts.joined(separator: ", "))
  }

  /// The address of a site with a slash at its end; `nil` for what is none.
  private static func address(_ text: String) -> String? {
    guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased() ?? ""),
      parts.host?.isEmpty == false, parts.query == nil, parts.fragment == nil, parts.user == nil
    else { return nil }
    return text.hasSuffix("/") ? text : text + "/"
  }

  /// What tells this program from others, also from another build of the same version.
  private static var program: String {
    let file = Bundle.main.executablePath.flatMap { try? FileManager.default.attributesOfItem(atPath: $0) }
    let date = (file?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(CommandLineTool.version) \(file?[.size] ?? 0) \(Int64(date))"
  }

  private func eject(_ session: Session) throws {
    let tracker = try session.open()
    let outcome = try tracker.writeTheme(SiteTheme.Part.allCases.map { ($0.file, $0.builtIn) }, replacing: force)
    for path in outcome { session.console.printData("wrote \(path)") }
    if outcome.isEmpty { session.console.note("all of it is there already") }
  }
}
