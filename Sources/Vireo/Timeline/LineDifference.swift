import VireoModel

/// How much a text changed.
enum LineDifference {
  /// How many lines are new and how many are gone; a line counts as often as it occurs, and its place does not matter.
  static func count(from old: [UInt8], to new: [UInt8]) -> TimelineEvent.LineCount {
    var known: [ArraySlice<UInt8>: Int] = [:]
    for line in lines(old) { known[line, default: 0] += 1 }
    var added = 0
    for line in lines(new) {
      if let count = known[line], count > 0 { known[line] = count - 1 } else { added += 1 }
    }
    return .init(added: added, removed: known.values.reduce(0, +))
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
