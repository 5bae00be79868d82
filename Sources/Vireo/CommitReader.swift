import Foundation
import VireoGit
import VireoModel

/// Reads what people want to know of commits.
final class CommitReader {
  private let mailmap: Mailmap
  private let objects: ObjectDatabase
  private let config: Config
  private let heads: [ObjectID: CommitHead]
  private var handles: [String: Handle] = [:]

  /// - Parameters:
  ///   - tracker: Whose commits they are.
  ///   - heads: What is known of some of them.
  init(_ tracker: Tracker, heads: [ObjectID: CommitHead] = [:]) throws {
    self.heads = heads
    mailmap = Mailmap(tracker.location, environment: tracker.environment.variables)
    objects = ObjectDatabase(tracker.git)
    config = tracker.config
  }

  /// - Throws: `VireoError` with the code `unreadable-repository` if the commit cannot be read.
  func summary(_ id: ObjectID) throws -> CommitSummary {
    guard let head = try heads[id] ?? objects.read(id, .commit, { CommitHead($0) }) else {
      throw VireoError(.unreadableRepository, "the commit \(id) is missing", advice: "run 'git fsck'")
    }
    return CommitSummary(
      id: id.commitID, author: handle(head.author), date: Timestamp(commitSeconds: head.authored),
      subject: head.subject)
  }

  /// When a commit was committed.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository` if the commit cannot be read.
  func committed(_ id: ObjectID) throws -> Timestamp {
    guard let seconds = try objects.read(id, .commit, { CommitObject($0).committed }) else {
      throw VireoError(.unreadableRepository, "the commit \(id) is missing", advice: "run 'git fsck'")
    }
    return Timestamp(commitSeconds: seconds)
  }

  /// The bytes of a commit's message.
  func message(_ id: ObjectID) throws -> [UInt8] {
    let found = try objects.read(id, .commit) { bytes in
      Array(bytes[min(CommitObject(bytes).messageStart, bytes.count)...])
    }
    return found ?? []
  }

  /// What tells the mailmap from others; `nil` where that cannot be told without asking it.
  var namesKey: ContentKey? { mailmap.bytes.map { ContentKey($0) } }

  /// The handle of `Alice <alice@example.org>`.
  func handle(_ person: String) -> Handle {
    if let known = handles[person] { return known }
    let made = makeHandle(person)
    handles[person] = made
    return made
  }

  private func makeHandle(_ person: String) -> Handle {
    let open = person.lastIndex(of: "<")
    let name = person[..<(open ?? person.endIndex)].trimmingCharacters(in: .whitespaces)
    let email = open.map { String(person[person.index(after: $0)...].dropLast()) } ?? ""
    let mapped = mailmap.person(name: name, email: email)
    if let known = config.person(email: mapped.email) ?? config.person(email: email) { return known.handle }
    return Handle(deriving: mapped.email) ?? Handle(deriving: mapped.name) ?? Handle(mapped.name)
  }
}

extension Timestamp {
  /// The time of a commit, within the years that can be written: a commit may hold any number.
  init(commitSeconds seconds: Int64) {
    self.init(seconds: min(max(seconds, -62_167_219_200), 253_402_300_799))
  }
}
