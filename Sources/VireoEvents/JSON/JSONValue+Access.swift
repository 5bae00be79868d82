package import VireoModel

extension JSONValue {
  /// The value of a member of an object; of several with one name the last, as Python and JavaScript read them.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The text, where it is one that is not empty.
  package var filledText: String? {
    guard case .text(let text) = self, !text.isEmpty else { return nil }
    return text
  }

  /// A text, number or truth value as text; nothing for the others.
  package var scalarText: String? {
    switch self {
    case .text(let text): text
    case .int(let value): String(value)
    case .number(let value): String(value)
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// Any value as text: scalars as they are, lists and objects as JSON.
  package var shownText: String { scalarText ?? serialized() }

  /// A whole number, also one that was sent as a text or with a fraction of nothing.
  package var wholeNumber: Int? {
    switch self {
    case .int(let value): Int(exactly: value)
    case .number(let value): Int(exactly: value)
    case .text(let text): Int(text)
    default: nil
    }
  }

  /// The truth value, where it is one.
  package var truth: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The items of a list; none for other values.
  package var items: [JSONValue] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// The members of an object; none for other values.
  package var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }
}
