import ArgumentParser
import Vireo

/// Numbers of open issues with their titles, for a shell's completion.
enum IssueCompletion {
  static let kind = CompletionKind.custom { _, _, prefix in
    guard let tracker = try? Tracker.open(), let list = try? tracker.issues(matching: .state(.open)) else { return [] }
    return list.issues.compactMap { issue in
      guard let number = issue.number?.description, number.hasPrefix(prefix) else { return nil }
      return number
    }
  }
}
