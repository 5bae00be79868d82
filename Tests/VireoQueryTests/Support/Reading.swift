import VireoModel
import VireoQuery

/// A project with a field of each type, at ten in the morning of 21 November 2026.
let context: QueryContext = {
  var config = Config()
  config.fields = [
    CustomField(key: "customer"), CustomField(key: "effort", type: .number), CustomField(key: "deadline", type: .date),
    CustomField(key: "risk", type: .choice, values: ["small", "middling", "great"]),
    CustomField(key: "reviewer", type: .person), CustomField(key: "epic", type: .issue),
    CustomField(key: "link", type: .url), CustomField(key: "two words"), CustomField(key: "sort"),
    CustomField(key: "versions", type: .number),
  ]
  return QueryContext(
    config: config, now: time("2026-11-21T10:00:00Z"), me: "alice", savedQueries: ["mine", "next week"])
}()

func time(_ text: String) -> Int64 { Timestamp(text)?.seconds ?? .min }

func read(_ text: String) throws -> Query { try QueryText(text, in: context).query }

/// The canonical text of what a text is read as.
func canonical(_ text: String) throws -> String { try QueryText(text, in: context).text(in: context.config) }

/// What is wrong with a text.
func fault(_ text: String, in context: QueryContext = context) -> QueryError? {
  do {
    _ = try QueryText(text, in: context)
    return nil
  } catch {
    return error
  }
}

func words(_ text: String) -> Query { .condition(.words(text)) }
