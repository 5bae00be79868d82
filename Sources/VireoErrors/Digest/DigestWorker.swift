import Foundation
import VireoEvents
import VireoModel

/// The thread that digests.
///
/// It takes what waits in batches: the more there is, the larger, up to a bound. When it falls behind, whoever adds
/// waits, and so the spool, and so whoever sends.
final class DigestWorker: @unchecked Sendable {
  /// Guards the variables below; signalled when any of them changes.
  private let condition = NSCondition()
  private var waiting: [(entries: [SpoolEntry], position: SpoolPosition)] = []
  private var waitingCount = 0
  private var waitingBytes = 0
  /// When so many entries wait, its thread is woken.
  private var wakingCount = 1
  private var isWorking = false
  private var isStopped = false
  private var isEnded = true
  /// Whether nothing can be recorded at the moment.
  private var isStuck = false
  private var counted: [String: Int] = [:]
  private var digested = 0
  private var repeated = 0

  // Used by its thread alone.
  private let digester: Digester
  private let events: EventDatabase
  private let protocols: [any IntakeProtocol]
  private let filer: any GroupFiler
  private let rules: LiveRules
  /// When the issues' files are looked at again.
  private var nextLook: ContinuousClock.Instant?
  /// The issues that were closed at the last look.
  private var closed: Set<UID> = []
  private var filedAt: ContinuousClock.Instant?
  private var releasedSegment: UInt64 = 0
  /// What came to known groups since closed issues were looked at.
  private var touched: [UID: GroupNews] = [:]
  /// Until when a batch waits for more, counted from the one before it.
  private var gatheringEnd = Date.distantPast
  private var lastTold = ""

  private let now: @Sendable () -> Timestamp
  private let report: @Sendable (String) -> Void
  private let release: @Sendable (SpoolPosition) -> Void

  /// How many entries may wait, and how many bytes of them; in memory each takes a few times as much.
  private static let waitingLimit = 2_000
  private static let byteLimit = 8 << 20
  /// How long, and for how many, a batch waits behind another one.
  private static let gatherSeconds = 0.025
  private static let gatherCount = 100
  /// How many entries are digested at once, about.
  private static let batchLimit = 500
  /// How many releases of a group are looked at together.
  private static let releaseLimit = 50
  /// How long what the issues' files say is believed without another look.
  private static let patience = Duration.seconds(2)
  /// How long it takes until what went wrong is tried again, if no event comes before, in seconds.
  private static let retrySeconds = 1.0
  /// How long new groups wait for others under load, so that their issues are written together.
  private static let filingPause = Duration.seconds(1)

  /// - Parameters:
  ///   - release: Gives back the room of what lies before a place in the spool.
  ///   - report: Is told what goes wrong, a line each.
  init(
    _ digester: Digester, _ events: EventDatabase, _ protocols: [any IntakeProtocol], _ filer: any GroupFiler,
    _ rules: LiveRules, now: @escaping @Sendable () -> Timestamp, release: @escaping @Sendable (SpoolPosition) -> Void,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.digester = digester
    self.events = events
    self.protocols = protocols
    self.filer = filer
    self.rules = rules
    self.now = now
    self.release = release
    self.report = report
  }

  // MARK: From other threads

  /// Adds what is durable; waits while too much waits already.
  ///
  /// - Parameter isRecovery: Whether nobody is there yet who would make room.
  func add(_ entries: [SpoolEntry], upTo position: SpoolPosition, isRecovery: Bool = false) {
    condition.withLock {
      while !isRecovery, isFull, !isStopped, !isStuck { condition.wait() }
      waiting.append((entries, position))
      waitingCount += entries.count
      waitingBytes += entries.reduce(0) { $0 + $1.size }
      if waitingCount >= wakingCount { condition.broadcast() }
    }
  }

  private var isFull: Bool {
    waitingCount >= DigestWorker.waitingLimit || waitingBytes >= DigestWorker.byteLimit
  }

  /// Counts what is not kept.
  func count(_ type: String, _ count: Int) {
    condition.withLock {
      counted[type, default: 0] += count
      if wakingCount == 1 { condition.broadcast() }
    }
  }

  /// Whether there is use in taking anything in.
  var canRecord: Bool { condition.withLock { !isStuck } }

  private func setStuck(_ isStuck: Bool) {
    condition.withLock {
      guard self.isStuck != isStuck else { return }
      self.isStuck = isStuck
      condition.broadcast()
    }
  }

  /// How many events were digested, and how many came that had been digested before.
  var counts: (digested: Int, repeated: Int) { condition.withLock { (digested, repeated) } }

  /// Begins, with what an earlier process left to do.
  func start() {
    condition.withLock { (isWorking, isEnded) = (true, false) }
    Thread.detachNewThread { self.run() }
  }

