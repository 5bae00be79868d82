import ArgumentParser
import Vireo

/// The fields of a command's own records that `--json` can show.
struct FieldChoice {
  private let wanted: [String]

  /// - Throws: `ValidationError` for a name that is none, with the nearest.
  init(_ text: String, among names: [String]) throws { wanted = try FieldChoice.names(text, among: names) }

  /// Reads names with commas between them.
  ///
  /// - Parameter spelled: Brings a name into the form of the list.
  static func names(
    _ text: String, among known: [String], spelled: (String) -> String = { $0 }
  ) throws -> [String] {
    try text.split(separator: ",").map { part in
      let name = String(part)
      if let found = [spelled(name), name].first(where: known.contains) { return found }
      let hint = Nearest.suggestion(for: name, among: known)
      throw ValidationError(
        "'\(name)' is no field for --json\(hint.isEmpty ? "." : hint) A bare --json lists them all.")
    }
  }

  func object(_ value: (String) -> JSONValue) -> JSONValue {
    .object(wanted.map { JSONValue.Member($0, value($0)) })
  }
}

/// A command whose records `--json` can show.
protocol JSONCommand: TrackerCommand {
  associatedtype Record
  static var fields: [String] { get }
  var json: String? { get }
  static func value(_ field: String, _ record: Record) -> JSONValue
}

extension JSONCommand {
  /// Lists the fields, where that was asked for.
  func listFields(_ session: Session) -> Bool {
    guard json == FieldSelection.listing else { return false }
    Self.fields.forEach { session.console.print($0) }
    return true
  }

  /// Prints the records as JSON, where that was asked for.
  func printJSON(_ records: [Record], _ session: Session) throws -> Bool {
    guard let json else { return false }
    let choice = try FieldChoice(json, among: Self.fields)
    let objects = records.map { record in choice.object { Self.value($0, record) } }
    session.console.print(JSONValue.array(objects).serialized(indented: session.console.isTerminal))
    return true
  }
}
