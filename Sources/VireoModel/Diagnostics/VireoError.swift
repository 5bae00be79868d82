/// Why something could not be done.
///
/// It is thrown where an operation cannot go on. What is wrong inside a file is a ``Diagnostic`` instead.
public struct VireoError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule.
  public var code: DiagnosticCode
  /// What could not be done and why, in one line without a full stop.
  public var message: String
  /// What lies beneath, outermost first.
  public var causes: [String]
  /// What was written before it happened.
  public var state: String?
  /// The way out, as a verb phrase.
  public var advice: String?
  /// What was found in files, where that is the reason.
  public var diagnostics: [Diagnostic]

  package init(
    _ code: DiagnosticCode, _ message: String, causes: [String] = [], state: String? = nil, advice: String? = nil,
    diagnostics: [Diagnostic] = []
  ) {
    self.code = code
    self.message = message
    self.causes = causes
    self.state = state
    self.advice = advice
    self.diagnostics = diagnostics
  }

  /// The error as the command line prints it, without colour.
  public var description: String {
    var lines = diagnostics.map { DiagnosticFormatter.human($0) }
    lines.append("error: \(TerminalText.harmless(message)) [\(code.id)]")
    lines += causes.map { "caused by: \(TerminalText.harmless($0))" }
    if let state { lines.append("state: \(TerminalText.harmless(state))") }
    if let advice { lines.append("fix: \(TerminalText.harmless(advice))") }
    return lines.joined(separator: "\n")
  }
}
