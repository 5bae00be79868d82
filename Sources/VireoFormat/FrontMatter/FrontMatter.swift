package import VireoModel

/// The front matter of a file as it stands there: every key and value with the bytes that hold it.
///
/// What is read is a subset of YAML 1.2: scalars in all five styles, lists in block and flow style, one level of map.
/// `docs/format.md` is the contract.
package struct FrontMatter: Sendable {
  package enum Style: Sendable, Hashable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    /// The rest of a line that is no YAML, taken as text.
    case verbatim
  }

  package struct Scalar: Sendable, Hashable {
    package var text: String
    /// The bytes, with quotes or the block's header.
    package var range: Range<Int>
    package var style: Style
  }

  package struct Item: Sendable, Hashable {
    package var scalar: Scalar
    /// Of a block list, from the hyphen to the end of the last line; else the scalar's.
    package var range: Range<Int>
  }

  package struct List: Sendable, Hashable {
    package var items: [Item]
    package var isFlow: Bool
    /// Of a flow list, with its brackets.
    package var range: Range<Int>
  }

  package struct Pair: Sendable, Hashable {
    package var key: Scalar
    package var value: Scalar?
  }

  package enum Value: Sendable, Hashable {
    case none
    case scalar(Scalar)
    case list(List)
    case map([Pair], Range<Int>)
    /// Something that is not read, with its bytes.
    case unreadable(Range<Int>)
  }

  package struct Entry: Sendable, Hashable {
    package var key: String
    package var keyRange: Range<Int>
    package var value: Value
    /// The lines that hold key and value, ends included.
    package var lines: Range<Int>
  }

  /// Whether the file begins with the bytes EF BB BF.
  package var hasByteOrderMark = false
  /// The lines `---`; `nil` where the file has no front matter.
  package var opening: Range<Int>?
  package var closing: Range<Int>?
  package var entries: [Entry] = []
  /// The first byte behind the closing line.
  package var bodyStart = 0
  package var diagnostics: [Diagnostic] = []

  /// The most bytes that front matter may have.
  package static let sizeLimit = 65_536

  package func entry(_ key: String) -> Entry? {
    entries.first { $0.key == key }
  }
}

extension FrontMatter.Value {
  /// The bytes of the value, if it has any.
  package var range: Range<Int>? {
    switch self {
    case .none: nil
    case .scalar(let scalar): scalar.range
    case .list(let list): list.range
    case .map(_, let range), .unreadable(let range): range
    }
  }

  /// The value without its place.
  package var plain: FieldValue {
    switch self {
    case .none, .unreadable: .none
    case .scalar(let scalar): .text(scalar.text)
    case .list(let list): .list(list.items.map(\.scalar.text))
    case .map(let pairs, _):
      .map(pairs.map { Field(key: $0.key.text, value: $0.value.map { .text($0.text) } ?? .none) })
    }
  }
}
