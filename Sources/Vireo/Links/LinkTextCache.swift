import Foundation
import VireoGit
import VireoMarkup
import VireoModel

/// What the texts of issues and their comments name, kept for the next time: to find it, each of them is read as
/// Markdown.
///
/// The file lies in `vireo/cache/` of the folder that all work trees share. It may be deleted or damaged at any moment;
/// every answer stays the same.
struct LinkTextCache {
  private let path: String?
  private let header: [UInt8]
  private var entries: [String: Entry] = [:]

  private struct Entry {
    var key: UInt64
    /// Of the issue, then of its comments in the order of their names.
    var texts: [Text]
  }

  /// What is known of a text.
  struct Text {
    var found: [LinkTexts.Found]
    var mayHaveBlocks: Bool
  }

  /// Raised with every change of what is written, or of what counts as a reference.
  private static let version = 1

  /// - Parameters:
  ///   - path: The absolute path of the file; `nil` where nothing is kept.
  ///   - forms: Which forms of references there are.
  init(_ path: String?, _ forms: ReferenceForms) {
    self.path = path
    header = Array("vireo links \(LinkTextCache.version) \(forms.prefix ?? "")\n".utf8)
    guard let path, let data = FileManager.default.contents(atPath: path) else { return }
    let bytes = Array(data)
    guard bytes.starts(with: header), bytes.count >= header.count + 8,
      case var end = ByteReader(bytes, from: bytes.count - 8),
      end.word() == ContentKey(Array(bytes.dropLast(8))).value
    else { return }
    var reader = ByteReader(bytes, from: header.count)
    entries.reserveCapacity(1024)
    while reader.place < bytes.count - 8, let path = reader.text(), let key = reader.word(), let count = reader.number()
    {
      var texts: [Text] = []
      for _ in 0..<count {
        guard let flag = reader.number(), let found = reader.found() else { return }
        texts.append(Text(found: found, mayHaveBlocks: flag == 1))
      }
      entries[path] = Entry(key: key, texts: texts)
    }
  }

  /// What the text of an issue and its comments name, in this order; `nil` where that is not known.
  func texts(of path: String, _ key: ContentKey?, count: Int) -> [Text]? {
    guard let key, let entry = entries[path], entry.key == key.value, entry.texts.count == count else { return nil }
    return entry.texts
  }

  /// Keeps what was found, if that is not as it was; that it cannot be written is no error.
  ///
  /// - Parameter isThere: Whether there still is an issue of a path.
  mutating func keep(_ fresh: [(path: String, key: ContentKey, texts: [Text])], _ isThere: (String) -> Bool) {
    let gone = entries.keys.filter { !isThere($0) }
    guard let path, !fresh.isEmpty || !gone.isEmpty else { return }
    for path in gone { entries[path] = nil }
    for (path, key, texts) in fresh { entries[path] = Entry(key: key.value, texts: texts) }
    var writer = ByteWriter(header)
    for (path, entry) in entries {
      writer.add(path)
      writer.add(word: entry.key)
      writer.add(entry.texts.count)
      for text in entry.texts {
        writer.add(text.mayHaveBlocks ? 1 : 0)
        writer.add(text.found)
      }
    }
    writer.add(word: ContentKey(writer.bytes).value)
    try? FileManager.default.createDirectory(
      atPath: FilePath.parent(of: path) ?? "/", withIntermediateDirectories: true)
    // Half a file has another key at its end, so nothing need wait for the disk.
    try? Data(writer.bytes).write(to: URL(fileURLWithPath: path))
  }
}

// MARK: - Bytes

extension ByteWriter {
  fileprivate mutating func add(_ found: [LinkTexts.Found]) {
    add(found.count)
    for one in found {
      add(one.range.lowerBound)
      add(one.range.count)
      add(one.line)
      guard let reference = one.reference else {
        add(one.isImage ? 1 : 0)
        add(one.address)
        continue
      }
      switch reference.target {
      case .issue(let number, let comment):
        add(2)
        add(number.value)
        add(optional: comment)
      case .milestone(let name):
        add(3)
        add(name)
      case .commit(let digits, let isBare):
        add(isBare ? 4 : 5)
        add(digits)
      case .file(let path, let revision, let lines):
        add(6)
        add(path)
        add(optional: revision)
        add(lines.map { [$0.lowerBound, $0.upperBound] } ?? [])
      case .page(let name, let heading, let text):
        add(7)
        add(name)
        add(optional: heading)
        add(optional: text)
      case .person(let handle):
        add(8)
        add(handle.text)
      }
      add(reference.spelling)
    }
  }

  private mutating func add(_ numbers: [Int]) {
    add(numbers.count)
    for number in numbers { add(number) }
  }
}

extension ByteReader {
  /// What a text names; `nil` where the bytes cannot be that.
  fileprivate mutating func found() -> [LinkTexts.Found]? {
    guard let count = number(), count <= bytes.count else { return nil }
    var found: [LinkTexts.Found] = []
    for _ in 0..<count {
      guard let start = number(), let length = number(), let line = number(), let kind = number(),
        start <= Int.max / 2, length <= Int.max / 2
      else { return nil }
      var one = LinkTexts.Found(range: start..<start + length, line: line)
      if kind <= 1 {
        guard let address = text() else { return nil }
        (one.address, one.isImage) = (address, kind == 1)
      } else {
        guard let target = target(kind), let spelling = text() else { return nil }
        one.reference = TextReference(target: target, range: one.range, text: "", spelling: spelling)
      }
      found.append(one)
    }
    return found
  }

  private mutating func target(_ kind: Int) -> TextReference.Target? {
    switch kind {
    case 2:
      guard let number = number().flatMap({ IssueNumber($0) }), let comment = optionalText() else { return nil }
      return .issue(number, comment: comment)
    case 3: return text().map { .milestone($0) }
    case 4, 5: return text().map { .commit(digits: $0, isBare: kind == 4) }
    case 6:
      guard let path = text(), let revision = optionalText(), let count = number() else { return nil }
      guard count == 2 else { return count == 0 ? .file(path: path, revision: revision, lines: nil) : nil }
      guard let first = number(), let last = number(), first <= last else { return nil }
      return .file(path: path, revision: revision, lines: first...last)
    case 7:
      guard let name = text(), let heading = optionalText(), let text = optionalText() else { return nil }
      return .page(name: name, heading: heading, text: text)
    case 8: return text().map { .person(Handle($0)) }
    default: return nil
    }
  }
}
