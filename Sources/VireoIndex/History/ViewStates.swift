package import Foundation
package import VireoGit
package import VireoHistory
package import VireoModel

/// The states of a view's issues that follow from more than their own files.
///
/// It is kept as bytes and looked into without unpacking, since every listing asks it: records of equal size by
/// number, then the numbers that messages close or reopen, then the texts.
package struct ViewStates: Sendable {
  /// What is known of one issue.
  package struct Entry: Sendable, Hashable {
    package var file: IssueFileState
    package var answer: Answer
  }

  /// The state of an issue, with commits by their ids.
  package struct Answer: Sendable, Hashable {
    package var state: IssueState
    package var isKnown: Bool
    package var cause: ObjectID?
    package var isByMessage: Bool
    package var closes: [ObjectID]
  }

  /// What a listing does with a file.
  package enum Lookup: Sendable {
    /// Its own word holds.
    case own
    case answer(Answer)
    /// History says something of its number or uid, but the file is not as the commit has it.
    case changed
  }

  private let bytes: [UInt8]
  /// Whether history is cut off, so that no file's word can be relied on.
  package let isCut: Bool
  private let entryCount: Int
  private let numberCount: Int

  private static let recordSize = 64
  private static let headerSize = 16

  package init?(_ stored: Data) {
    bytes = Array(stored)
    guard bytes.count >= ViewStates.headerSize else { return nil }
    isCut = ViewStates.read(bytes, 0, UInt32.self) & 1 == 1
    entryCount = Int(ViewStates.read(bytes, 4, UInt32.self))
    numberCount = Int(ViewStates.read(bytes, 8, UInt32.self))
    guard bytes.count >= ViewStates.headerSize + entryCount * ViewStates.recordSize + numberCount * 4 else {
      return nil
    }
  }

  private static func read<Value: FixedWidthInteger>(_ bytes: [UInt8], _ offset: Int, _: Value.Type) -> Value {
    guard offset >= 0, offset + MemoryLayout<Value>.size <= bytes.count else { return 0 }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
  }

  // MARK: - Asking

  /// Whether every file's own word holds.
  package var isEmpty: Bool { !isCut && entryCount == 0 && numberCount == 0 }

  /// Whether anything is known of a number, so that its files must be looked at.
  package func concerns(_ number: IssueNumber) -> Bool {
    if isCut { return true }
    let index = firstEntry(number.value)
    return (index < entryCount && entryNumber(index) == number.value) || isNumberDecided(number)
  }

  /// Issues of a commit whose files are not where they were, or whose numbers several files have: what the commit's
  /// view says of them and of those beside them does not hold in the work tree.
  package struct Disturbed: Sendable {
    package var uids: Set<UID> = []
    package var numbers: Set<IssueNumber> = []

    package init() {}

    package func contains(_ file: IssueFileState) -> Bool {
      (file.number.map(numbers.contains) ?? false) || (file.version.uid.map(uids.contains) ?? false)
    }
  }

  /// - Parameter isGone: Whether the work tree has no file of this number at this path, which is in UTF-8.
  package func disturbed(where isGone: (IssueNumber, ArraySlice<UInt8>) throws -> Bool) rethrows -> Disturbed {
    var found = Disturbed()
    for index in 0..<entryCount {
      guard let number = IssueNumber(entryNumber(index)), try isGone(number, entryPath(index)) else { continue }
      found.numbers.insert(number)
      if let uid = entry(at: index).file.version.uid { found.uids.insert(uid) }
    }
    return found
  }

  /// What a view says of a file.
  package func lookup(_ file: IssueFileState) -> Lookup {
    guard let number = file.number else { return .own }
    var index = firstEntry(number.value)
    while index < entryCount, entryNumber(index) == number.value {
      if entryPath(index).elementsEqual(file.path.utf8) {
        let entry = entry(at: index)
        if entry.file.version == file.version { return .answer(entry.answer) }
      }
      index += 1
    }
    return isCut || isNumberDecided(number) ? .changed : .own
  }

  private func entryNumber(_ index: Int) -> Int {
    Int(ViewStates.read(bytes, ViewStates.headerSize + index * ViewStates.recordSize, UInt32.self))
  }

  private func entryPath(_ index: Int) -> ArraySlice<UInt8> {
    let start = ViewStates.headerSize + index * ViewStates.recordSize
    let text = Int(ViewStates.read(bytes, start + 4, UInt32.self))
    let count = Int(ViewStates.read(bytes, start + 8, UInt16.self))
    guard text + count <= bytes.count else { return [] }
    return bytes[text..<(text + count)]
  }

  private func firstEntry(_ number: Int) -> Int {
    var low = 0
    var high = entryCount
    while low < high {
      let middle = low + (high - low) / 2
      if entryNumber(middle) >= number { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether a message in the view closes or reopens this number.
  private func isNumberDecided(_ number: IssueNumber) -> Bool {
    let start = ViewStates.headerSize + entryCount * ViewStates.recordSize
    var low = 0
    var high = numberCount
    while low < high {
      let middle = low + (high - low) / 2
      if ViewStates.read(bytes, start + middle * 4, UInt32.self) >= UInt32(number.value) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low < numberCount && ViewStates.read(bytes, start + low * 4, UInt32.self) == UInt32(number.value)
  }

  package var entries: [Entry] { (0..<entryCount).map { entry(at: $0) } }

  /// The numbers that messages of the view close or reopen.
  package var decidedNumbers: [IssueNumber] {
    let start = ViewStates.headerSize + entryCount * ViewStates.recordSize
    return (0..<numberCount).compactMap { IssueNumber(Int(ViewStates.read(bytes, start + $0 * 4, UInt32.self))) }
  }

  // MARK: - Bytes

  private func entry(at index: Int) -> Entry {
    let start = ViewStates.headerSize + index * ViewStates.recordSize
    let text = Int(ViewStates.read(bytes, start + 4, UInt32.self))
    let pathCount = Int(ViewStates.read(bytes, start + 8, UInt16.self))
    let uidCount = Int(ViewStates.read(bytes, start + 10, UInt8.self))
    let flags = ViewStates.read(bytes, start + 11, UInt8.self)
    let statusCount = Int(ViewStates.read(bytes, start + 12, UInt16.self))
    let closeCount = Int(ViewStates.read(bytes, start + 14, UInt16.self))
    let date = ViewStates.read(bytes, start + 16, Int64.self)
    func string(_ offset: Int, _ count: Int) -> String {
      guard text + offset + count <= bytes.count else { return "" }
      return String(decoding: bytes[(text + offset)...].prefix(count), as: UTF8.self)
    }
    func id(_ offset: Int) -> ObjectID? { bytes.withUnsafeBytes { ObjectID(raw: $0, at: offset) } }
    let version = IssueVersion(
      uid: uidCount > 0 ? UID(string(pathCount, uidCount)) : nil,
      status: flags & 1 != 0 ? string(pathCount + uidCount, statusCount) : nil,
      statusDate: flags & 2 != 0 ? Timestamp(seconds: date >> 1, isDay: date & 1 == 1) : nil)
    let closes = (0..<closeCount).compactMap { id(text + pathCount + uidCount + statusCount + 20 * $0) }
    let answer = Answer(
      state: flags & 4 != 0 ? .closed : .open, isKnown: flags & 8 != 0, cause: flags & 16 != 0 ? id(start + 24) : nil,
      isByMessage: flags & 32 != 0, closes: closes)
    return Entry(
      file: IssueFileState(path: string(0, pathCount), number: IssueNumber(entryNumber(index)), version: version),
      answer: answer)
  }

  /// - Parameters:
  ///   - entries: Issues that have a number.
  ///   - decided: The numbers that messages of the view close or reopen.
  package init(_ entries: [Entry], decided: Set<IssueNumber>, isCut: Bool) {
    let entries = entries.filter { $0.file.number != nil }
      .sorted { ($0.file.number?.value ?? 0, $0.file.path) < ($1.file.number?.value ?? 0, $1.file.path) }
    var records = Bytes()
    var texts = Bytes()
    let textStart = ViewStates.headerSize + entries.count * ViewStates.recordSize + decided.count * 4
    for entry in entries {
      let (path, uid, status) = (
        Array(entry.file.path.utf8), Array((entry.file.version.uid?.text ?? "").utf8),
        Array((entry.file.version.status ?? "").utf8)
      )
      let closes = entry.answer.closes.prefix(1000)
      var flags: UInt8 = 0
      if entry.file.version.status != nil { flags |= 1 }
      if entry.file.version.statusDate != nil { flags |= 2 }
      if entry.answer.state == .closed { flags |= 4 }
      if entry.answer.isKnown { flags |= 8 }
      if entry.answer.cause != nil { flags |= 16 }
      if entry.answer.isByMessage { flags |= 32 }
      let date = entry.file.version.statusDate.map { $0.seconds * 2 + ($0.isDay ? 1 : 0) } ?? 0
      records.append(UInt32(entry.file.number?.value ?? 0))
      records.append(UInt32(textStart + texts.bytes.count))
      records.append(UInt16(truncatingIfNeeded: path.count))
      records.append(UInt8(truncatingIfNeeded: uid.count))
      records.append(flags)
      records.append(UInt16(truncatingIfNeeded: status.count))
      records.append(UInt16(closes.count))
      records.append(date)
      records.bytes += entry.answer.cause?.bytes ?? []
      records.bytes += [UInt8](repeating: 0, count: (64 - records.bytes.count % 64) % 64)
      texts.bytes += path + uid + status + closes.flatMap(\.bytes)
    }
    var whole = Bytes()
    whole.append(UInt32(isCut ? 1 : 0))
    whole.append(UInt32(entries.count))
    whole.append(UInt32(decided.count))
    whole.append(UInt32(0))
    whole.bytes += records.bytes
    for number in decided.sorted() { whole.append(UInt32(number.value)) }
    whole.bytes += texts.bytes
    bytes = whole.bytes
    self.isCut = isCut
    entryCount = entries.count
    numberCount = decided.count
  }

  /// The bytes from which the same states can be made again on the same machine.
  package var stored: Data { Data(bytes) }
}

private struct Bytes {
  var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value) { bytes += $0 }
  }
}
