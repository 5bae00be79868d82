import ArgumentParser
import Vireo
import VireoSite

struct ChangelogCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "changelog", abstract: "Show what was closed between two releases",
    discussion: """
      The issues that are closed in the later commit, tag or branch and were open or not there in the earlier one, as \
      Markdown for a release's page, with the commits in between that closed them and who made these. A..B names both; \
      A alone, or A.., means what is closed since.
      """)
  static let fields = ["number", "title", "labels", "milestone", "type", "commits", "people", "path"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Which releases, as v1.0..v1.1.", valueName: "range"))
  var range: String

  @Option(help: "Put under headings by this.")
  var group: ChangelogGroup = .label

  @Option(help: ArgumentHelp("The heading, instead of the later revision's name.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  static func value(_ field: String, _ entry: Changelog.Entry) -> JSONValue {
    switch field {
    case "number": entry.issue.number.map { .int(Int64($0.value)) } ?? .null
    case "title": .text(entry.issue.title)
    case "labels": JSONValue(entry.issue.labels)
    case "milestone": JSONValue(entry.issue.milestone)
    case "type": JSONValue(entry.issue.type)
    case "commits": JSONValue(entry.commits.map(\.hex))
    case "people": JSONValue(entry.people.map(\.text))
    default: .text(entry.issue.path)
    }
  }

  /// The two ends of a range; without a later one it is HEAD.
  static func ends(_ range: String) throws -> (from: String, to: String) {
    guard !range.contains("...") else { throw ValidationError("Give two dots, as v1.0..v1.1.") }
    let dots = range.firstRange(of: "..")
    let from = String(range[..<(dots?.lowerBound ?? range.endIndex)])
    let later = dots.map { String(range[$0.upperBound...]) } ?? ""
    guard !from.isEmpty else { throw ValidationError("Name the earlier release, as v1.0..\(later).") }
    return (from, later.isEmpty ? "HEAD" : later)
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let (from, to) = try ChangelogCommand.ends(range)
    let changelog = try session.open(at: to).changelog(since: session.open(at: from))
    if try printJSON(changelog.entries, session) { return }
    let title = title ?? (to == "HEAD" ? "Unreleased" : to)
    let grouping = ChangelogMarkdown.Grouping(rawValue: group.rawValue) ?? .label
    session.console.write(Array(ChangelogMarkdown(title: title, by: grouping).text(changelog).utf8))
  }
}

/// What the headings of a changelog are.
enum ChangelogGroup: String, CaseIterable, ExpressibleByArgument {
  case label, milestone, type, component, none
}
