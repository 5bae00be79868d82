/// Numbers as a line of blocks, as high as they are (U+2581 to U+2588).
enum Sparkline {
  /// One block for each number; what is nothing is a blank, and what is anything at least the lowest block.
  static func text(_ values: [Int]) -> String {
    guard let highest = values.max(), highest > 0 else { return String(repeating: " ", count: values.count) }
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      values.map { value in
        value <= 0 ? " " : blocks[min(blocks.count - 1, (value * blocks.count - 1) / highest)]
      })
  }
}
