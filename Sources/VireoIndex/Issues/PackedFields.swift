import VireoModel

/// The fields of an issue that are rarely asked for by themselves, as bytes.
///
/// Each is a tag and its values, texts with their length before them.
struct PackedFields {
  private enum Tag: UInt8 {
    case labels, watchers, blockedBy, relates, was, parent, duplicateOf, estimate, spent, empty, text, list, map
  }

  private(set) var bytes: [UInt8] = []

  init(_ issue: Issue) {
    add(.labels, issue.labels)
    add(.watchers, issue.watchers.map(\.text))
    add(.blockedBy, issue.blockedBy)
    add(.relates, issue.relates)
    add(.was, issue.was.map { String($0.value) })
    for (tag, text) in [
      (Tag.parent, issue.parent), (.duplicateOf, issue.duplicateOf), (.estimate, issue.estimate), (.spent, issue.spent),
    ] {
      if let text { add(tag, [text]) }
    }
    for field in issue.fields {
      switch field.value {
      case .none: add(.empty, [field.key])
      case .text(let text): add(.text, [field.key, text])
      case .list(let items): addAll(.list, [field.key] + items)
      case .map(let fields):
        addAll(.map, [field.key] + fields.flatMap { [$0.key, $0.value.text ?? ""] })
      }
    }
  }

  private mutating func add(_ tag: Tag, _ texts: [String]) {
    if !texts.isEmpty { addAll(tag, texts) }
  }

  private mutating func addAll(_ tag: Tag, _ texts: [String]) {
    bytes.append(tag.rawValue)
    addCount(texts.count)
    for text in texts {
      addCount(text.utf8.count)
      bytes += text.utf8
    }
  }

  /// LEB128.
  private mutating func addCount(_ count: Int) {
    var rest = count
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Gives an issue the fields that bytes hold.
  static func read(_ bytes: UnsafeRawBufferPointer, into issue: inout Issue) {
    var reader = Reader(bytes: bytes)
    while let raw = reader.byte(), let tag = Tag(rawValue: raw) {
      let texts = reader.texts()
      switch tag {
      case .labels: issue.labels = texts
      case .watchers: issue.watchers = texts.map { Handle($0) }
      case .blockedBy: issue.blockedBy = texts
      case .relates: issue.relates = texts
      case .was: issue.was = texts.compactMap { IssueNumber(text: $0) }
      case .parent: issue.parent = texts.first
      case .duplicateOf: issue.duplicateOf = texts.first
      case .estimate: issue.estimate = texts.first
      case .spent: issue.spent = texts.first
      case .empty, .text, .list, .map:
        guard let key = texts.first else { continue }
        let rest = Array(texts.dropFirst())
        let value: FieldValue =
          switch tag {
          case .text: .text(rest.first ?? "")
          case .list: .list(rest)
          case .map:
            .map(
              stride(from: 0, to: rest.count - 1, by: 2).map { Field(key: rest[$0], value: .text(rest[$0 + 1])) })
          default: .none
          }
        issue.fields.append(Field(key: key, value: value))
      }
    }
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func byte() -> UInt8? {
      guard position < bytes.count else { return nil }
      position += 1
      return bytes[position - 1]
    }

    private mutating func count() -> Int {
      var (value, shift) = (0, 0)
      while let next = byte(), shift < 56 {
        value |= Int(next & 0x7F) << shift
        if next < 0x80 { return value }
        shift += 7
      }
      return 0
    }

    mutating func texts() -> [String] {
      var found: [String] = []
      for _ in 0..<count() {
        let length = min(count(), bytes.count - position)
        guard length >= 0, position <= bytes.count else { break }
        found.append(String(decoding: bytes[position..<(position + length)], as: UTF8.self))
        position += length
        if position == bytes.count { break }
      }
      return found
    }
  }
}
