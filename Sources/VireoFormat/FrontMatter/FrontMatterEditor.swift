package import VireoModel

/// Changes keys of a file's front matter and no other byte.
///
/// Quotes, comments, the order of keys, unknown keys, line ends and a missing last line end stay as they are.
package struct FrontMatterEditor {
  var source: SourceText
  var document: FrontMatter
  /// Whether a text of several lines is written as a block, which takes in blank lines and indented comments below it.
  var writesBlocks = true

  /// Applies the edits in order.
  ///
  /// - Returns: The new bytes; the same if nothing changes.
  /// - Throws: ``VireoError`` with the code `broken-file` if the file has mistakes in its front matter, and
  ///   `edit-refused` if the result would not read as wanted. Nothing is written in either case.
  package static func apply(_ edits: [FieldEdit], to source: SourceText) throws -> [UInt8] {
    let document = FrontMatterParser.parse(source)
    let blocking = document.diagnostics.filter { $0.code.breaksFile }
    guard blocking.isEmpty else { throw VireoError.brokenFile(source.path, blocking) }
    var editor = FrontMatterEditor(source: source, document: document)
    for edit in edits {
      guard let next = editor.applying(edit, writesBlocks: true) ?? editor.applying(edit, writesBlocks: false) else {
        throw VireoError.editRefused(source.path, key: edit.key)
      }
      editor = next
    }
    return editor.source.bytes
  }

  /// The state behind an edit; `nil` where it would not read as wanted.
  private func applying(_ edit: FieldEdit, writesBlocks: Bool) -> FrontMatterEditor? {
    var next = self
    next.writesBlocks = writesBlocks
    let replacements = next.replacements(for: edit)
    if replacements.isEmpty { return shows(edit, since: self) ? self : nil }
    next.source = SourceText(path: source.path, bytes: source.bytes.replacing(replacements))
    next.document = FrontMatterParser.parse(next.source)
    return next.shows(edit, since: self) ? next : nil
  }

  /// Whether the edit had the effect that was wanted, and no other.
  private func shows(_ edit: FieldEdit, since before: FrontMatterEditor) -> Bool {
    let others = document.entries.filter { $0.key != edit.key }.map { ($0.key, $0.value.plain) }
    let othersBefore = before.document.entries.filter { $0.key != edit.key }.map { ($0.key, $0.value.plain) }
    guard others.elementsEqual(othersBefore, by: ==), document.diagnostics.count <= before.document.diagnostics.count,
      !document.diagnostics.contains(where: { $0.code.breaksFile }),
      source.bytes.suffix(before.source.bytes.count - before.document.bodyStart).elementsEqual(
        before.source.bytes[before.document.bodyStart...])
    else { return false }
    let value = document.entry(edit.key)?.value.plain
    switch edit {
    case .set(_, .list(let items), _): return value?.list ?? [] == items
    case .set(_, let wanted, _): return value == wanted
    case .unset: return value == nil
    case .add(_, let items, _): return items.allSatisfy { (value?.list ?? []).contains($0) }
    case .remove(_, let items): return items.allSatisfy { !(value?.list ?? []).contains($0) }
    }
  }

  var newline: String {
    let place = document.opening ?? 0..<source.bytes.count
    guard let end = source.bytes[place].firstIndex(of: .newline) else { return "\n" }
    return end > place.lowerBound && source.bytes[end - 1] == .carriageReturn ? "\r\n" : "\n"
  }

  // MARK: - Replacements

  private func replacements(for edit: FieldEdit) -> [Fix.Replacement] {
    let entry = document.entry(edit.key)
    switch edit {
    case .unset:
      return entry.map { [.init($0.lines, "")] } ?? []
    case .set(let key, .list(let items), let kind):
      guard let entry else { return items.isEmpty ? [] : insertion(of: key, block(items, kind)) }
      return setList(entry, to: items, kind)
    case .set(let key, let value, let kind):
      let text = value.text ?? ""
      guard let entry else { return insertion(of: key, " " + rendered(text, kind)) }
      return setText(entry, to: text, kind)
    case .add(let key, let items, let kind):
      let new = items.filter { !(entry?.value.plain.list ?? []).contains($0) }
      guard !new.isEmpty else { return [] }
      guard let entry else { return insertion(of: key, block(new.uniqued(), kind)) }
      return add(new.uniqued(), to: entry, kind)
    case .remove(_, let items):
      return entry.map { remove(items, from: $0) } ?? []
    }
  }

  /// The value of a key on its own line or as a block, with the last line's end.
  private func rendered(_ text: String, _ kind: ScalarWriter.Kind, style: FrontMatter.Style? = nil) -> String {
    let block = writesBlocks ? ScalarWriter.block(text, newline: newline) : nil
    return block ?? ScalarWriter.inline(text, kind: kind, style: style) + newline
  }

  private func block(_ items: [String], _ kind: ScalarWriter.Kind, indent: String = "  ") -> String {
    newline + items.map { indent + "- " + ScalarWriter.inline($0, kind: kind) + newline }.joined()
  }

  /// Where the key's colon ends.
  private func behindColon(_ entry: FrontMatter.Entry) -> Int {
    var index = entry.keyRange.upperBound
    while index < source.bytes.count, source.bytes[index] != .colon { index += 1 }
    return index + 1
  }

  private func keyLineEnd(_ entry: FrontMatter.Entry) -> Int {
    LineReader(bytes: source.bytes, limit: entry.lines.upperBound).nextLine(from: entry.lines.lowerBound)
  }

  private func setText(_ entry: FrontMatter.Entry, to text: String, _ kind: ScalarWriter.Kind) -> [Fix.Replacement] {
    switch entry.value {
    case .scalar(let scalar) where scalar.text.utf8.elementsEqual(text.utf8) && scalar.style != .verbatim:
      return []
    case .scalar(let scalar):
      let new = rendered(text, kind, style: scalar.style)
      let isBlock = scalar.style == .literal || scalar.style == .folded
      if isBlock { return [.init(scalar.range, new)] }
      if new.utf8.dropLast(newline.utf8.count).contains(.newline) {
        return [.init(behindColon(entry)..<entry.lines.upperBound, " " + new)]
      }
      return [.init(scalar.range, String(new.dropLast(newline.count)))]
    case .none:
      return [.init(behindColon(entry)..<behindColon(entry), " " + ScalarWriter.inline(text, kind: kind))]
    case .list(let list) where list.isFlow:
      return [.init(list.range, ScalarWriter.inline(text, kind: kind))]
    case .list, .map, .unreadable:
      return [.init(behindColon(entry)..<entry.lines.upperBound, " " + rendered(text, kind))]
    }
  }

  private func setList(_ entry: FrontMatter.Entry, to items: [String], _ kind: ScalarWriter.Kind) -> [Fix.Replacement] {
    guard case .list(let list) = entry.value else {
      if entry.value.plain.list == items, entry.value != .none { return [] }
      if items.isEmpty { return [.init(entry.lines, "")] }
      return [.init(behindColon(entry)..<entry.lines.upperBound, block(items, kind))]
    }
    let old = list.items.map(\.scalar.text)
    if old == items { return [] }
    if items.isEmpty { return remove(old, from: entry) }
    let kept = old.filter(items.contains)
    let new = items.filter { !old.contains($0) }
    if !kept.isEmpty, kept + new == items, Set(items).count == items.count {
      return remove(old.filter { !items.contains($0) }, from: entry) + add(new, to: entry, kind)
    }
    if list.isFlow {
      let texts = items.map { ScalarWriter.inline($0, kind: kind, inFlow: true) }
      return [.init(list.range, "[" + texts.joined(separator: ", ") + "]")]
    }
    let lines = block(items, kind, indent: indentation(of: list))
    return [.init(list.range, String(lines.dropFirst(newline.count)))]
  }

  private func indentation(of list: FrontMatter.List) -> String {
    guard let first = list.items.first?.range.lowerBound else { return "  " }
    return String(decoding: source.bytes[first...].prefix { $0 != .hyphen }, as: UTF8.self)
  }

  private func add(_ items: [String], to entry: FrontMatter.Entry, _ kind: ScalarWriter.Kind) -> [Fix.Replacement] {
    guard !items.isEmpty else { return [] }
    switch entry.value {
    case .list(let list) where list.isFlow:
      let texts = items.map { ScalarWriter.inline($0, kind: kind, inFlow: true) }.joined(separator: ", ")
      if let last = list.items.last { return [.init(last.range.upperBound..<last.range.upperBound, ", " + texts)] }
      return [.init(list.range.lowerBound + 1..<list.range.lowerBound + 1, texts)]
    case .list(let list):
      let place = list.items.last?.range.upperBound ?? list.range.upperBound
      let lines = block(items, kind, indent: indentation(of: list))
      return [.init(place..<place, String(lines.dropFirst(newline.count)))]
    case .scalar(let scalar):
      return [.init(behindColon(entry)..<entry.lines.upperBound, block([scalar.text] + items, kind))]
    case .none:
      let place = keyLineEnd(entry)
      return [.init(place..<place, String(block(items, kind).dropFirst(newline.count)))]
    case .map, .unreadable:
      return []
    }
  }

  private func remove(_ items: [String], from entry: FrontMatter.Entry) -> [Fix.Replacement] {
    guard case .list(let list) = entry.value else {
      let isOnly = entry.value.plain.text.map(items.contains) ?? false
      return isOnly ? [.init(entry.lines, "")] : []
    }
    let indices = list.items.indices.filter { items.contains(list.items[$0].scalar.text) }
    guard !indices.isEmpty else { return [] }
    if list.isFlow { return removeFlow(indices, from: list) }
    if indices.count == list.items.count { return [.init(entry.lines, "")] }
    return indices.map { .init(list.items[$0].range, "") }
  }

  private func removeFlow(_ indices: [Int], from list: FrontMatter.List) -> [Fix.Replacement] {
    let kept = list.items.indices.filter { !indices.contains($0) }
    guard let lastKept = kept.last else { return [.init(list.range, "[]")] }
    return indices.map { index in
      let start =
        index > lastKept ? list.items[index - 1].range.upperBound : list.items[index].range.lowerBound
      let end = index > lastKept ? list.items[index].range.upperBound : list.items[index + 1].range.lowerBound
      return .init(start..<end, "")
    }
  }

  /// A new key in its place: behind the last of those that stand before it in new files, else last.
  private func insertion(of key: String, _ value: String) -> [Fix.Replacement] {
    let name = ScalarWriter.key(key)
    let line = "\(name):\(value)"
    guard let opening = document.opening, let closing = document.closing else {
      let start = document.hasByteOrderMark ? 3 : 0
      let body = source.bytes[start...]
      let gap = body.isEmpty || body.first == .newline || body.first == .carriageReturn ? "" : newline
      return [.init(start..<start, "---" + newline + line + "---" + newline + gap)]
    }
    let place: Int
    if let rank = IssueKey.allCases.firstIndex(where: { $0.rawValue == key }) {
      let before = IssueKey.allCases[..<rank].map(\.rawValue)
      place = document.entries.last { before.contains($0.key) }?.lines.upperBound ?? opening.upperBound
    } else {
      place = document.entries.last?.lines.upperBound ?? closing.lowerBound
    }
    return [.init(place..<place, line)]
  }
}

extension [UInt8] {
  /// The bytes with ranges replaced; the ranges must not overlap.
  package func replacing(_ replacements: [Fix.Replacement]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + 64)
    var place = 0
    for replacement in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard replacement.range.lowerBound >= place, replacement.range.upperBound <= count else { continue }
      result += self[place..<replacement.range.lowerBound]
      result += replacement.text.utf8
      place = replacement.range.upperBound
    }
    return result + self[place...]
  }
}

extension Sequence where Element: Hashable {
  /// The elements without those that came before.
  package func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
