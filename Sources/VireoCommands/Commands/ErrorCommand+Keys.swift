import ArgumentParser
import Vireo
import VireoErrors
import VireoServer

struct ErrorDSNCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "dsn", abstract: "Print the line that tells an SDK where to report",
    discussion: """
      Prints the address of the first key that is not revoked, and makes one if there is none. It is no secret: \
      whoever has it can send events, and nothing else.
      """)
  static let helpName = "error dsn"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Option(help: ArgumentHelp("The address under which programs reach 'vireo serve'.", valueName: "url"))
  var url = "http://127.0.0.1:4780"

  @Option(help: ArgumentHelp("Of this project.", valueName: "number"))
  var project = 1

  func run(_ session: Session) throws {
    let keys = try events.keys(session, session.open())
    let found = try keys.all().first { $0.revoked == nil && $0.project == project }
    let key = try found ?? keys.add(project: project, name: "", quota: nil, at: session.environment.now())
    session.console.print(try KeyLines(keys, url: url).address(of: key))
  }
}

struct ErrorKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Keep the keys with which programs report",
    subcommands: [ErrorKeyNewCommand.self, ErrorKeyListCommand.self, ErrorKeyRevokeCommand.self],
    defaultSubcommand: ErrorKeyListCommand.self)
}

struct ErrorKeyNewCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a key, and print the line that tells an SDK where to report")
  static let helpName = "error key new"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Argument(help: "What it is for.")
  var name = ""

  @Option(help: ArgumentHelp("For this project; a program of its own has a number of its own.", valueName: "number"))
  var project = 1

  @Option(
    help: ArgumentHelp("How many events a minute may come with it; any number without this.", valueName: "count"))
  var quota: Int?

  @Option(help: ArgumentHelp("The address under which programs reach 'vireo serve'.", valueName: "url"))
  var url = "http://127.0.0.1:4780"

  func run(_ session: Session) throws {
    guard project >= 0 else { throw ValidationError("--project takes a number from 0 on.") }
    guard quota.map({ $0 > 0 }) ?? true else { throw ValidationError("--quota takes a number from 1 on.") }
    let keys = try events.keys(session, session.open())
    let lines = KeyLines(keys, url: url)
    try lines.check()
    let key = try keys.add(project: project, name: name, quota: quota, at: session.environment.now())
    session.console.print(try lines.address(of: key))
  }
}

struct ErrorKeyListCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the keys",
    discussion: "Lines of tab-separated columns: id, project, state, requests a minute, made, name, key.")
  static let helpName = "error key list"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  func run(_ session: Session) throws {
    let keys = try events.keys(session, session.open())
    for key in try keys.all() {
      let cells = [
        "\(key.id)", "\(key.project)", key.revoked == nil ? "valid" : "revoked", key.quota.map(String.init) ?? "",
        key.created.description, key.name, keys.text(of: key),
      ]
      session.console.print(cells.map(IssueTable.oneField).joined(separator: "\t"))
    }
  }
}

struct ErrorKeyRevokeCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Take a key back, so that nothing that comes with it is taken in")
  static let helpName = "error key revoke"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Argument(help: "Its id, as 'vireo error key list' tells it.")
  var id: Int64

  func run(_ session: Session) throws {
    let keys = try events.keys(session, session.open())
    guard try keys.revoke(id, at: session.environment.now()) else {
      throw ValidationError("there is no valid key \(id); 'vireo error key list' lists them.")
    }
  }
}

/// Keys as what SDKs take.
struct KeyLines {
  private let keys: IntakeKeys
  private let url: String

  init(_ keys: IntakeKeys, url: String) {
    self.keys = keys
    self.url = url
  }

  func check() throws { _ = try parts() }

  private func parts() throws -> (scheme: String, rest: String) {
    let trimmed = url.hasSuffix("/") ? String(url.dropLast()) : url
    guard let end = trimmed.firstRange(of: "://"), ["http", "https"].contains(String(trimmed[..<end.lowerBound])),
      !trimmed[end.upperBound...].isEmpty, !trimmed.contains(where: { $0.isWhitespace || "@?#".contains($0) })
    else { throw ValidationError("'\(url)' is no address: give one as https://errors.example.org.") }
    return (String(trimmed[..<end.lowerBound]), String(trimmed[end.upperBound...]))
  }

  /// The address that an SDK takes: the key before the host, the project behind the path.
  func address(of key: IntakeKeys.Key) throws -> String {
    let (scheme, rest) = try parts()
    return "\(scheme)://\(keys.text(of: key))@\(rest)/\(key.project)"
  }
}
