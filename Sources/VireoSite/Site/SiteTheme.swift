import Mustache
import Vireo
import VireoModel

/// The layout of a site: templates in Mustache (mustache.github.io/mustache.5.html) and a style sheet, of which a
/// project has others in the place of ours, one by one.
///
/// A theme is trusted no further than the texts of the tracker: whatever its templates say, the policy that each page
/// begins with keeps scripts out, and what comes from elsewhere.
public struct SiteTheme: Sendable {
  /// A file of a theme.
  public enum Part: String, Sendable, CaseIterable {
    /// What every page has around its contents.
    case frame
    /// The first page.
    case home
    /// An issue.
    case issue
    /// A list of issues.
    case list
    /// A page of the wiki.
    case page
    /// How all of it looks.
    case style

    /// The file's name in `.tracker/theme/`.
    public var file: String { self == .style ? "style.css" : rawValue + ".mustache" }

    /// Our own.
    public var builtIn: String { SiteTemplates.text(of: self) }

    /// What a template may name.
    var names: [String] {
      switch self {
      case .frame: ["head", "title", "project", "home", "style", "navigation", "contents", "issues", "part"]
      case .home: ["project", "text", "milestones", "events"]
      case .issue:
        [
          "title", "number", "state", "opened", "labels", "text", "attachments", "comments", "history", "fields",
          "relations", "backlinks",
        ]
      case .list: ["title", "count", "query", "rows", "parts"]
      case .page: ["title", "text", "tags", "changed", "backlinks"]
      case .style: []
      }
    }

    /// What a template must have.
    var needs: String { self == .frame ? "contents" : self == .list ? "rows" : "text" }
  }

  /// How long a file may be, and how many sections a template may have.
  enum Limit {
    static let bytes = 200_000
    static let sections = 200
  }

  private let templates: [Part: MustacheTemplate]
  let style: String
  /// What tells it from others.
  let key: ContentKey

  /// - Parameter read: Gives the bytes of a file of the theme; `nil` where there is none.
  init(_ read: (String) throws -> [UInt8]?) throws {
    var templates: [Part: MustacheTemplate] = [:]
    var key = ContentKey()
    var style = Part.style.builtIn
    for part in Part.allCases {
      let bytes = try read(part.file)
      let source = SourceText(
        path: ".tracker/theme/" + part.file, bytes: bytes ?? Array(part.builtIn.utf8))
      if let bytes, bytes.count > Limit.bytes {
        throw SiteTemplates.error(source, 0..<0, "a file of a theme has at most \(Limit.bytes) bytes")
      }
      key.add(source.bytes)
      if part == .style {
        style = String(decoding: source.bytes, as: UTF8.self)
      } else {
        templates[part] = try SiteTemplates.template(source, part)
      }
    }
    (self.templates, self.key, self.style) = (templates, key, style)
  }

  /// A part with its values; of the empty ones a template says nothing.
  func text(_ part: Part, _ values: [String: String]) -> String {
    templates[part]?.render(values.filter { !$0.value.isEmpty }) ?? ""
  }

  /// A text for `{{…}}`, which escapes it.
  static func plain(_ text: String) -> String { TerminalText.harmless(text) }

  /// Makes sure that a page has no scripts but its own.
  ///
  /// The policy of the page of the search lets files of the site run; no other page's lets anything.
  static func checkScripts(_ page: String, _ count: Int) throws {
    guard page.lowercased().split(separator: "<script", omittingEmptySubsequences: false).count == count + 1 else {
      throw VireoError(
        .invalidTemplate, "the theme puts scripts into pages", state: "the site is as it was",
        advice: "take them out of .tracker/theme/frame.mustache")
    }
  }
}
