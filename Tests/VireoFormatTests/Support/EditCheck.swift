import VireoFormat
import VireoModel
import VireoTestSupport

/// Applies one edit, and looks for anything that it did too much or too little.
struct EditCheck {
  let before: FrontMatter
  let source: SourceText
  let edit: FieldEdit

  init(_ source: SourceText, _ edit: FieldEdit) {
    self.source = source
    self.edit = edit
    before = FrontMatterParser.parse(source)
  }

  /// What is wrong; `nil` if all is well.
  func defect() -> String? {
    let isBroken = before.diagnostics.contains { $0.code.breaksFile }
    do {
      let bytes = try FrontMatterEditor.apply([edit], to: source)
      if isBroken { return "a broken file was written to" }
      return defect(of: bytes).map { $0 + "\n  result: \(escaped(String(decoding: bytes, as: UTF8.self)))" }
    } catch let error as VireoError where error.code == .brokenFile {
      return isBroken ? nil : "refused though it isn't broken"
    } catch {
      return mayRefuse ? nil : "refused: \(error)"
    }
  }

  /// An item has no place in a map; and what YAML drops, as `&x`, is not taken away in silence.
  private var mayRefuse: Bool {
    guard let entry = before.entry(edit.key) else { return false }
    if case .add = edit, case .map = entry.value { return true }
    switch edit {
    case .unset, .remove, .set(_, .list([]), _): if isBelowBlock(entry) { return true }
    default: break
    }
    return before.diagnostics.contains {
      $0.code == .textCut && $0.place.start.map { entry.lines.contains($0.offset) } ?? false
    }
  }

  /// Whether the block above the key would take in what stands below it.
  private func isBelowBlock(_ entry: FrontMatter.Entry) -> Bool {
    guard let index = before.entries.firstIndex(of: entry), index > 0 else { return false }
    guard case .scalar(let scalar) = before.entries[index - 1].value else { return false }
    return scalar.style == .literal || scalar.style == .folded
  }

  private func defect(of bytes: [UInt8]) -> String? {
    let result = Comparison(file: String(decoding: bytes, as: UTF8.self))
    let after = result.ours
    if let defect = defectOfLines(bytes) { return defect }
    if let mixed = mixedLineEnds(bytes, after) { return mixed }
    if !after.entries.filter({ $0.key != edit.key }).elementsEqual(
      before.entries.filter { $0.key != edit.key }, by: { $0.key == $1.key && $0.value.plain == $1.value.plain })
    {
      return "another key changed"
    }
    if !bytes[after.bodyStart...].elementsEqual(source.bytes[before.bodyStart...]) { return "the body changed" }
    if after.diagnostics.count > before.diagnostics.count {
      return "new diagnostics: \(after.diagnostics.map(\.message))"
    }
    if let defect = defect(ofValue: after.entry(edit.key)?.value.plain) { return defect }
    if let mismatch = result.mismatch() { return mismatch }
    let again = try? FrontMatterEditor.apply([edit], to: SourceText(path: "7-x.md", bytes: bytes))
    if again != bytes { return "a second time changes it again" }
    return nil
  }

  /// Only the key's own lines change; a new key is whole lines in one place.
  private func defectOfLines(_ bytes: [UInt8]) -> String? {
    guard bytes != source.bytes else { return nil }
    guard let entry = before.entry(edit.key) else { return defectOfInsertion(bytes) }
    let behind = source.bytes[entry.lines.upperBound...]
    guard bytes.starts(with: source.bytes[..<entry.lines.lowerBound]), bytes.suffix(behind.count).elementsEqual(behind)
    else { return "another line changed" }
    return nil
  }

  /// A front matter whose lines all end alike stays so.
  private func mixedLineEnds(_ bytes: [UInt8], _ after: FrontMatter) -> String? {
    guard before.opening != nil else { return nil }
    let old = lineEnds(source.bytes[..<before.bodyStart])
    let new = lineEnds(bytes[..<after.bodyStart])
    return old.count == 1 && !new.isSubset(of: old) ? "line ends are mixed" : nil
  }

  private func lineEnds(_ bytes: ArraySlice<UInt8>) -> Set<Bool> {
    Set(bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") })
  }

  private func defectOfInsertion(_ bytes: [UInt8]) -> String? {
    let old = source.bytes
    let added = bytes.count - old.count
    let places = (0...old.count).filter { place in
      (place == 0 || old[place - 1] == UInt8(ascii: "\n"))
        && bytes.starts(with: old[..<place]) && bytes[(place + added)...].elementsEqual(old[place...])
    }
    if places.isEmpty { return "the new key isn't whole lines" }
    guard let unset = try? FrontMatterEditor.apply([.unset(edit.key)], to: SourceText(path: "7-x.md", bytes: bytes)),
      withoutBlankLines(unset) == withoutBlankLines(old)
    else { return "unset doesn't undo set" }
    return nil
  }

  /// Blank lines below a block are the block's.
  private func withoutBlankLines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n")).filter { $0.contains { !" \t\r".utf8.contains($0) } }
  }

  private func defect(ofValue value: FieldValue?) -> String? {
    let items = value?.list ?? []
    let old = before.entry(edit.key)?.value.plain.list ?? []
    switch edit {
    case .unset: return value == nil ? nil : "still there"
    case .set(_, .list(let wanted), _): return same(items, wanted) ? nil : "read back as \(items)"
    case .set(_, let wanted, _): return same([value?.text ?? ""], [wanted.text ?? ""]) ? nil : "read back as \(items)"
    case .add(_, let new, _):
      return same(items, (old + new).uniqued()) || old.uniqued() != old ? nil : "added: \(items)"
    case .remove(_, let gone): return same(items, old.filter { !gone.contains($0) }) ? nil : "removed: \(items)"
    }
  }

  /// Equal by scalars, not by how the texts look.
  private func same(_ left: [String], _ right: [String]) -> Bool { left.map(escaped) == right.map(escaped) }
}
