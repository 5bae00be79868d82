extension String {
  /// The digits with zeros before them, up to a number of characters.
  package func zeroPadded(to width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }
}
