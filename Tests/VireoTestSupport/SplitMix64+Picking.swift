package import VireoModel

extension SplitMix64 {
  /// A number below a bound.
  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// One of the items.
  package mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  /// True once in so many times.
  package mutating func once(in times: Int) -> Bool { below(times) == 0 }
}
