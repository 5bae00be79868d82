import Foundation
import Testing
import VireoModel

@Suite struct ReadAheadTests {
  private struct Broken: Error {}

  @Test func valuesComeInTheirOrderAndThenNone() throws {
    let numbers = ReadAhead(from: 0) { next -> Int? in
      defer { next += 1 }
      return next < 100 ? next : nil
    }
    for number in 0..<100 { #expect(try numbers.next() == number) }
    #expect(try numbers.next() == nil)
    #expect(try numbers.next() == nil)
  }

  @Test func anErrorComesBehindTheValuesBeforeIt() throws {
    let numbers = ReadAhead(from: 0) { next -> Int? in
      next += 1
      if next == 3 { throw Broken() }
      return next
    }
    #expect(try numbers.next() == 1)
    #expect(try numbers.next() == 2)
    #expect(throws: Broken.self) { try numbers.next() }
    #expect(try numbers.next() == nil)
  }

  @Test func whatNobodyWantsAnyMoreIsNotMade() throws {
    let made = Made()
    do {
      let numbers = ReadAhead(from: 0) { next -> Int? in
        next += 1
        made.count = next
        return next
      }
      #expect(try numbers.next() == 1)
    }
    // Nothing is being made once it is gone, and before only a few were.
    let count = made.count
    Thread.sleep(forTimeInterval: 0.02)
    #expect(made.count == count && count < 10)
  }

  private final class Made: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0

    var count: Int {
      get { lock.withLock { number } }
      set { lock.withLock { number = newValue } }
    }
  }
}
