import Foundation
import Testing
import Vireo
import VireoTestSupport

/// After any sequence of edits the cache answers as one that was just made, and as the files say.
@Suite struct EditSequenceTests {
  private static let count = ProcessInfo.processInfo.environment["SEQUENCES"].flatMap { Int($0) }
  /// Seeds in as many parts as may run at once.
  private static let parts: [[UInt64]] = {
    let seeds =
      count.map { count in
        let first = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) } ?? 1
        return (0..<UInt64(count)).map { first + $0 }
      } ?? Rounds.seeds(normally: 20)
    let parts = max(2, ProcessInfo.processInfo.activeProcessorCount)
    return (0..<parts).map { part in seeds.enumerated().filter { $0.offset % parts == part }.map(\.element) }
  }()

  @Test(arguments: parts)
  func cachedAnswersAreThoseOfTheFiles(seeds: [UInt64]) throws {
    let start = ContinuousClock.now
    var steps = 0
    for (index, seed) in seeds.enumerated() {
      steps += try run(seed: seed)
      if EditSequenceTests.count != nil, (index + 1).isMultiple(of: 100) {
        print("\(index + 1) sequences, \(steps) steps, up to seed \(seed), \(ContinuousClock.now - start)")
      }
    }
    if EditSequenceTests.count != nil {
      print("DONE \(seeds.count) sequences, \(steps) steps, \(ContinuousClock.now - start)")
    }
  }

  /// - Returns: How many steps were made.
  private func run(seed: UInt64) throws -> Int {
    var sequence = try EditSequence(seed: seed)
    let folder = (sequence.fixture.scratch.path as NSString).deletingLastPathComponent
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let fixture = sequence.fixture
    var trackers: [Tracker] = []
    let steps = 6 + Int(seed % 12)
    for step in 0..<steps {
      let config = try? fixture.scratch.read(".tracker/config.yml")
      do {
        for _ in 0...sequence.maker.random.below(3) { try sequence.step() }
        // What was opened earlier is asked too, unless it has another configuration.
        if (try? fixture.scratch.read(".tracker/config.yml")) != config { trackers = [] }
        guard FileManager.default.fileExists(atPath: fixture.path(".tracker")) else { continue }
        if trackers.count < 3 { trackers.append(try fixture.tracker()) }
        let tracker = sequence.maker.random.pick(trackers)
        guard try check(tracker, &sequence, seed: seed, step) else { return step }
      } catch {
        Issue.record("seed \(seed), step \(step), \(sequence.log): \(error)")
        return step
      }
    }
    return steps
  }

  /// - Returns: Whether all is well.
  private func check(_ tracker: Tracker, _ sequence: inout EditSequence, seed: UInt64, _ step: Int) throws -> Bool {
    let fixture = sequence.fixture
    let place = "seed \(seed), step \(step), \(sequence.log)"
    let cold = try fixture.tracker(usesCache: false)
    let known = EditSequenceTests.config(of: fixture)
    let config = known ?? sequence.config
    var (plain, odd) = PlainReader(root: fixture.scratch.path).read(config)
    var queries = QueryMaker(seed: seed &* 1000 &+ UInt64(step), config: config)
    // A question first, so that the tables are filled in different orders.
    let first = queries.query()
    let (cachedFirst, coldFirst) = (try fixture.paths(first, by: tracker), try fixture.paths(first, by: cold))
    let wanted = try cold.issues()
    let found = try tracker.issues()
    guard described(found) == described(wanted) else {
      let (a, b) = (described(found), described(wanted))
      let (more, less) = (a.filter { !b.contains($0) }, b.filter { !a.contains($0) })
      Issue.record("\(place): the cache has \(more) and not \(less)")
      return false
    }
    guard cachedFirst == coldFirst else {
      Issue.record("\(place): \(first) finds \(cachedFirst), cold \(coldFirst)")
      return false
    }
    guard known != nil else { return true }
    if let fault = EditSequenceTests.difference(plain, odd, wanted.issues) {
      Issue.record("\(place): \(fault)")
      return false
    }
    guard odd.isEmpty else { return true }
    EditSequenceTests.decide(&plain, wanted.issues)
    for _ in 0..<6 {
      let query = sequence.usesGit ? queries.queryWithoutUpdates() : queries.query()
      let order = sequence.usesGit ? Order.newestFirst : queries.order()
      let (found, wanted) = (try fixture.paths(query, order, by: tracker), fixture.paths(query, order, in: plain))
      guard found == wanted else {
        let parts = (Set(found).subtracting(wanted).sorted(), Set(wanted).subtracting(found).sorted())
        Issue.record("\(place): \(escaped("\(query)")) by \(order): found \(parts.0) and not \(parts.1)")
        return false
      }
    }
    let order = Order([.init(.updated), .init(.comments), .init(.closed)])
    guard try fixture.paths(.all, order, by: tracker) == fixture.paths(.all, order, by: cold) else {
      Issue.record("\(place): another order of updates")
      return false
    }
    return try checkOne(tracker, cold, wanted.issues, place)
  }

  /// An issue that is asked for by its number is as in the list.
  private func checkOne(_ tracker: Tracker, _ cold: Tracker, _ issues: [Vireo.Issue], _ place: String) throws -> Bool {
    guard let number = issues.first?.number, issues.filter({ $0.number == number }).count == 1 else { return true }
    let (found, wanted) = (try tracker.read([.number(number)]), try cold.read([.number(number)]))
    let isSame =
      found.issues[0].issue == wanted.issues[0].issue && found.issues[0].contents == wanted.issues[0].contents
      && found.issues[0].issue == issues[0]
    if !isSame { Issue.record("\(place): #\(number) is \(found.issues[0]), cold \(wanted.issues[0])") }
    return isSame
  }
}

