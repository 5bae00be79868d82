/// The answer to a question in SQL.
public struct ReportTable: Sendable, Hashable {
  /// One value.
  public enum Value: Sendable, Hashable {
    /// None.
    case null
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A text.
    case text(String)

    /// The text as people read it; empty for none.
    public var text: String {
      switch self {
      case .null: ""
      case .integer(let value): String(value)
      case .number(let value): String(value)
      case .text(let text): text
      }
    }
  }

  /// The names of the columns.
  public var columns: [String]
  /// The rows, each with a value for each column.
  public var rows: [[Value]] = []

  /// Creates a table without rows.
  public init(columns: [String]) { self.columns = columns }
}
