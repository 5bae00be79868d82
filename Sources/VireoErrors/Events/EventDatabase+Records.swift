import Foundation
import GRDB
package import VireoEvents
import VireoModel

extension EventDatabase {
  /// What users said of events of a group, as far as those are kept, the newest first.
  package func feedback(on group: Int64, limit: Int) throws -> [UserFeedback] {
    let events = Set(
      try queue.inDatabase { database in
        try Row.fetchAll(database, sql: "SELECT high, low FROM sample WHERE groupID = ?", arguments: [group]).map {
          EventID(high: UInt64(bitPattern: $0["high"]), low: UInt64(bitPattern: $0["low"]))
        }
      })
    return Array(
      try bodies(.feedback, holding: nil).lazy.compactMap { body in
        Intake.protocols.lazy.compactMap { $0.feedback(from: body) }.first
      }
      .filter { $0.event.map(events.contains) ?? false }.prefix(limit))
  }

  /// What was logged with a trace id, the oldest first.
  package func logs(ofTrace id: String, limit: Int) throws -> [LogLine] {
    let lines = try bodies(.log, holding: id).flatMap { body in Intake.protocols.flatMap { $0.logs(from: body) } }
      .filter { $0.traceID == id }
    return Array(lines.sorted { ($0.time?.seconds ?? 0) < ($1.time?.seconds ?? 0) }.suffix(limit))
  }

  /// The records of a kind with a text in them, the newest first.
  private func bodies(_ kind: IntakeItem.RecordKind, holding text: String?) throws -> [JSONValue] {
    try queue.inDatabase { database in
      try Data.fetchAll(
        database,
        sql: """
          SELECT body FROM record WHERE kind = ? AND (? IS NULL OR instr(body, CAST(? AS BLOB)) > 0)
          ORDER BY received DESC, id DESC
          """, arguments: [kind.rawValue, text, text]
      ).compactMap { try? JSONReader.value(of: Array($0)) }
    }
  }
}
