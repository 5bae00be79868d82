import VireoIndex
public import VireoModel
public import VireoQuery

/// Issues that are read bit by bit while they are gone through, so that a long answer is never held as a whole.
///
/// Nothing is read on the caller's thread. Each issue comes once, as it is when its part of the answer is read; one
/// that begins or ceases to match on the way may come or be left out.
public struct IssueSequence: AsyncSequence, Sendable {
  /// An issue, with the state that history gives it.
  public typealias Element = Issue

  let tracker: Tracker
  let query: Query
  let order: Order

  /// Goes through the issues in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let reader: IssueReader
    private var waiting: ArraySlice<Issue> = []

    fileprivate init(_ reader: IssueReader) { self.reader = reader }

    /// The next issue; `nil` at the end.
    ///
    /// - Throws: `VireoError` where the tracker as a whole cannot be read, or a query names what is not there;
    ///   `CancellationError` in a task that was cancelled.
    public mutating func next() async throws -> Issue? {
      if waiting.isEmpty {
        try Task.checkCancellation()
        waiting = try await reader.next()[...]
      }
      return waiting.popFirst()
    }
  }

  /// Begins with the first issue.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(IssueReader(self)) }
}

extension Tracker {
  /// Finds issues as ``issues(matching:sortedBy:limit:)`` does, to be gone through without waiting for the last.
  ///
  /// - Parameters:
  ///   - query: What is asked; ``question(_:)`` puts what they stand for in the place of names of saved queries.
  ///   - order: The order; those without a value come last, and equal ones by number and path.
  public func sequence(matching query: Query = .all, sortedBy order: Order = .newestFirst) -> IssueSequence {
    IssueSequence(tracker: self, query: query, order: order)
  }
}

/// Reads the parts of one sequence.
private actor IssueReader {
  private let sequence: IssueSequence
  private var found: (index: IssueIndex, rows: IssueIndex.Rows)?
  /// The paths of the issues that were given out.
  private var given: Set<String> = []

  private static let part = 256

  init(_ sequence: IssueSequence) { self.sequence = sequence }

  func next() throws -> [Issue] {
    while true {
      var (index, rows) = try found ?? ask()
      guard rows.count > 0 else {
        found = (index, rows)
        return []
      }
      guard let issues = try index.take(IssueReader.part, from: &rows) else {
        found = nil
        continue
      }
      found = (index, rows)
      let new = issues.filter { given.insert($0.path).inserted }
      if !new.isEmpty { return new }
    }
  }

  private func ask() throws -> (IssueIndex, IssueIndex.Rows) {
    let index = try sequence.tracker.index(sequence.tracker.files())
    return (index, try index.rows(matching: sequence.query, sortedBy: sequence.order).rows)
  }
}