extension EditSequenceTests {
  /// The configuration in the files, which git may have changed; `nil` for one that the tests did not write.
  fileprivate static func config(of fixture: IndexFixture) -> PlainConfig? {
    guard let text = try? fixture.scratch.read(".tracker/config.yml") else {
      var none = PlainConfig()
      none.statuses.removeLast()
      none.fields = []
      return none
    }
    var found = PlainConfig(text: text)
    if found?.text != text { found = nil }
    return found
  }

  /// The first thing that files say otherwise than the index.
  fileprivate static func difference(_ plain: PlainTracker, _ odd: [String], _ issues: [Vireo.Issue]) -> String? {
    var byPath: [String: Vireo.Issue] = [:]
    for issue in issues { byPath[escaped(issue.path)] = issue }
    for path in odd { byPath[escaped(path)] = nil }
    for file in plain.issues {
      guard let issue = byPath.removeValue(forKey: escaped(file.path)) else { return "\(file.path) is missing" }
      let parts: [(String, Bool)] = [
        ("number", issue.number?.value == file.number), ("title", issue.title.isSame(file.title)),
        ("uid", issue.uid?.text == file.uid), ("type", issue.type == file.type),
        ("due", issue.due?.description == file.due),
        ("created", issue.created?.description == file.created),
        ("priority", issue.priority == file.priority), ("milestone", issue.milestone == file.milestone),
        ("author", issue.author?.text == file.author), ("assignee", issue.assignee?.text == file.assignee),
        ("labels", issue.labels.map { escaped($0) } == file.labels.map { escaped($0) }),
        ("relates", issue.relates == file.relates), ("blocked-by", issue.blockedBy == file.blockedBy),
        ("state", issue.cause != nil || (issue.state == .open) == plain.config.isOpen(file.status)),
        (
          "own",
          issue.fields.map(\.key) == file.own.map(\.key) && issue.fields.map(\.value.list) == file.own.map(\.values)
        ),
      ]
      if let wrong = parts.first(where: { !$0.1 }) { return "\(file.path): \(wrong.0) of \(issue) and \(file)" }
    }
    return byPath.isEmpty ? nil : "\(byPath.keys.sorted()) are no files"
  }

  /// Takes on what history says.
  fileprivate static func decide(_ plain: inout PlainTracker, _ issues: [Vireo.Issue]) {
    for issue in issues where issue.cause != nil {
      guard let index = plain.issues.firstIndex(where: { $0.path.isSame(issue.path) }) else { continue }
      plain.issues[index].decided = .init(
        isOpen: issue.state == .open, status: issue.status, resolution: issue.resolution, closed: nil)
    }
  }
}
