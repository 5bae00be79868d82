/// Reads HTML as strictly as it is written here: only tags that are known, attributes in double quotes, all that opens
/// closes in order. Says what is wrong.
struct HTMLCheck {
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)] = []
  }

  private(set) var tags: [Tag] = []
  private(set) var defect: String?
  private var open: [String] = []
  private var ids: Set<String> = []

  private static let allowed: [String: Set<String>] = [
    "p": [], "em": [], "strong": [], "del": [], "br": [], "hr": [], "blockquote": [], "ul": [], "small": [],
    "ol": ["start"], "li": ["id"], "input": ["type", "checked", "disabled"], "table": [], "thead": [], "tbody": [],
    "tr": [], "th": ["class"], "td": ["class"], "div": ["class"], "pre": ["class"], "code": ["class"],
    "span": ["class", "title"], "a": ["href", "title", "class", "rel", "id", "aria-label"], "section": ["class"],
    "img": ["src", "alt", "title"], "sup": ["class"], "h1": ["id"], "h2": ["id"], "h3": ["id"], "h4": ["id"],
    "h5": ["id"], "h6": ["id"],
  ]
  private static let void: Set<String> = ["br", "hr", "img", "input"]

  init(_ html: String) {
    let bytes = Array(html.utf8)
    var index = 0
    while index < bytes.count, defect == nil {
      switch bytes[index] {
      case UInt8(ascii: "<"):
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
          defect = "a tag has no end"
          return
        }
        read(Array(bytes[index + 1..<end]))
        index = end
      case UInt8(ascii: ">"): defect = "a '>' in text"
      case 0..<0x20: if bytes[index] != 0x0A, bytes[index] != 0x09 { defect = "a control character" }
      default: break
      }
      index += 1
    }
    if defect == nil, let last = open.last { defect = "<\(last)> has no end" }
  }

  private mutating func read(_ tag: [UInt8]) {
    if tag.first == UInt8(ascii: "/") {
      let name = String(decoding: tag.dropFirst(), as: UTF8.self)
      if open.popLast() != name { defect = "</\(name)> closes nothing" }
      return
    }
    var rest = tag[...]
    if rest.suffix(2).elementsEqual(" /".utf8) { rest = rest.dropLast(2) }
    let name = String(decoding: rest.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    guard let attributes = HTMLCheck.allowed[name] else {
      defect = "<\(name)> isn't ours"
      return
    }
    var found = Tag(name: name)
    rest = rest.dropFirst(name.utf8.count)
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")), rest.first == UInt8(ascii: " "),
        equals + 1 < rest.endIndex, rest[equals + 1] == UInt8(ascii: "\""),
        let quote = rest[(equals + 2)...].firstIndex(of: UInt8(ascii: "\""))
      else {
        defect = "an attribute of <\(name)> can't be read"
        return
      }
      let key = String(decoding: rest[rest.startIndex + 1..<equals], as: UTF8.self)
      let value = String(decoding: rest[equals + 2..<quote], as: UTF8.self)
      if !attributes.contains(key) { defect = "<\(name)> has '\(key)'" }
      if key == "id", !ids.insert(value).inserted { defect = "the id '\(value)' stands twice" }
      if key == "href" || key == "src" { check(address: value) }
      found.attributes.append((key, value))
      rest = rest[(quote + 1)...]
    }
    tags.append(found)
    if !HTMLCheck.void.contains(name) { open.append(name) }
  }

  /// Decodes what we write in addresses, and looks at the scheme as a browser does.
  private mutating func check(address: String) {
    let plain = address.replacing("&amp;", with: "&").replacing("&#x27;", with: "'").lowercased()
    let seen = plain.unicodeScalars.filter { $0.value > 0x20 }.map(String.init).joined()
    if seen != plain { defect = "blanks or control characters in '\(address)'" }
    let scheme = seen.prefix { !"/?#".contains($0) }
    guard scheme.contains(":") else {
      if seen.hasPrefix("//") || seen.hasPrefix("\\") { defect = "'\(address)' leads elsewhere" }
      return
    }
    if !["http:", "https:", "mailto:"].contains(where: { seen.hasPrefix($0) }) { defect = "the address '\(address)'" }
  }
}
