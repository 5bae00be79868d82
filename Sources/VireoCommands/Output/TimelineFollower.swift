import Foundation
import Vireo
import VireoSite

/// Prints events as they come, until it is interrupted.
struct TimelineFollower {
  let session: Session
  let question: Tracker.TimelineQuestion
  let format: TimelineFormat

  func run() throws {
    var seen: Set<String> = []
    var isFirst = true
    let clock = ContinuousClock()
    while true {
      let start = clock.now
      let tracker = try session.open()
      var timeline = try tracker.timeline(question)
      var new: [TimelineEvent] = []
      while let event = try timeline.next() {
        // What is not committed changes; it is told again when it is.
        let key = event.isUncommitted ? "\(event.id) \(event.changes) \(event.comments) \(event.files)" : event.id
        if seen.insert(key).inserted { new.append(event) }
      }
      var printer = try TimelinePrinter(
        format, .day, question, at: session.environment.now(), tracker, session.console)
      // At first a few that show where one is.
      for event in (isFirst ? new.prefix(10) : new[...]).reversed() { printer.print(event) }
      session.console.flush()
      isFirst = false
      Thread.sleep(forTimeInterval: Pace.pause(after: clock.now - start, atLeast: .seconds(1)) / .seconds(1))
    }
  }
}
