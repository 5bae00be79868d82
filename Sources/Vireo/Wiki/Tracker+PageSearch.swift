import VireoIndex
public import VireoModel

extension Tracker {
  /// The pages that have some words, by name.
  ///
  /// Words are compared as in queries (docs/queries.md, section 4): without regard to case and accents, whole, and with
  /// `*` at the end of a term by their beginning. All terms must be in the name, the title, the tags or the text.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  public func pages(matching terms: [String]) throws -> [Page] {
    let pages = try pages()
    var folding = FoldedWords()
    let wanted = terms.map { term in (words: folding.words(term), isBeginning: term.hasSuffix("*")) }
      .filter { !$0.words.isEmpty }
    guard !wanted.isEmpty else { return pages }
    return pages.filter { page in
      let texts = ([page.name, page.title] + page.tags + [page.body]).map { folding.words($0) }
      return wanted.allSatisfy { term in
        texts.contains { Tracker.holds($0, term.words, isBeginning: term.isBeginning) }
      }
    }
  }

  /// Whether words stand next to each other in a text.
  private static func holds(_ text: [String], _ words: [String], isBeginning: Bool) -> Bool {
    guard let last = words.last, text.count >= words.count else { return false }
    let count = words.count
    return (0...text.count - count).contains { start in
      let end = text[start + count - 1]
      return (isBeginning ? end.hasPrefix(last) : end == last)
        && text[start..<start + count - 1].elementsEqual(words.dropLast())
    }
  }
}
