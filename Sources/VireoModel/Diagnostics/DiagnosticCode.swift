/// The name of a rule, as `unknown-status`, with its explanation.
///
/// Codes are stable and never used for anything else.
public struct DiagnosticCode: Sendable, Hashable, CustomStringConvertible {
  /// The name: lower case with hyphens.
  public let id: String
  /// How much a finding matters, unless it says otherwise.
  public let severity: Diagnostic.Severity
  /// The rule in one line.
  public let summary: String
  /// What it means, why it matters, an example and the way out, as Markdown.
  public let explanation: String

  package init(_ id: String, _ severity: Diagnostic.Severity, _ summary: String, _ explanation: String) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.explanation = explanation
  }

  /// Equal if the names are.
  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.id == right.id }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// The name.
  public var description: String { id }
}
