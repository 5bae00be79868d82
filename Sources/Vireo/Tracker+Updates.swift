import VireoModel
public import VireoQuery

extension Tracker {
  /// The answer to a question now, and again each time that it is another one: for programs that keep a tracker open.
  ///
  /// It does not matter who changed something or how: an editor, git, another program. The files are looked at again
  /// and again, as the file system tells of no change in all places that repositories lie in. The looks take at most a
  /// twentieth of the time of one processor; on small trackers they come at the pace that is asked for.
  ///
  /// The stream ends with its task, and when nobody listens any more. If answers come faster than they are taken, only
  /// the newest waits. Its error is a `VireoError` where the tracker as a whole cannot be read any more.
  ///
  /// - Parameters:
  ///   - query: What is asked; ``question(_:)`` puts what they stand for in the place of names of saved queries.
  ///   - order: The order; those without a value come last, and equal ones by number and path.
  ///   - pace: How long to wait between two looks at least.
  public func updates(
    matching query: Query = .all, sortedBy order: Order = .newestFirst, every pace: Duration = .seconds(1)
  ) -> AsyncThrowingStream<IssueList, any Error> {
    AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let task = Task.detached(priority: .utility) {
        let clock = ContinuousClock()
        var last: IssueList?
        do {
          while !Task.isCancelled {
            let start = clock.now
            // The configuration may have changed, too.
            let present = try Tracker(
              location: location, git: git, environment: environment, revision: revision, usesCache: usesCache)
            let list = try present.issues(matching: query, sortedBy: order)
            if list != last { continuation.yield(list) }
            last = list
            try await Task.sleep(for: Pace.pause(after: clock.now - start, atLeast: pace))
          }
          continuation.finish()
        } catch is CancellationError {
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}

/// How programs that keep a tracker open space their looks.
package enum Pace {
  /// How long to wait after a look, so that all looks take a twentieth of the time of one processor at most.
  package static func pause(after look: Duration, atLeast pause: Duration) -> Duration { max(pause, look * 19) }
}
