package import Vireo
package import VireoEvents
package import VireoModel
package import VireoStore

/// A project's own rules of what is secret, what is stored and what makes a group, as its files have them.
package struct ErrorRules: Sendable, Hashable {
  /// Where the names of secrets are.
  package static let secretsPath = ".tracker/errors/secrets"
  /// Where the rules of what becomes of an event are.
  package static let eventsPath = ".tracker/errors/events"
  /// Where the rules of fingerprints are.
  package static let fingerprintsPath = ".tracker/errors/fingerprints"
  /// Where the rules of frames are.
  package static let stacksPath = ".tracker/errors/stack-traces"

  /// Where it says who gets the issues of new errors.
  package static let ownersPath = ".tracker/errors/owners"
  /// Where it says which commits releases are.
  package static let releasesPath = ".tracker/errors/releases"

  package var secrets = SecretNames()
  package var events = EventRules()
  package var fingerprints = FingerprintRules()
  package var stacks = StackTraceRules()
  package var owners = OwnerRules()
  /// What is wrong in the files; such a line is left out.
  package var diagnostics: [Diagnostic] = []

  /// No rules.
  package init() {}

  /// Reads the files as a tracker has them.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  package init(_ tracker: Tracker) throws { try self.init(tracker.snapshot().files) }

  /// Reads the files; one that is missing has no rules.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  package init(_ files: any TrackerFiles) throws {
    func read<Rules>(
      _ path: String, _ parse: (String, String) -> (Rules, diagnostics: [Diagnostic])
    ) throws -> Rules? {
      guard let bytes = try files.bytes(of: path) else { return nil }
      let found = parse(String(decoding: bytes, as: UTF8.self), path)
      diagnostics += found.diagnostics
      return found.0
    }
    secrets = try read(ErrorRules.secretsPath, SecretNames.parse) ?? secrets
    events = try read(ErrorRules.eventsPath, EventRules.parse) ?? events
    fingerprints = try read(ErrorRules.fingerprintsPath, FingerprintRules.parse) ?? fingerprints
    stacks = try read(ErrorRules.stacksPath, StackTraceRules.parse) ?? stacks
    owners = try read(ErrorRules.ownersPath, OwnerRules.parse) ?? owners
    diagnostics += try ErrorRules.releases(files).diagnostics
  }

  /// Which commits releases are by the project's file.
  static func releases(_ files: any TrackerFiles) throws -> (releases: ReleaseCommits, diagnostics: [Diagnostic]) {
    guard let bytes = try files.bytes(of: releasesPath) else { return (ReleaseCommits(), []) }
    return ReleaseCommits.parse(text: String(decoding: bytes, as: UTF8.self), path: releasesPath)
  }

  /// The groups of an event by these rules.
  package func result(of event: ErrorEvent) -> GroupingResult {
    Grouping.result(of: event, rules: fingerprints, stackRules: stacks)
  }

  /// Who may get the issue of an event, the likeliest first.
  package func owners(of event: ErrorEvent) -> [OwnerRules.Owner] { owners.owners(of: event, stacks: stacks) }

  /// What becomes of an event before it is stored.
  package func fate(of event: ErrorEvent, body: JSONValue, _ reader: some IntakeProtocol) -> EventRules.Fate {
    events.fate(of: event, body: body, reader, stacks: stacks)
  }
}
