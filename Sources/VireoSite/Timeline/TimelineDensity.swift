public import Vireo
import VireoModel

/// How many events there were over time, as a strip of bars.
public struct TimelineDensity: Sendable {
  private var days: [Int64: Int] = [:]

  /// How many bars there are at most.
  private static let maximum = 90
  private static let height = 40

  private let period: (since: Int64?, until: Int64?)

  /// Creates an empty one.
  ///
  /// - Parameters:
  ///   - since: The beginning of what is drawn; the first event's day if it is `nil`.
  ///   - until: The end of what is drawn; the last event's day if it is `nil`.
  public init(since: Timestamp? = nil, until: Timestamp? = nil) {
    period = (
      since.map(\.dayNumber), until.map { Timestamp(seconds: $0.seconds - 1).dayNumber }
    )
  }

  /// Counts an event; what is not committed has no day.
  public mutating func add(_ event: TimelineEvent) {
    guard !event.isUncommitted else { return }
    days[event.time.dayNumber, default: 0] += 1
  }

  /// The drawing (SVG 1.1) with a text for those who do not see it; empty where nothing happened.
  public var svg: String {
    guard let earliest = days.keys.min(), let latest = days.keys.max() else { return "" }
    let (first, last) = (min(period.since ?? earliest, earliest), max(period.until ?? latest, latest))
    let count = Int(last - first) + 1
    let perBar = (count + TimelineDensity.maximum - 1) / TimelineDensity.maximum
    var bars = [Int](repeating: 0, count: (count + perBar - 1) / perBar)
    for (day, events) in days { bars[Int(day - first) / perBar] += events }
    let most = max(1, bars.max() ?? 1)
    let (from, to) = (Timestamp(seconds: first * 86_400).day, Timestamp(seconds: last * 86_400).day)
    let total = days.values.reduce(0, +)
    let label = "\(total) event\(total == 1 ? "" : "s") from \(from) to \(to)"
    var text = """
      <svg class="density" viewBox="0 0 \(bars.count * 10) \(TimelineDensity.height)" preserveAspectRatio="none" \
      role="img" aria-label="\(label)"><title>\(label)</title>

      """
    for (index, value) in bars.enumerated() where value > 0 {
      let tall = max(1, value * TimelineDensity.height / most)
      let day = Timestamp(seconds: (first + Int64(index * perBar)) * 86_400).day
      text += "<rect x=\"\(index * 10 + 1)\" y=\"\(TimelineDensity.height - tall)\" width=\"8\" height=\"\(tall)\">"
      text += "<title>\(day): \(value)</title></rect>\n"
    }
    return text + "</svg>\n"
  }
}
