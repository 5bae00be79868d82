package import Vireo
package import VireoEvents
package import VireoModel
import VireoStore

/// A project's own rules of what makes a group, as its files have them.
package struct ErrorRules: Sendable, Hashable {
  /// Where the rules of fingerprints are.
  package static let fingerprintsPath = ".tracker/errors/fingerprints"
  /// Where the rules of frames are.
  package static let stacksPath = ".tracker/errors/stack-traces"

  package var fingerprints = FingerprintRules()
  package var stacks = StackTraceRules()
  /// What is wrong in the files; such a line is left out.
  package var diagnostics: [Diagnostic] = []

  /// No rules.
  package init() {}

  /// Reads the files of a tracker; one that is missing has no rules.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  package init(_ tracker: Tracker) throws {
    let files = try tracker.snapshot().files
    if let bytes = try files.bytes(of: ErrorRules.fingerprintsPath) {
      let found = FingerprintRules.parse(
        text: String(decoding: bytes, as: UTF8.self), path: ErrorRules.fingerprintsPath)
      fingerprints = found.rules
      diagnostics += found.diagnostics
    }
    if let bytes = try files.bytes(of: ErrorRules.stacksPath) {
      let found = StackTraceRules.parse(text: String(decoding: bytes, as: UTF8.self), path: ErrorRules.stacksPath)
      stacks = found.rules
      diagnostics += found.diagnostics
    }
  }

  /// The groups of an event by these rules.
  package func result(of event: ErrorEvent) -> GroupingResult {
    Grouping.result(of: event, rules: fingerprints, stackRules: stacks)
  }
}
