import Mustache
import Vireo
import VireoModel

/// Our own templates, and what holds for all.
enum SiteTemplates {
  // MARK: - Reading

  /// Compiles a template.
  ///
  /// - Throws: `VireoError` with the code `invalid-template`.
  static func template(_ source: SourceText, _ part: SiteTheme.Part) throws -> MustacheTemplate {
    let text = String(decoding: source.bytes, as: UTF8.self)
    try checkNames(source, part)
    do {
      if part == .frame { try checkHead(source) }
      return try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      let line = source.bytes.split(
        separator: .newline, maxSplits: error.context.lineNumber - 1, omittingEmptySubsequences: false)
      let start = line.last?.startIndex ?? 0
      let place = min(start + max(0, error.context.columnNumber - 1), max(0, source.bytes.count - 1))
      throw self.error(
        source, place..<min(place + 1, source.bytes.count), reason(error.error),
        "correct it, or remove the file to have ours")
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "another section ends here than began"
    case .unfinishedName: "this tag has no end, or its name is none"
    case .expectedSectionEnd: "a section that began has no end"
    case .invalidSetDelimiter: "the marks of tags can't be changed like this"
    default: "this is no Mustache"
    }
  }

  /// A tag of a template.
  private struct Tag {
    var kind: UInt8?
    var name: String
    var range: Range<Int>
  }

  private static func tags(_ source: SourceText) -> [Tag] {
    let bytes = source.bytes
    var tags: [Tag] = []
    var place = 0
    while place + 1 < bytes.count {
      guard bytes[place] == UInt8(ascii: "{"), bytes[place + 1] == UInt8(ascii: "{") else {
        place += 1
        continue
      }
      var start = place + 2
      var kind: UInt8?
      if start < bytes.count, "{&#^/!>$<=%*".utf8.contains(bytes[start]) {
        kind = bytes[start]
        start += 1
      }
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "}"), bytes[end] != .newline { end += 1 }
      let name = String(decoding: bytes[start..<end], as: UTF8.self).split(separator: " ").joined(separator: " ")
      tags.append(Tag(kind: kind, name: name, range: place..<min(end + 2, bytes.count)))
      place = end
    }
    return tags
  }

  /// Makes sure that a template names what there is, and what has to be shown.
  private static func checkNames(_ source: SourceText, _ part: SiteTheme.Part) throws {
    let tags = tags(source)
    for tag in tags {
      switch tag.kind {
      case UInt8(ascii: "!"): continue
      case UInt8(ascii: ">"), UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "%"),
        UInt8(ascii: "*"):
        throw error(
          source, tag.range, "a theme has no partials, blocks or other marks",
          "write {{name}}, {{{name}}}, {{#name}}, {{^name}} or {{/name}}")
      default: break
      }
      guard part.names.contains(tag.name) else {
        throw error(
          source, tag.range,
          "'\(tag.name)' is nothing that \(part.file) can show"
            + Nearest.suggestion(for: tag.name, among: part.names),
          "write one of: " + part.names.joined(separator: ", "))
      }
    }
    if tags.count(where: { $0.kind == UInt8(ascii: "#") || $0.kind == UInt8(ascii: "^") }) > SiteTheme.Limit.sections {
      throw error(source, 0..<0, "a template has at most \(SiteTheme.Limit.sections) sections")
    }
    guard tags.contains(where: { $0.name == part.needs && [UInt8(ascii: "{"), UInt8(ascii: "&")].contains($0.kind) })
    else {
      throw error(
        source, 0..<0, "\(part.file) doesn't show the \(part.needs)", "write {{{\(part.needs)}}} where it should stand")
    }
  }

  /// What stands before the head of a page must be nothing but its beginning, so that its policy comes first.
  private static func checkHead(_ source: SourceText) throws {
    var rest = String(decoding: source.bytes, as: UTF8.self)[...]
    func skip(_ beginning: String, _ end: Character?) -> Bool {
      rest = rest.drop(while: \.isWhitespace)
      guard rest.prefix(beginning.count).lowercased() == beginning else { return false }
      rest = rest.dropFirst(beginning.count)
      guard let end else { return true }
      let inner = rest.prefix { $0 != end }
      guard !inner.contains("{"), !inner.contains("<"), !inner.contains("\"") || inner.filter({ $0 == "\"" }).count == 2
      else { return false }
      rest = rest.dropFirst(inner.count + 1)
      return true
    }
    guard skip("<!doctype html", ">"), skip("<html", ">"), skip("<head>", nil), skip("{{{head}}}", nil) else {
      throw error(
        source, 0..<min(source.bytes.count, 1),
        "frame.mustache begins with <!DOCTYPE html>, <html …>, <head> and {{{head}}}, which has what keeps scripts out",
        "put {{{head}}} directly behind <head>")
    }
  }

  static func error(
    _ source: SourceText, _ range: Range<Int>, _ message: String, _ advice: String? = nil
  ) -> VireoError {
    VireoError(
      .invalidTemplate, "the theme can't be used", state: "the site is as it was",
      diagnostics: [Diagnostic(.invalidTemplate, Diagnostic.Place(source, range), message, advice: advice)])
  }

  // MARK: - Our own

  static func text(of part: SiteTheme.Part) -> String {
    switch part {
    case .frame: frame
    case .home: home
    case .issue: issue
    case .list: list
    case .page: page
    case .style: PageStyle.base + SiteStyle.sheet
    }
  }

  private static let frame = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    {{{head}}}
    <title>{{title}}</title>
    <link rel="stylesheet" href="{{style}}">
    </head>
    <body>
    <a class="skip" href="#content">Skip to the contents</a>
    <header class="site"><div><a class="project" href="{{home}}">{{project}}</a>
    <nav aria-label="Site"><ul>{{{navigation}}}</ul></nav></div></header>
    <main id="content">
    {{{contents}}}</main>
    <footer class="site"><a href="{{issues}}">All issues</a></footer>
    </body>
    </html>

    """

  private static let home = """
    <div class="columns">
    <div class="texts">
    {{{text}}}</div>
    <aside aria-label="Summary">
    {{{milestones}}}{{{events}}}</aside>
    </div>

    """

  private static let issue = """
    <article class="issue">
    <header><h1>{{title}}{{#number}} <span class="number">#{{number}}</span>{{/number}}</h1>
    <p class="facts">{{{state}}}{{#opened}} · {{{opened}}}{{/opened}}{{{labels}}}</p></header>
    <div class="columns">
    <div class="texts">
    {{{text}}}{{{attachments}}}{{{comments}}}{{{history}}}</div>
    <aside aria-label="Fields">
    {{{fields}}}{{{relations}}}{{{backlinks}}}</aside>
    </div>
    </article>

    """

  private static let list = """
    <h1>{{title}}</h1>
    <p class="facts">{{count}}</p>
    {{#query}}
    <p class="facts"><code>Query: {{query}}</code></p>
    {{/query}}
    {{{rows}}}{{{parts}}}
    """

  private static let page = """
    <div class="columns">
    <article class="texts text">{{{text}}}</article>
    <aside aria-label="About this page">
    {{{tags}}}{{{changed}}}{{{backlinks}}}</aside>
    </div>

    """
}
