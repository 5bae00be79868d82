import Foundation
import Synchronization
import Testing
@testable import VireoErrors
import VireoTestSupport

@Suite("The spool")
struct SpoolTests {
  private let folder: String

  init() throws { folder = try ScratchRepository(initialised: false).path + "/spool" }

  /// What a spool handed on.
  private final class Received: Sendable {
    let records = Mutex<[String]>([])
    let position = Mutex<SpoolPosition?>(nil)

    var all: [String] { records.withLock { $0 } }
  }

  private func open(_ received: Received = Received(), segmentSize: Int = 4096) throws -> Spool<String> {
    try Spool(folder: folder, segmentSize: segmentSize) { records, position in
      received.records.withLock { $0 += records }
      received.position.withLock { $0 = position }
    }
  }

  private func stored(_ spool: Spool<String>, after position: SpoolPosition? = nil) throws -> [String] {
    var found: [String] = []
    try spool.forEachRecord(after: position) { bytes, _ in found.append(String(decoding: bytes, as: UTF8.self)) }
    return found
  }

  @Test("what was added is handed on in the order in which it is stored, and is there when it is opened again")
  func order() async throws {
    let received = Received()
    let spool = try open(received)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask { try? await spool.append([("record \(number)", Array("record \(number)".utf8))]) }
      }
    }
    #expect(Set(received.all) == Set((0..<200).map { "record \($0)" }))
    #expect(try stored(open()) == received.all)
  }

  @Test("a record that was not written whole is as if it had never been, and the next takes its place")
  func torn() async throws {
    let first = try open()
    for text in ["one", "two", "three"] { try await first.append([(text, Array(text.utf8))]) }
    let file = folder + "/000000000001.spool"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    // Heads of 8 bytes; the last record begins at 22.
    for cut in [23, 30, 31, 34] {
      var damaged = bytes
      damaged.replaceSubrange(cut..<35, with: [UInt8](repeating: 0, count: 35 - cut))
      try damaged.write(to: URL(fileURLWithPath: file))
      #expect(try stored(open()) == ["one", "two"], "cut at \(cut)")
    }
    bytes[31] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    let second = try open()
    #expect(try stored(second) == ["one", "two"])
    try await second.append([("four", Array("four".utf8))])
    #expect(try stored(open()) == ["one", "two", "four"])
  }

  @Test("files are given back when all before a place is done, and numbers go on")
  func release() async throws {
    let received = Received()
    let spool = try open(received, segmentSize: 100)
    for number in 0..<10 { try await spool.append([("\(number)", Array(repeating: UInt8(48 + number), count: 60))]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 10)
    let position = try #require(received.position.withLock { $0 })
    spool.release(before: SpoolPosition(segment: 5, offset: 0))
    #expect(try stored(open()).count == 6)
    spool.release(before: position)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["000000000010.spool"])
    #expect(try stored(open(), after: position).isEmpty)
    let again = try open(segmentSize: 100)
    try await again.append([("next", Array(repeating: 65, count: 60))])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).contains("000000000011.spool"))
  }

  @Test("a record that is larger than a file gets a larger one")
  func large() async throws {
    let text = String(repeating: "x", count: 10_000)
    try await open().append([(text, Array(text.utf8))])
    #expect(try stored(open()) == [text])
  }

  @Test("what cannot be written is refused, and later goes on")
  func refused() async throws {
    let spool = try open(segmentSize: 100)
    try await spool.append([("one", Array("one".utf8))])
    // A folder of that name is in the way of the next file.
    let next = folder + "/000000000002.spool"
    try FileManager.default.createDirectory(atPath: next, withIntermediateDirectories: false)
    let text = String(repeating: "y", count: 95)
    await #expect(throws: (any Error).self) { try await spool.append([(text, Array(text.utf8))]) }
    try FileManager.default.removeItem(atPath: next)
    try await spool.append([(text, Array(text.utf8))])
    #expect(try stored(open()) == ["one", text])
  }

  @Test("places are kept as text", arguments: ["1:0", "12:4711"])
  func positions(_ text: String) {
    #expect(SpoolPosition(text)?.description == text)
    for broken in ["", "1", "a:b", "1:-2", "1:2:3"] { #expect(SpoolPosition(broken) == nil) }
  }
}
