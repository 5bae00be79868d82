/// What every page of a site has around its contents.
struct SiteFrame {
  /// The parts of a site that every page leads to.
  enum Part: String, CaseIterable {
    case issues = "Issues"
    case roadmap = "Roadmap"
    case timeline = "Timeline"
    case wiki = "Wiki"
    case releases = "Releases"
    case search = "Search"

    var path: String {
      switch self {
      case .issues: "issues/index.html"
      case .wiki: "wiki/index.html"
      default: rawValue.lowercased() + ".html"
      }
    }
  }

  /// The project's name.
  let project: String
  let parts: [Part]

  /// A page.
  ///
  /// - Parameters:
  ///   - title: Of the page, as text.
  ///   - path: From the site's root.
  ///   - part: What it belongs to.
  ///   - contents: HTML, with the heading.
  ///   - scripts: Files of the site that run in it.
  func page(_ title: String, at path: String, in part: Part?, _ contents: String, scripts: [String] = []) -> String {
    func link(_ target: String) -> String { SiteAddress.relative(target, from: path) }
    let project = HTMLText.escaped(project)
    let title = HTMLText.escaped(title)
    let navigation = parts.map { other in
      let isHere = other == part ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(link(other.path))\"\(isHere)>\(other.rawValue)</a></li>"
    }.joined()
    let policy =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; \(scripts.isEmpty ? "" : "script-src 'self'; ")"
      + "base-uri 'none'; form-action 'none'"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(title.isEmpty ? project : "\(title) · \(project)")</title>
      <link rel="stylesheet" href="\(link("style.css"))">
      <link rel="alternate" type="application/atom+xml" title="\(project)" href="\(link("timeline.atom"))">
      \(scripts.map { "<script src=\"\(link($0))\" defer></script>\n" }.joined())</head>
      <body>
      <a class="skip" href="#content">Skip to the contents</a>
      <header class="site"><div><a class="project" href="\(link("index.html"))">\(project)</a>
      <nav aria-label="Site"><ul>\(navigation)</ul></nav></div></header>
      <main id="content">
      \(contents)</main>
      <footer class="site"><a href="\(link("issues/all.html"))">All issues</a></footer>
      </body>
      </html>

      """
  }
}