  /// Ends after the present batch.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
      while !isEnded { condition.wait() }
    }
  }

  /// Waits until nothing waits any more, or it was stopped.
  func drain() async {
    while condition.withLock({ (isWorking || waitingCount > 0) && !isStopped }) {
      try? await Task.sleep(for: .milliseconds(5))
    }
  }

  // MARK: Its own thread

  /// What is to be done next.
  private enum Work {
    case batch([SpoolEntry], counted: [String: Int], SpoolPosition)
    /// No event came for a while, and there is something to be written.
    case settling(counted: [String: Int])
  }

  private func run() {
    settle()
    rest()
    while let work = next() {
      switch work {
      case .batch(let batch, let counted, let position): digest(batch, counted, position)
      case .settling(let counted): count(counted)
      }
      settle()
      rest()
    }
    count(condition.withLock { counted })
    if !touched.isEmpty { readFiles(force: true) }
    condition.withLock {
      isEnded = true
      condition.broadcast()
    }
  }

  /// Tells those who wait for it that a piece of work is done.
  private func rest() {
    condition.withLock {
      isWorking = false
      condition.broadcast()
    }
  }

  private func next() -> Work? {
    let isUnsettled = digester.hasUnfiled || !touched.isEmpty
    return condition.withLock {
      while waiting.isEmpty, !isStopped {
        guard isUnsettled || !counted.isEmpty else {
          condition.wait()
          continue
        }
        if !condition.wait(until: Date(timeIntervalSinceNow: DigestWorker.retrySeconds)), waiting.isEmpty, !isStopped {
          isWorking = true
          defer { counted = [:] }
          return .settling(counted: counted)
        }
      }
      // While events stream in, a transaction for each few of them would cost more than they do.
      wakingCount = DigestWorker.gatherCount
      while waitingCount < DigestWorker.gatherCount, !isStopped, condition.wait(until: gatheringEnd) {}
      wakingCount = 1
      gatheringEnd = Date(timeIntervalSinceNow: DigestWorker.gatherSeconds)
      guard !isStopped else { return nil }
      var batch: [SpoolEntry] = []
      var position: SpoolPosition?
      var taken = 0
      while taken < waiting.count, batch.count < DigestWorker.batchLimit {
        batch += waiting[taken].entries
        position = waiting[taken].position
        taken += 1
      }
      guard let position else { return nil }
      waiting.removeFirst(taken)
      waitingCount -= batch.count
      waitingBytes -= batch.reduce(0) { $0 + $1.size }
      isWorking = true
      defer { counted = [:] }
      condition.broadcast()
      return .batch(batch, counted: counted, position)
    }
  }

  private func digest(_ batch: [SpoolEntry], _ counted: [String: Int], _ position: SpoolPosition) {
    readFiles()
    while true {
      do {
        let outcome = try digester.digest(batch, counted: counted, upTo: position, at: now())
        condition.withLock {
          digested += outcome.digested
          repeated += outcome.repeated
        }
        note(outcome.touched)
        setStuck(false)
        break
      } catch {
        // What was promised is safe in the spool; it is tried again until there is room.
        tell("events can't be recorded: \(error); trying again")
        setStuck(true)
        Thread.sleep(forTimeInterval: 1)
        if condition.withLock({ isStopped }) { return }
      }
    }
    if position.segment > releasedSegment { releaseSpool(position) }
  }

  /// Writes how many there were of what is not kept, where no event came along that it could be written with.
  private func count(_ counted: [String: Int]) {
    guard !counted.isEmpty else { return }
    do { try digester.count(counted, at: now()) } catch {
      tell("counts can't be recorded: \(error)")
      condition.withLock { self.counted.merge(counted, uniquingKeysWith: +) }
    }
  }

  /// Does for issues what events ask for, now or, if there is much to digest, later.
  private func settle() {
    guard digester.hasUnfiled || !touched.isEmpty else { return }
    readFiles()
    if digester.hasUnfiled { file() }
  }

  /// Keeps what came to known groups.
  private func note(_ events: [Int64: [ErrorEvent]]) {
    for (id, events) in events {
      guard let group = digester.groups[id], let latest = events.last?.received else { continue }
      var news = touched[group.uid] ?? GroupNews(latest: latest, events: 0, users: 0)
      (news.latest, news.events, news.users) = (latest, group.events, group.users)
      for event in events {
        guard let release = event.release, news.releases.count < DigestWorker.releaseLimit else { continue }
        news.releases[release] = event.received
      }
      touched[group.uid] = news
    }
  }

  /// Looks at the closed issues that events came to.
  private func reopen() {
    let concerned = touched.filter { closed.contains($0.key) }
    do {
      if !concerned.isEmpty {
        _ = try filer.reopen(concerned) { uid, start in
          try events.group(of: uid).map { try events.hours(of: $0.id, since: start) } ?? [:]
        }
      }
      touched = [:]
    } catch { tell("closed issues can't be looked at: \(error)") }
  }

  /// Says what goes wrong, once as long as it is the same.
  private func tell(_ text: String) {
    if text != lastTold { report(text) }
    lastTold = text
  }

  private func releaseSpool(_ position: SpoolPosition) {
    do {
      try events.checkpoint()
      release(position)
      releasedSegment = position.segment
    } catch { tell("the spool's room can't be given back: \(error)") }
  }

  /// Goes by what the project's files say now, if they were not looked at just now.
  ///
  /// What came to issues is looked at then too, since by then it is known which of them are closed.
  private func readFiles(force: Bool = false) {
    digester.rules = rules.present().rules
    let start = ContinuousClock.now
    if !force, let nextLook, start < nextLook { return }
    do {
      let written = try filer.written()
      try digester.useWritten(written.hashes)
      closed = written.closed
      if !touched.isEmpty { reopen() }
    } catch { tell("issues can't be read: \(error)") }
    // In a large tracker a look takes its time, and comes the less often.
    nextLook = ContinuousClock.now + max(DigestWorker.patience, (ContinuousClock.now - start) * 20)
  }

  private func file() {
    let isBusy = condition.withLock { !waiting.isEmpty }
    if isBusy, let filedAt, ContinuousClock.now - filedAt < DigestWorker.filingPause { return }
    do { try digester.markFiled(filer.file(digester.unfiled(protocols))) } catch {
      tell("issues can't be written: \(error)")
    }
    filedAt = ContinuousClock.now
  }
}
