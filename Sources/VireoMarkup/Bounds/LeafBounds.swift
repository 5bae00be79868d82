import CCMarkGFM
import Foundation

/// Takes out of a tree the texts of paragraphs, headings and cells that cmark would take too long for.
///
/// It works on the tree that stands after the blocks are known and before their texts are parsed. A text within its
/// share of the time stays; what exceeds it may use what others left.
struct LeafBounds {
  /// The texts that were taken out.
  ///
  /// A node's `user_data` is the number of its text, from 1.
  private(set) var excesses: [[UInt8]] = []
  private let costs: LeafCost
  private var spare: Int

  /// Nanoseconds that a byte may cost.
  static let share = 100
  /// Nanoseconds that a short text may cost besides.
  static let floor = 3_000_000

  init(tags: PositionTags?, longestDefinition: Int) {
    costs = LeafCost(tags: tags, longestDefinition: longestDefinition)
    spare = LeafBounds.floor
  }

  mutating func apply(below root: OpaquePointer?) {
    guard let root, let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    var expensive: [(node: OpaquePointer, cost: Int)] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator), holdsText(node),
        let content = cmark_node_get_string_content(node)
      else { continue }
      let text = UnsafeBufferPointer(start: content, count: strlen(content))
      text.withMemoryRebound(to: UInt8.self) { bytes in
        let (cost, length) = costs.estimate(bytes)
        let share = length * LeafBounds.share
        if cost > share {
          expensive.append((node, cost))
        } else {
          spare += (share - cost) / 2
        }
      }
    }
    for (node, cost) in expensive {
      if cost <= spare {
        spare -= cost
      } else {
        takeOut(node)
      }
    }
  }

  private func holdsText(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    if type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING { return true }
    return TreeReader.isTableCell(node, type)
  }

  private mutating func takeOut(_ node: OpaquePointer) {
    guard let content = cmark_node_get_string_content(node) else { return }
    let text = UnsafeBufferPointer(start: content, count: strlen(content))
    let end = text.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? -1
    excesses.append(text.prefix(end + 1).map { UInt8(bitPattern: $0) })
    cmark_node_set_string_content(node, "x")
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: excesses.count))
  }
}
