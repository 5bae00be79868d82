/// Finding what somebody may have meant.
package enum Nearest {
  /// The known words fewer than four edits away, and than half of the word at most, nearest first, three at most.
  package static func matches(for word: String, among known: some Sequence<String>) -> [String] {
    let lowered = Array(word.lowercased())
    guard lowered.count <= 64 else { return [] }
    let limit = min(3, lowered.count / 2)
    let scored = known.compactMap { candidate -> (Int, String)? in
      guard candidate.count <= 64, candidate != word else { return nil }
      let distance = distance(lowered, Array(candidate.lowercased()))
      return distance <= limit ? (distance, candidate) : nil
    }
    return scored.sorted { $0 < $1 }.prefix(3).map(\.1)
  }

  /// `; did you mean 'open'?` or nothing.
  package static func suggestion(for word: String, among known: some Sequence<String>) -> String {
    let found = matches(for: word, among: known)
    guard !found.isEmpty else { return "" }
    return "; did you mean " + found.map { "'\($0)'" }.joined(separator: " or ") + "?"
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var best = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      before = previous
      previous = row
    }
    return previous[right.count]
  }
}
