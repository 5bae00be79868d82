import GRDB
import VireoModel

/// The words of statuses, labels, people and the like, which rows name by number.
final class WordTable {
  private let select: RawStatement
  private let selectWord: RawStatement
  private let insert: RawStatement
  private var ids: [ExactText: Int64] = [:]
  private var words: [Int64: String] = [:]

  init(_ database: Database) throws {
    select = try RawStatement(database, "SELECT id FROM word WHERE word = ?")
    selectWord = try RawStatement(database, "SELECT word FROM word WHERE id = ?")
    insert = try RawStatement(database, "INSERT INTO word(word, folded) VALUES(?, ?) RETURNING id")
  }

  /// The number of a word, which gets one if it has none.
  func id(_ word: String?) throws -> Int64? {
    guard let word else { return nil }
    if let known = ids[ExactText(word)] { return known }
    select.bind(word, at: 1)
    defer { select.reset() }
    var id = try select.step() ? select.integer(0) : nil
    if id == nil {
      insert.bind(word, at: 1)
      insert.bind(TextFolding.folded(word), at: 2)
      id = try insert.step() ? insert.integer(0) : nil
      try insert.run()
    }
    ids[ExactText(word)] = id
    return id
  }

  func word(_ id: Int64?) throws -> String? {
    guard let id else { return nil }
    if let known = words[id] { return known }
    selectWord.bind(id, at: 1)
    defer { selectWord.reset() }
    guard try selectWord.step() else { return nil }
    let word = selectWord.text(0)
    words[id] = word
    return word
  }
}

/// Comparing texts without regard to case.
enum TextFolding {
  static func folded(_ text: String) -> String { text.lowercased() }
}
