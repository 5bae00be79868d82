import ArgumentParser
import Vireo

struct ConfigCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the configuration that is in force",
    discussion: "Prints .tracker/config.yml with the defaults filled in, as YAML that could stand there.")

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    let tracker = try session.open(at: at)
    let members = ConfigPrinter.members(tracker.config)
    if json {
      session.console.print(JSONValue.object(members).serialized(indented: true))
    } else {
      // JSON is YAML, so each key's value is written as such.
      for member in members { session.console.print("\(member.name): \(member.value.serialized())") }
    }
    tracker.configDiagnostics.forEach { session.console.note(DiagnosticFormatter.human($0)) }
    session.console.finish()
    if !tracker.configDiagnostics.isEmpty { throw ExitCode(1) }
  }
}

/// The configuration as keys and values.
enum ConfigPrinter {
  static func members(_ config: Config) -> [JSONValue.Member] {
    [
      .init("name", JSONValue(config.name)),
      .init("statuses", .object(config.statuses.map { .init($0.word, .text($0.state.rawValue)) })),
      .init(
        "transitions",
        .object(config.transitions.sorted { $0.key < $1.key }.map { .init($0.key, JSONValue($0.value)) })),
      .init("resolutions", JSONValue(config.resolutions)),
      .init("types", JSONValue(config.types)),
      .init("priorities", JSONValue(config.priorities)),
      .init("labels", .object(config.labels.map { .init($0.name, label($0)) })),
      .init("components", .object(config.components.map { .init($0.name, component($0)) })),
      .init("fields", .object(config.fields.map { .init($0.key, field($0)) })),
      .init("people", .object(config.people.map { .init($0.handle.text, person($0)) })),
      .init("references", references(config.references)),
      .init("release-branches", JSONValue(config.releaseBranches)),
      .init("commit", .bool(config.commit)),
    ]
  }

  private static func label(_ label: Config.Label) -> JSONValue {
    .object([.init("colour", JSONValue(label.colour)), .init("description", JSONValue(label.description))])
  }

  private static func component(_ component: Config.Component) -> JSONValue {
    .object([.init("owner", JSONValue(component.owner?.text)), .init("paths", JSONValue(component.paths))])
  }

  private static func field(_ field: CustomField) -> JSONValue {
    .object([
      .init("type", .text(field.type.rawValue)), .init("values", JSONValue(field.values)),
      .init("list", .bool(field.isList)), .init("required", .bool(field.isRequired)),
    ])
  }

  private static func person(_ person: Config.Person) -> JSONValue {
    .object([.init("name", JSONValue(person.name)), .init("email", JSONValue(person.emails))])
  }

  private static func references(_ rules: Config.ReferenceRules) -> JSONValue {
    .object([
      .init("prefix", JSONValue(rules.prefix)), .init("envelope", JSONValue(rules.envelope)),
      .init("glued", .bool(rules.isGlued)),
      .init("pull-requests", .text(rules.mentionsPullRequests ? "mention" : "ignore")),
      .init("unknown", .text(rules.refusesUnknown ? "refuse" : "warn")),
      .init(
        "words",
        .object([
          .init("close", JSONValue(rules.close)), .init("reopen", JSONValue(rules.reopen)),
          .init("refer", JSONValue(rules.refer)),
        ])),
    ])
  }
}
