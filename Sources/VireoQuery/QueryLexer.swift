/// A scalar of a query and how it is meant.
struct QueryMark: Sendable {
  enum Kind: Sendable {
    /// It may have a meaning in the language.
    case plain
    /// It stands in quotes, so it is only text.
    case quoted
    /// It is a quote or the `\` before one, and no text.
    case quote
  }

  let scalar: Unicode.Scalar
  let kind: Kind
  let place: Int

  /// Whether it is that scalar outside of quotes.
  func isPlain(_ scalar: Unicode.Scalar) -> Bool { kind == .plain && self.scalar == scalar }
}

/// A part of a query with its place.
struct QueryToken: Sendable {
  enum Kind: Sendable {
    case open, close, minus, and, or, not
    /// Everything else, up to a blank or parenthesis outside of quotes.
    case term([QueryMark])
  }

  let kind: Kind
  let range: Range<Int>
}

/// Divides a query into tokens.
struct QueryLexer {
  private let source: QuerySource
  private var place = 0
  private var tokens: [QueryToken] = []

  private init(_ source: QuerySource) { self.source = source }

  static func tokens(of source: QuerySource) throws(QueryError) -> [QueryToken] {
    var lexer = QueryLexer(source)
    while let scalar = lexer.scalar(at: lexer.place) {
      if scalar.properties.isWhitespace {
        lexer.place += 1
      } else {
        try lexer.take(scalar)
      }
    }
    return lexer.tokens
  }

  private func scalar(at place: Int) -> Unicode.Scalar? { place < source.scalars.count ? source.scalars[place] : nil }

  private func isEnd(_ place: Int) -> Bool {
    scalar(at: place).map { $0.properties.isWhitespace || $0 == ")" } ?? true
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws(QueryError) {
    let start = place
    let kind: QueryToken.Kind
    switch scalar {
    case "(", ")":
      place += 1
      kind = scalar == "(" ? .open : .close
    case "-":
      place += 1
      if isEnd(place) {
        throw source.error(
          start..<place, "'-' stands alone", advice: "write it directly before what it excludes, or leave it out")
      }
      kind = .minus
    default:
      let marks = try term()
      kind = keyword(start..<place) ?? .term(marks)
    }
    tokens.append(QueryToken(kind: kind, range: start..<place))
  }

  /// Behind a `-` every word is only a word.
  private func keyword(_ range: Range<Int>) -> QueryToken.Kind? {
    if case .minus? = tokens.last?.kind { return nil }
    guard range.count <= 3 else { return nil }
    switch source.text(range) {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    default: return nil
    }
  }

  private mutating func term() throws(QueryError) -> [QueryMark] {
    var marks: [QueryMark] = []
    var quote: Int?
    while let scalar = scalar(at: place) {
      let kind: QueryMark.Kind
      if quote != nil {
        if scalar == "\\", let next = self.scalar(at: place + 1), next == "\"" || next == "\\" {
          marks.append(QueryMark(scalar: scalar, kind: .quote, place: place))
          marks.append(QueryMark(scalar: next, kind: .quoted, place: place + 1))
          place += 2
          continue
        }
        kind = scalar == "\"" ? .quote : .quoted
        if kind == .quote { quote = nil }
      } else if scalar == "\"" {
        kind = .quote
        quote = place
      } else if scalar.properties.isWhitespace || scalar == "(" || scalar == ")" {
        break
      } else {
        kind = .plain
      }
      marks.append(QueryMark(scalar: scalar, kind: kind, place: place))
      place += 1
    }
    if let quote {
      throw source.error(quote..<quote + 1, "the quote isn't closed", advice: "write '\"' behind the text")
    }
    return marks
  }
}
