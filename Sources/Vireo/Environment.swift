import Foundation
public import VireoModel

/// What a tracker takes from the world around it: variables, the present folder, the clock and randomness.
public struct Environment: Sendable {
  /// The environment's variables.
  public var variables: [String: String]
  /// The folder that relative paths start from.
  public var currentDirectory: String
  /// The clock.
  public var now: @Sendable () -> Timestamp
  /// A source of randomness for uids and file names.
  public var makeRandom: @Sendable () -> any RandomNumberGenerator

  /// Is told how far long work has come.
  public var progress: WorkProgress.Observer?

  /// Reads the record of events that is kept beside a repository, for questions about `events`, `users`, `seen`,
  /// `release` and `environment`; without it they find nothing.
  public var readEvents: EventCounts.Reader?

  /// Creates an environment from its parts.
  public init(
    variables: [String: String], currentDirectory: String, now: @escaping @Sendable () -> Timestamp,
    makeRandom: @escaping @Sendable () -> any RandomNumberGenerator
  ) {
    self.variables = variables
    self.currentDirectory = currentDirectory
    self.now = now
    self.makeRandom = makeRandom
  }

  /// This process's own.
  public static var process: Environment {
    Environment(
      variables: ProcessInfo.processInfo.environment, currentDirectory: FileManager.default.currentDirectoryPath,
      now: { Timestamp(seconds: Int64(Date().timeIntervalSince1970.rounded(.down))) },
      makeRandom: { SystemRandomNumberGenerator() })
  }
}
