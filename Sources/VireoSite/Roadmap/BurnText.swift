package import Vireo

/// How a milestone's issues were closed over time, as lines of text.
package enum BurnText {
  private static let (rows, width) = (12, 30)

  /// The lines, each with its end; only days on which something changed are there, so that a day on which nothing
  /// happens changes nothing.
  package static func text(_ outlook: MilestoneOutlook, _ form: BurnForm) -> String {
    var points: [MilestoneOutlook.Point] = []
    for point in outlook.points where point.progress.total > 0 || !points.isEmpty {
      let last = points.last?.progress
      if last?.open != point.progress.open || last?.closed != point.progress.closed { points.append(point) }
    }
    guard let most = points.map(\.progress.total).max(), most > 0 else { return "Nothing to draw yet.\n" }
    let step = max(1, (points.count + rows - 1) / rows)
    let shown = points.indices.filter { (points.count - 1 - $0).isMultiple(of: step) }.map { points[$0] }
    let lines = shown.map { point in
      let progress = point.progress
      let (full, all) = (bar(form == .up ? progress.closed : progress.open, most), bar(progress.total, most))
      let rest = form == .up ? String(repeating: "░", count: max(0, all - full)) : ""
      let drawn = String(repeating: "█", count: full) + rest
      let numbers =
        form == .up ? "\(progress.closed) of \(progress.total) closed" : "\(progress.open) open"
      return
        "\(point.time.day)  \(drawn)\(String(repeating: " ", count: max(0, width - full - rest.count)))  \(numbers)\n"
    }
    return "```text\n\(lines.joined())```\n"
  }

  private static func bar(_ count: Int, _ most: Int) -> Int { (count * width + most - 1) / most }
}
