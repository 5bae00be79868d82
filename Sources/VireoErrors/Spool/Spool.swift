import Dispatch
import Foundation
import Synchronization
import VireoGit
import VireoModel
import VireoStore

/// A place between two records of a spool.
struct SpoolPosition: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number of the file.
  var segment: UInt64
  /// The bytes before it in the file.
  var offset: Int

  static func < (left: SpoolPosition, right: SpoolPosition) -> Bool {
    (left.segment, left.offset) < (right.segment, right.offset)
  }

  /// The form in which it is kept, as `3:4711`.
  var description: String { "\(segment):\(offset)" }
}

extension SpoolPosition {
  init?(_ text: String) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let segment = UInt64(parts[0]), let offset = Int(parts[1]), offset >= 0 else { return nil }
    self.init(segment: segment, offset: offset)
  }
}

/// Where records are safe before they are worked on: files that are only added to.
///
/// Records that come while others are being written wait for them and are then written together, with one flush for all
/// of them. Whoever puts a record in gets it back in the order of the spool, once it is durable.
final class Spool<Record: Sendable>: Sendable {
  /// How large a file gets; a record that is larger gets a file of its own.
  private let segmentSize: Int
  private let folder: String
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "vireo.spool")
  private let isDurable: @Sendable ([Record], SpoolPosition) -> Void

  private struct Waiting {
    var records: [(record: Record, bytes: [UInt8])]
    var done: CheckedContinuation<Void, any Error>
  }

  private struct State: ~Copyable {
    var waiting: [Waiting] = []
    var isWriting = false
    var isClosed = false
    /// The one that is written to, last.
    var segments: [SpoolSegment]
  }

  /// Opens a spool, or makes one.
  ///
  /// - Parameters:
  ///   - folder: An absolute path; the folder is made if it is missing.
  ///   - segmentSize: How many bytes a file gets.
  ///   - isDurable: Is given records that are safe now, in their order, with the place behind them. It is called on one
  ///     thread at a time, and while it does not come back nothing more is taken in.
  /// - Throws: `VireoError` if files cannot be read or the folder cannot be made.
  init(
    folder: String, segmentSize: Int = 16 << 20, isDurable: @escaping @Sendable ([Record], SpoolPosition) -> Void
  ) throws {
    self.folder = folder
    self.segmentSize = segmentSize
    self.isDurable = isDurable
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw VireoError.writing(folder, EACCES, state: "nothing was taken in") }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let numbers = names.compactMap { $0.hasSuffix(".spool") ? UInt64($0.dropLast(6)) : nil }
    let folder = folder
    state = Mutex(State(segments: try numbers.map { try SpoolSegment.existing(number: $0, in: folder) }))
  }

  /// Calls with each record behind a place, in order, with the place behind it.
  ///
  /// To be called before anything is added.
  func forEachRecord(after position: SpoolPosition?, _ body: ([UInt8], SpoolPosition) throws -> Void) throws {
    for segment in state.withLock({ $0.segments }) {
      guard segment.number >= position?.segment ?? 0 else { continue }
      let start = segment.number == position?.segment ? position?.offset ?? 0 : 0
      try segment.forEachRecord(from: start) { record, end in
        try body(record, SpoolPosition(segment: segment.number, offset: end))
      }
    }
  }

  /// Adds records, and comes back when they are on the disk.
  ///
  /// - Parameter records: What is handed on afterwards, each with what is written of it, which is not empty.
  /// - Throws: `VireoError` with the code `write-failed`; nothing of them is kept then.
  func append(_ records: [(record: Record, bytes: [UInt8])]) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      let mustStart = state.withLock { state in
        state.waiting.append(Waiting(records: records, done: done))
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if mustStart { queue.async { self.writeAll() } }
    }
  }

  /// Writes what waits until nothing does.
  private func writeAll() {
    while true {
      let waiting = state.withLock { state in
        let waiting = state.waiting
        state.waiting = []
        if waiting.isEmpty { state.isWriting = false }
        return waiting
      }
      guard !waiting.isEmpty else { return }
      write(waiting)
    }
  }

  private func write(_ waiting: [Waiting]) {
    let records = waiting.flatMap(\.records)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.reduce(0) { $0 + $1.bytes.count + SpoolSegment.headLength })
    for one in records { SpoolSegment.append(one.bytes, to: &bytes) }
    do {
      let segment = try segment(for: bytes.count)
      try segment.write(bytes)
      isDurable(records.map(\.record), SpoolPosition(segment: segment.number, offset: segment.end))
      waiting.forEach { $0.done.resume() }
    } catch { waiting.forEach { $0.done.resume(throwing: error) } }
  }

  /// The segment that so many bytes are written to.
  private func segment(for count: Int) throws -> SpoolSegment {
    let last = state.withLock { $0.segments.last }
    if let last, last.hasRoom(count) { return last }
    let next = try SpoolSegment.make(
      number: (last?.number ?? 0) + 1, in: folder, capacity: max(segmentSize, count))
    state.withLock { $0.segments.append(next) }
    return next
  }

  /// Gives back the room of what lies before a place, which is not needed any more.
  func release(before position: SpoolPosition) {
    let done = state.withLock { state in
      // The last one stays, for its number is what the next ones go on from.
      let done = state.segments.dropLast().filter { $0.number < position.segment }
      state.segments.removeAll { segment in done.contains { $0 === segment } }
      return done
    }
    done.forEach { $0.remove() }
  }

  /// How many bytes its files have.
  var size: Int { state.withLock { $0.segments.reduce(0) { $0 + $1.capacity } } }
}
