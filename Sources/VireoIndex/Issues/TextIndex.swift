import GRDB
import VireoFormat
import VireoModel
import VireoStore

/// Writes what issues' texts and comments hold into the cache's tables.
final class TextIndex {
  /// Stands between texts, so that no phrase reaches from one into the next: a word that nobody types.
  static let boundary = " \u{F8FF} "

  private let words: WordTable
  private let text: RawStatement
  private let doc: RawStatement
  private let docOfIssue: RawStatement
  private let comment: RawStatement
  private let person: RawStatement
  private let counts: RawStatement
  private let clear: [RawStatement]
  private var nextDoc: Int64

  init(_ database: Database, _ words: WordTable) throws {
    self.words = words
    text = try RawStatement(database, "INSERT INTO text(rowid, words) VALUES(?, ?)")
    doc = try RawStatement(database, "INSERT INTO doc(id, issue) VALUES(?, ?)")
    docOfIssue = try RawStatement(database, "UPDATE detail SET text = ? WHERE id = ?")
    comment = try RawStatement(database, "INSERT INTO comment(issue, name, author, date) VALUES(?,?,?,?)")
    person = try RawStatement(database, "INSERT OR IGNORE INTO person(issue, role, handle) VALUES(?,?,?)")
    counts = try RawStatement(
      database, "UPDATE issue SET comments = ?, attachments = ?, lastComment = ? WHERE id = ?")
    clear = try [
      "DELETE FROM comment WHERE issue = ?", "DELETE FROM person WHERE issue = ?",
      "DELETE FROM doc WHERE id = (SELECT text FROM detail WHERE detail.id = ?)",
    ].map { try RawStatement(database, $0) }
    // The words of a text that is gone stay in the index, so its number must not be given again.
    nextDoc = try (Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'doc'") ?? 0) + 1
  }

  /// Writes the texts of an issue.
  ///
  /// - Parameters:
  ///   - contents: The texts.
  ///   - id: Its row.
  ///   - isNew: Whether nothing was written of it before.
  func write(_ contents: ParsedContents, of id: Int64, isNew: Bool) throws {
    if !isNew {
      for statement in clear {
        statement.bind(id, at: 1)
        try statement.run()
      }
    }
    for (name, author, date) in contents.comments {
      let author = try words.id(author.text)
      comment.bind(id, at: 1)
      comment.bind(name, at: 2)
      comment.bind(author, at: 3)
      comment.bind(date.stored, at: 4)
      try comment.run()
      try add(id, role: .commenter, author)
    }
    for handle in contents.mentioned.sorted() { try add(id, role: .mentioned, words.id(handle.text)) }
    text.bind(nextDoc, at: 1)
    text.bind(utf8: contents.text, at: 2)
    try text.run()
    doc.bind(nextDoc, at: 1)
    doc.bind(id, at: 2)
    try doc.run()
    docOfIssue.bind(nextDoc, at: 1)
    docOfIssue.bind(id, at: 2)
    try docOfIssue.run()
    counts.bind(Int64(contents.comments.count), at: 1)
    counts.bind(Int64(contents.attachmentCount), at: 2)
    counts.bind(contents.comments.map(\.date.stored).max(), at: 3)
    counts.bind(id, at: 4)
    try counts.run()
    nextDoc += 1
  }

  private func add(_ id: Int64, role: StoredRole, _ handle: Int64?) throws {
    person.bind(id, at: 1)
    person.bind(role.rawValue, at: 2)
    person.bind(handle, at: 3)
    try person.run()
  }
}

/// What persons may have to do with an issue beside its fields.
enum StoredRole: Int64 {
  case commenter = 1
  case mentioned = 2
}

/// Persons who are named in a text.
enum Mentions {
  /// The handles behind each `@` that no letter, digit, `_` or `@` stands before: letters, digits, `_`, `.` and `-`,
  /// the last of them no `.` or `-`.
  static func handles(in text: ArraySlice<UInt8>) -> Set<ExactText> {
    guard text.contains(UInt8(ascii: "@")) else { return [] }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    var found: Set<ExactText> = []
    var index = scalars.startIndex
    var isFree = true
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      defer { index = next }
      guard scalar == "@", isFree else {
        isFree = scalar != "@" && !isWord(scalar)
        continue
      }
      isFree = false
      var handle = scalars[next...].prefix { isWord($0) || $0 == "." || $0 == "-" }
      while let last = handle.last, last == "." || last == "-" { handle.removeLast() }
      if !handle.isEmpty { found.insert(ExactText(String(handle))) }
    }
    return found
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.isLetterOrDigit || scalar.isMark
  }
}
