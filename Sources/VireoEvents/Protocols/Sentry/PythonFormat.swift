import VireoModel

/// Puts values into a template of Python's `%` operator ("printf-style String Formatting" of its library reference).
///
/// Old clients send the template and the values and leave this to the server. Values come as text already, so widths
/// and precisions are read over.
enum PythonFormat {
  /// The text; the template as it is where the values do not fit it.
  static func text(_ template: String, _ values: JSONValue) -> String {
    var positional = values.items[...]
    var result = ""
    var rest = template[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      var name: Substring?
      if rest.first == "(", let end = rest.firstIndex(of: ")") {
        name = rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
      }
      rest = rest.drop { "#0- +.123456789hlL".contains($0) }
      guard let conversion = rest.popFirst() else { return template }
      if conversion == "%" {
        result += "%"
      } else if let name {
        guard let value = values[String(name)] else { return template }
        result += value.shownText
      } else {
        guard conversions.contains(conversion), let value = positional.popFirst() else { return template }
        result += value.shownText
      }
    }
    return result + rest
  }

  private static let conversions: Set<Character> = Set("diouxXeEfFgGcrsa")
}
