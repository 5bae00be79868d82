import Foundation
import Testing
import Vireo
import VireoTestSupport

/// Programs that keep a tracker open.
@Suite("Sequences and updates") struct ObservingTests {
  private let scratch: ScratchRepository
  private let tracker: Tracker

  init() throws {
    scratch = try ScratchRepository()
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
    _ = try Tracker.create(environment: environment)
    tracker = try Tracker.open(environment: environment)
  }

  private func file(_ count: Int) throws {
    for number in 1...count {
      try scratch.write(
        "---\nuid: u\(String(format: "%09d", number))\ntitle: Issue \(number)\nstatus: open\n---\n",
        to: ".tracker/issues/\(number)-issue.md")
    }
  }

  @Test func aSequenceGivesWhatAListGives() async throws {
    try file(700)
    let order = Order([.init(.number)])
    let wanted = try tracker.issues(sortedBy: order).issues
    var found = wanted[..<0]
    for try await issue in tracker.sequence(sortedBy: order) { found.append(issue) }
    #expect(found.count == 700)
    #expect(Array(found) == wanted)
  }

  @Test func aSequenceGoesOnWhenTheTrackerChangesOnTheWay() async throws {
    try file(700)
    var numbers: [Int] = []
    for try await issue in tracker.sequence(sortedBy: Order([.init(.number)])) {
      numbers.append(issue.number?.value ?? 0)
      if numbers.count == 100 {
        try scratch.write("---\ntitle: Other\nstatus: open\n---\n", to: ".tracker/issues/600-issue.md")
        try scratch.write("---\ntitle: New\nstatus: open\n---\n", to: ".tracker/issues/701-new.md")
        _ = try tracker.issues()
      }
    }
    #expect(numbers == Array(1...701))
  }

  @Test func aSequenceGoesOnWhenTheCacheIsRemovedOnTheWay() async throws {
    try file(700)
    var numbers: [Int] = []
    for try await issue in tracker.sequence(sortedBy: Order([.init(.number)])) {
      numbers.append(issue.number?.value ?? 0)
      if numbers.count == 300 { try FileManager.default.removeItem(atPath: scratch.path + "/.git/vireo/cache") }
    }
    #expect(numbers == Array(1...700))
  }

  @Test func aSequenceOfACancelledTaskEnds() async throws {
    try file(3)
    let sequence = tracker.sequence()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      var iterator = sequence.makeAsyncIterator()
      return try await iterator.next()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(.timeLimit(.minutes(1)))
  func updatesTellWhenTheAnswerIsAnotherOne() async throws {
    try file(2)
    var titles: [[String]] = []
    for try await list in tracker.updates(matching: .state(.open), every: .milliseconds(20)) {
      titles.append(list.issues.map(\.title))
      switch titles.count {
      case 1: try scratch.write("---\ntitle: Second\nstatus: open\n---\n", to: ".tracker/issues/2-issue.md")
      case 2:
        // No answer to this question changes.
        try scratch.write("---\ntitle: Third\nstatus: closed\n---\n", to: ".tracker/issues/3-issue.md")
        try await Task.sleep(for: .milliseconds(200))
        try scratch.write("---\ntitle: First\nstatus: closed\n---\n", to: ".tracker/issues/1-issue.md")
      default: break
      }
      if titles.count == 3 { break }
    }
    #expect(titles == [["Issue 2", "Issue 1"], ["Second", "Issue 1"], ["Second"]])
  }

  @Test func looksTakeATwentiethOfTheTimeAtMost() {
    #expect(Pace.pause(after: .milliseconds(10), atLeast: .seconds(1)) == .seconds(1))
    #expect(Pace.pause(after: .seconds(2), atLeast: .seconds(1)) == .seconds(38))
  }

  @Test(.timeLimit(.minutes(1)))
  func updatesEndWithAnErrorWhenTheTrackerIsGone() async throws {
    try file(1)
    await #expect(throws: VireoError.self) {
      for try await _ in tracker.updates(every: .milliseconds(20)) {
        // Under load a second look may have come before the first removal was seen.
        try? FileManager.default.removeItem(atPath: scratch.path + "/.tracker")
      }
    }
  }
}
