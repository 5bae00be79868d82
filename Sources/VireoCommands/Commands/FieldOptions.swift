import ArgumentParser
import Vireo

/// The fields that have options of their own, for a new issue and for one that is changed.
struct FieldOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The title.", valueName: "title"))
  var title: String?

  @OptionGroup var text: TextOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Who works on it; @me is you.", valueName: "who"))
  var assignee: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The milestone.", valueName: "name"))
  var milestone: String?

  @Option(help: "The type, as configured.")
  var type: String?

  @Option(help: "The priority, as configured.")
  var priority: String?

  @Option(
    help: ArgumentHelp("Set any field; commas separate items (can be repeated).", valueName: "key=value"))
  var set: [Assignment] = []

  /// What was given, as keys and values; the title is not among them.
  func fields(_ tracker: Tracker) throws -> [(key: String, value: String)] {
    var fields: [(key: String, value: String)] = []
    if let assignee { fields.append(("assignee", assignee.isEmpty ? "" : try tracker.person(assignee).text)) }
    if let milestone { fields.append(("milestone", milestone)) }
    if let type { fields.append(("type", type)) }
    if let priority { fields.append(("priority", priority)) }
    return fields + set.map { ($0.key, $0.value) }
  }
}
