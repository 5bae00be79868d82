import VireoModel

/// The name of a function without what differs between runs, builds and browsers.
///
/// Follows Sentry's `get_function_component`, and beyond it: PHP's names of closures, which hold a line since PHP 8.4
/// (RFC "Closure naming"), and the words that V8 puts around names ("Stack trace API": `async`, `new`, `[as …]`).
enum FunctionName {
  static func component(of name: String, platform: GroupingPlatform) -> GroupingComponent {
    switch platform {
    case .javascript, .node: javaScript(name)
    case .ruby: ruby(name)
    case .php: php(name)
    case .java: java(name)
    case .native: native(name)
    case .python, .csharp, .go, .other: GroupingComponent(.function, name)
    }
  }

  private static func changed(_ name: String, to clean: String, _ hint: String) -> GroupingComponent {
    GroupingComponent(.function, clean, hint: clean == name ? nil : hint)
  }

  private static func ignored(_ name: String, _ hint: String) -> GroupingComponent {
    GroupingComponent(.function, name, contributes: false, hint: hint)
  }

  // MARK: - JavaScript

  private static func javaScript(_ name: String) -> GroupingComponent {
    let last = lastPart(of: name)
    switch last {
    case "?", "<anonymous>", "<anonymous function>", "Anonymous function", "(anonymous)":
      return ignored(name, "no name")
    default: break
    }
    if last.hasSuffix("/<") { return ignored(name, "no name") }
    return changed(name, to: last, "without the object, which differs by browser")
  }

  /// `total` of `async Cart.total [as sum]`.
  static func lastPart(of name: String) -> String {
    name.withBytes { bytes in
      var end = bytes.find(" [as ") ?? bytes.count
      var start = 0
      if bytes.has("async ") { start = 6 } else if bytes.has("new ") { start = 4 }
      if end <= start { (start, end) = (0, bytes.count) }
      if let dot = bytes[start..<end].lastIndex(of: .fullStop), dot + 1 < end { start = dot + 1 }
      return start == 0 && end == bytes.count ? name : String(bytes: bytes[start..<end])
    }
  }

  // MARK: - Ruby, PHP, Java

  private static func ruby(_ name: String) -> GroupingComponent {
    name.withBytes { bytes in
      if bytes.has("block ") { return GroupingComponent(.function, "block", hint: "a block") }
      guard let end = endBeforeTemplateSuffix(bytes) else { return GroupingComponent(.function, name) }
      return GroupingComponent(.function, String(bytes: bytes[..<end]), hint: "without the template's numbers")
    }
  }

  /// ERB calls the function of a template `_app_views_cart_erb__1234567_89012`.
  private static func endBeforeTemplateSuffix(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    func digits(before end: Int) -> Int? {
      var start = end
      while start > 0, name[start - 1].isDigit { start -= 1 }
      return end - start >= 4 ? start : nil
    }
    let underscore = UInt8(ascii: "_")
    guard let second = digits(before: name.count), second > 0, name[second - 1] == underscore,
      let first = digits(before: second - 1), first > 1, name[first - 1] == underscore, name[first - 2] == underscore
    else { return nil }
    return first - 2
  }

  private static func php(_ name: String) -> GroupingComponent {
    name.withBytes { bytes in
      if bytes.has("[Anonymous") { return ignored(name, "no name") }
      // `class@anonymous`, NUL, and the path of the file.
      if bytes.find("@anonymous") != nil {
        guard let colons = lastColons(bytes) else { return ignored(name, "no name") }
        return GroupingComponent(.function, String(bytes: bytes[colons...]), hint: "the method of a class without name")
      }
      guard let closure = bytes.find("{closure:") else { return GroupingComponent(.function, name) }
      return GroupingComponent(
        .function, String(bytes: bytes[..<closure]) + "{closure}", hint: "without the closure's place")
    }
  }

  /// The offset behind the last `::`.
  private static func lastColons(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = name.count - 2
    while index >= 0 {
      if name[index] == .colon, name[index + 1] == .colon { return index + 2 < name.count ? index + 2 : nil }
      index -= 1
    }
    return nil
  }

  private static func java(_ name: String) -> GroupingComponent {
    name.withBytes { bytes in
      if bytes.has("lambda$") || bytes.find("$lambda$") != nil { return ignored(name, "a lambda") }
      return JavaName.withoutGeneratedParts(name).map { changed(name, to: $0, "without what the run made up") }
        ?? GroupingComponent(.function, name)
    }
  }

  // MARK: - Native

  private static func native(_ name: String) -> GroupingComponent {
    switch name {
    case "<redacted>", "<unknown>", "???", "??": return ignored(name, "no name")
    default: break
    }
    if name.withBytes({ $0.has("0x") }) { return ignored(name, "an address") }
    return changed(name, to: NativeFunctionName.trimmed(name), "without arguments and types")
  }
}
