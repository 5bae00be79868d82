import Vireo
import VireoModel

/// How a milestone's issues were closed over time, as a drawing (SVG 1.1).
struct BurnChart {
  /// What is drawn.
  enum Form {
    /// All issues and the closed ones.
    case up
    /// The open ones, and the line that leads to none on the day that it is due.
    case down
  }

  private let outlook: MilestoneOutlook
  private let form: Form
  private let start: Int64
  private let end: Int64
  private let most: Int

  private enum Size {
    static let (width, height) = (400, 190)
    static let (left, right, top, bottom) = (34, 8, 10, 22)
  }

  /// `nil` where there are less than two points, or never was an issue.
  init?(_ outlook: MilestoneOutlook, _ form: Form) {
    guard let first = outlook.points.first, let last = outlook.points.last, outlook.points.count > 1,
      let most = outlook.points.map(\.progress.total).max(), most > 0
    else { return nil }
    (self.outlook, self.form) = (outlook, form)
    start = BurnChart.seconds(first.time)
    // What is to come gets at most twice the room of what was, and a fortnight at least.
    let now = BurnChart.seconds(last.time)
    let limit = now + max(2 * (now - start), 14 * 86_400)
    let ahead =
      outlook.milestone.state == .open
      ? [outlook.milestone.due, outlook.forecast?.latest].compactMap { $0.map(BurnChart.seconds) } : []
    end = max(now, min(limit, ahead.max() ?? now))
    self.most = BurnChart.rounded(most)
  }

  /// A point at a day is what was at its end.
  private static func seconds(_ time: Timestamp) -> Int64 { time.isDay ? time.dayStart + 86_400 : time.seconds }

  /// The next number that divides well: 1, 2, 4 or 10 times a power of ten.
  private static func rounded(_ value: Int) -> Int {
    var power = 1
    while true {
      for factor in [1, 2, 4] where value <= factor * power { return factor * power }
      let (next, isTooLarge) = power.multipliedReportingOverflow(by: 10)
      if isTooLarge { return value }
      power = next
    }
  }

  var svg: String {
    let name = form == .up ? "Burn-up" : "Burn-down"
    let points = outlook.points
    let (first, last) = (points[0], points[points.count - 1])
    let span = "from \(first.time.day) to \(last.time.day)"
    let label =
      form == .up
      ? "\(name) \(span): all issues \(first.progress.total) to \(last.progress.total), closed ones "
        + "\(first.progress.closed) to \(last.progress.closed)"
      : "\(name) \(span): open issues \(first.progress.open) to \(last.progress.open)"
    return """
      <figure class="burn"><figcaption>\(name)</figcaption>
      <svg viewBox="0 0 \(Size.width) \(Size.height)" role="img" aria-label="\(label)"><title>\(label)</title>
      \(grid)\(forecast)\(lines)\(due)</svg></figure>

      """
  }

  private var lines: String {
    let (all, closed, open) = (path(\.total), path(\.closed), path(\.open))
    switch form {
    case .up:
      return area("done", \.closed) + "<polyline class=\"all\" points=\"\(all)\"/>\n"
        + "<polyline class=\"done\" points=\"\(closed)\"/>\n"
    case .down: return area("left", \.open) + ideal + "<polyline class=\"left\" points=\"\(open)\"/>\n"
    }
  }

  private func x(_ time: Int64) -> Int {
    let width = Int64(Size.width - Size.left - Size.right)
    return Size.left + Int((time - start) * width / max(1, end - start))
  }

  private func y(_ value: Int) -> Int {
    let height = Size.height - Size.top - Size.bottom
    return Size.top + height - min(height, max(0, value * height / most))
  }

  private func path(_ value: KeyPath<MilestoneProgress, Int>) -> String {
    outlook.points.map { "\(x(BurnChart.seconds($0.time))),\(y($0.progress[keyPath: value]))" }.joined(separator: " ")
  }

  private func area(_ name: String, _ value: KeyPath<MilestoneProgress, Int>) -> String {
    let (first, last) = (outlook.points[0], outlook.points[outlook.points.count - 1])
    let ends = "\(x(BurnChart.seconds(last.time))),\(y(0)) \(x(BurnChart.seconds(first.time))),\(y(0))"
    return "<polygon class=\"\(name)\" points=\"\(path(value)) \(ends)\"/>\n"
  }

  private var grid: String {
    var text = ""
    for value in Set([0, most / 2, most]).sorted() {
      text += "<line class=\"grid\" x1=\"\(Size.left)\" x2=\"\(Size.width - Size.right)\" y1=\"\(y(value))\" "
      text +=
        "y2=\"\(y(value))\"/><text x=\"\(Size.left - 4)\" y=\"\(y(value) + 3)\" text-anchor=\"end\">\(value)</text>\n"
    }
    let bottom = Size.height - 6
    text += "<text x=\"\(Size.left)\" y=\"\(bottom)\">\(day(start - 1))</text>\n"
    text += "<text x=\"\(Size.width - Size.right)\" y=\"\(bottom)\" text-anchor=\"end\">\(day(end))</text>\n"
    return text
  }

  private func day(_ seconds: Int64) -> String { Timestamp(seconds: seconds).day }

  /// The steady way from all issues at the beginning to none on the day that it is due.
  private var ideal: String {
    guard let due = outlook.milestone.due else { return "" }
    let begin = max(start, outlook.milestone.start.map(BurnChart.seconds) ?? start)
    let goal = BurnChart.seconds(due)
    guard goal > begin,
      let first = outlook.points.first(where: { BurnChart.seconds($0.time) >= begin && $0.progress.total > 0 })
    else { return "" }
    let from = BurnChart.seconds(first.time)
    guard goal > from else { return "" }
    // Cut off where the drawing ends.
    let to = min(goal, end)
    let rest = Int(Int64(first.progress.open) * (goal - to) / (goal - from))
    return
      "<line class=\"ideal\" x1=\"\(x(from))\" y1=\"\(y(first.progress.open))\" x2=\"\(x(to))\" y2=\"\(y(rest))\"/>\n"
  }

  private var due: String {
    guard let due = outlook.milestone.due, case let time = BurnChart.seconds(due), time > start, time <= end else {
      return ""
    }
    return """
      <line class="due" x1="\(x(time))" x2="\(x(time))" y1="\(Size.top)" y2="\(y(0))">\
      <title>due \(due.day)</title></line>

      """
  }

  /// The days between which it is likely done.
  private var forecast: String {
    guard let forecast = outlook.forecast, let earliest = forecast.earliest,
      case let from = BurnChart.seconds(earliest),
      from < end
    else { return "" }
    let to = min(end, forecast.latest.map(BurnChart.seconds) ?? end)
    let label = "likely done from \(earliest) to \(forecast.latest?.description ?? "nobody knows when")"
    return """
      <rect class="forecast" x="\(x(from))" y="\(Size.top)" width="\(max(2, x(to) - x(from)))" \
      height="\(y(0) - Size.top)"><title>\(label)</title></rect>

      """
  }
}
