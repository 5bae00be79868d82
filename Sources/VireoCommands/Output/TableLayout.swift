/// How wide the columns of a table are.
struct TableLayout {
  /// What is known of a column.
  struct Column {
    /// How wide it stays where there is no room for all of it.
    var limit = Int.max
    /// Whether its texts stand at its right end, and are never cut.
    var isNumber = false
    /// Whether it gives way first.
    var givesWay = false
  }

  private static let gap = 2
  private var widths: [Int]
  private let columns: [Column]

  /// Fits columns into a width; without one they take what they need.
  ///
  /// A column without any text takes no room. The one that gives way does so first, down to 20; then the others are
  /// limited; then the widest become narrower, down to 4.
  init(_ columns: [Column], _ rows: [[String]], width: Int?) {
    self.columns = columns
    widths = columns.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    guard let width, total > width else { return }
    let first = columns.firstIndex { $0.givesWay }
    shrink(first, to: 20, until: width)
    for index in columns.indices where total > width { widths[index] = min(widths[index], columns[index].limit) }
    // What the limits gave goes back to the column that gave way.
    if let first, total < width {
      let natural = rows.map { DisplayWidth.of($0[first]) }.max() ?? 0
      widths[first] = min(natural, widths[first] + width - total)
    }
    while total > width {
      let candidates = columns.indices.filter { !columns[$0].isNumber && widths[$0] > 4 }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      shrink(widest, to: max(4, widths[widest] - 1), until: width)
    }
  }

  private var total: Int {
    let taken = widths.filter { $0 > 0 }
    return taken.reduce(0, +) + max(0, taken.count - 1) * TableLayout.gap
  }

  private mutating func shrink(_ column: Int?, to least: Int, until width: Int) {
    guard let column else { return }
    widths[column] = min(widths[column], max(least, widths[column] - max(0, total - width)))
  }

  /// The cells of a row, cut and with blanks up to their width; empty for a column without text.
  func fitted(_ row: [String]) -> [String] {
    row.indices.map { column in
      let cut = DisplayWidth.cut(row[column], to: widths[column])
      let padding = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cut)))
      return columns[column].isNumber ? padding + cut : cut + padding
    }
  }
}
