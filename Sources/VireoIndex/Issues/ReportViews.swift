import GRDB
import VireoModel

/// The views that reports in SQL are written against, apart from the cache's own tables, which may change.
enum ReportViews {
  /// Raised when a column goes or changes its meaning; new ones may come without.
  static let version = 1

  private static func time(_ column: String) -> String {
    """
    CASE WHEN \(column) & 1 THEN strftime('%Y-%m-%d', \(column) >> 1, 'unixepoch') \
    ELSE strftime('%Y-%m-%dT%H:%M:%SZ', \(column) >> 1, 'unixepoch') END
    """
  }

  private static func word(_ column: String) -> String { "(SELECT word FROM word WHERE word.id = \(column))" }

  private static let path = "folder.path || '/' || detail.name"

  private static let issueOf = """
    JOIN issue ON issue.id = source.issue JOIN detail ON detail.id = issue.id JOIN folder ON folder.id = detail.folder
    """

  /// Each view with the columns that it has.
  static let all: [(name: String, columns: [(name: String, sql: String)], from: String)] = [
    (
      "issues",
      [
        ("number", "issue.number"), ("uid", "detail.uid"), ("path", path), ("title", "detail.title"),
        ("state", "CASE issue.state WHEN 0 THEN 'open' ELSE 'closed' END"), ("status", word("issue.status")),
        ("state_known", "detail.isKnown"), ("resolution", word("issue.resolution")), ("type", word("issue.type")),
        ("priority", word("issue.priority")), ("severity", word("issue.severity")),
        ("component", word("issue.component")), ("version", word("issue.version")),
        ("milestone", word("issue.milestone")), ("author", word("issue.author")),
        ("assignee", word("issue.assignee")), ("created", time("issue.created")), ("due", time("issue.due")),
        ("closed", time("issue.closed")), ("closed_by", "CASE issue.state WHEN 1 THEN lower(hex(detail.cause)) END"),
        ("updated", "strftime('%Y-%m-%dT%H:%M:%SZ', \(QueryCompiler.updated), 'unixepoch')"),
        ("comments", "coalesce(issue.comments, 0)"), ("attachments", "coalesce(issue.attachments, 0)"),
      ], "issue JOIN detail ON detail.id = issue.id JOIN folder ON folder.id = detail.folder"
    ),
    (
      "labels", [("number", "issue.number"), ("path", path), ("label", word("source.value"))],
      "item AS source \(issueOf) WHERE source.key = (SELECT id FROM word WHERE word = 'labels')"
    ),
    (
      "fields",
      [
        ("number", "issue.number"), ("path", path), ("key", word("source.key")), ("value", word("source.value")),
      ], "item AS source \(issueOf)"
    ),
    (
      "comments",
      [
        ("number", "issue.number"), ("issue_path", path),
        ("path", "folder.path || '/' || substr(detail.name, 1, length(detail.name) - 3) || '/' || source.name"),
        ("author", word("source.author")), ("date", time("source.date")),
      ], "comment AS source \(issueOf)"
    ),
    (
      "people",
      [
        ("number", "issue.number"), ("path", path),
        ("role", "CASE source.role WHEN 1 THEN 'commenter' ELSE 'mentioned' END"), ("person", word("source.handle")),
      ], "person AS source \(issueOf)"
    ),
    (
      "relations",
      [
        ("number", "issue.number"), ("path", path),
        (
          "kind",
          """
          CASE source.kind WHEN 0 THEN 'blocked-by' WHEN 1 THEN 'parent' WHEN 2 THEN 'relates' \
          WHEN 3 THEN 'duplicate-of' ELSE \(word("source.kind - 16")) END
          """
        ), ("other_number", "source.number"), ("other", "coalesce(source.uid, source.path)"),
      ], "relation AS source \(issueOf)"
    ),
  ]

  /// Makes the views, which go with the connection.
  static func create(_ database: Database) throws {
    for view in all {
      let columns = view.columns.map { "\($0.sql) AS \($0.name)" }.joined(separator: ", ")
      try database.execute(sql: "CREATE TEMP VIEW IF NOT EXISTS \(view.name) AS SELECT \(columns) FROM \(view.from)")
    }
  }

  /// Makes the views without any row, in a database that has no tables.
  static func createEmpty(_ database: Database) throws {
    for view in all {
      let columns = view.columns.map { "NULL AS \($0.name)" }.joined(separator: ", ")
      try database.execute(sql: "CREATE TEMP VIEW \(view.name) AS SELECT \(columns) WHERE 0")
    }
  }
}
