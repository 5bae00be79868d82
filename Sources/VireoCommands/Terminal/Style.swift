import Vireo

/// Colours of a terminal (ECMA-48, Select Graphic Rendition).
struct Style {
  let isOn: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }

  func state(_ text: String, _ state: IssueState) -> String { wrap(text, state == .open ? "32" : "35") }

  /// A line of a unified diff.
  func change(_ line: String) -> String {
    switch line.first {
    case "+": wrap(line, "32")
    case "-": wrap(line, "31")
    case "@": wrap(line, "36")
    default: line
    }
  }

  func number(_ text: String) -> String { wrap(text, "36") }

  /// A label in its configured colour.
  func label(_ text: String, _ name: String, _ config: Config) -> String {
    guard let colour = config.labels.first(where: { $0.name == name })?.colour, let rgb = Style.rgb(colour) else {
      return wrap(text, "33")
    }
    return wrap(text, "38;2;\(rgb.0);\(rgb.1);\(rgb.2)")
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func rgb(_ colour: String) -> (Int, Int, Int)? {
    var digits = Array(colour.dropFirst())
    if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
    guard digits.count == 6, let value = Int(String(digits), radix: 16) else { return nil }
    return (value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF)
  }
}
