import Foundation
import VireoGit
import VireoModel

/// Reads what people want to know of commits.
struct CommitReader {
  private let mailmap: Mailmap
  private let objects: ObjectDatabase
  private let config: Config

  init(_ tracker: Tracker) throws {
    mailmap = Mailmap(tracker.location, environment: tracker.environment.variables)
    objects = ObjectDatabase(tracker.git)
    config = tracker.config
  }

  /// - Throws: `VireoError` with the code `unreadable-repository` if the commit cannot be read.
  func summary(_ id: ObjectID) throws -> CommitSummary {
    let found = try objects.read(id, .commit) { bytes -> CommitSummary in
      let commit = CommitObject(bytes)
      let encoding = Encoding(commit.encoding)
      let message = encoding.text(bytes[min(commit.messageStart, bytes.count)...])
      let subject = message.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
      return CommitSummary(
        id: id.commitID, author: handle(encoding.text(bytes[commit.author])),
        date: Timestamp(commitSeconds: commit.authored), subject: subject.map(String.init) ?? "")
    }
    guard let summary = found else {
      throw VireoError(.unreadableRepository, "the commit \(id) is missing", advice: "run 'git fsck'")
    }
    return summary
  }

  /// The bytes of a commit's message.
  func message(_ id: ObjectID) throws -> [UInt8] {
    let found = try objects.read(id, .commit) { bytes in
      Array(bytes[min(CommitObject(bytes).messageStart, bytes.count)...])
    }
    return found ?? []
  }

  /// The handle of `Alice <alice@example.org>`.
  private func handle(_ person: String) -> Handle {
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

/// How the text of a commit is written down.
private struct Encoding {
  private let encoding: String.Encoding?

  init(_ name: String?) {
    switch name?.lowercased() {
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1": encoding = .isoLatin1
    case "iso-8859-2", "latin2": encoding = .isoLatin2
    case "windows-1252", "cp1252": encoding = .windowsCP1252
    case "windows-1251", "cp1251": encoding = .windowsCP1251
    case "windows-1250", "cp1250": encoding = .windowsCP1250
    case "euc-jp": encoding = .japaneseEUC
    case "shift_jis", "shift-jis", "sjis": encoding = .shiftJIS
    default: encoding = nil
    }
  }

  /// The text; what cannot be read as it should be is read as UTF-8, with marks where it is none.
  func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    if let encoding, let text = String(data: Data(bytes), encoding: encoding) { return text }
    return String(decoding: bytes, as: UTF8.self)
  }
}
