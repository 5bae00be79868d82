import VireoModel

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
  /// The site's address with a slash at its end, where it is known.
  let base: String?
  let theme: SiteTheme

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
    let navigation = parts.map { other in
      let isHere = other == part ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(link(other.path))\"\(isHere)>\(other.rawValue)</a></li>"
    }.joined()
    return theme.text(
      .frame,
      [
        "head": head(path, scripts), "title": SiteTheme.plain(title.isEmpty ? project : "\(title) · \(project)"),
        "project": SiteTheme.plain(project), "home": link("index.html"), "style": link("style.css"),
        "navigation": navigation, "contents": contents, "issues": link("issues/all.html"),
        "part": part?.rawValue.lowercased() ?? "home",
      ])
  }

  /// What stands first in the head of every page; no theme can leave it out.
  private func head(_ path: String, _ scripts: [String]) -> String {
    func link(_ target: String) -> String { SiteAddress.relative(target, from: path) }
    let policy =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; \(scripts.isEmpty ? "" : "script-src 'self'; ")"
      + "base-uri 'none'; form-action 'none'"
    let canonical = base.map { "\n<link rel=\"canonical\" href=\"\(HTMLText.escaped($0 + address(path)))\">" } ?? ""
    let runs = scripts.map { "\n<script src=\"\(link($0))\" defer></script>" }.joined()
    return """
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <link rel="alternate" type="application/atom+xml" title="\(HTMLText.escaped(project))" \
      href="\(link("timeline.atom"))">\(canonical)\(runs)
      """
  }

  /// The address of a page below the site's own; that of the first page is the site's.
  private func address(_ path: String) -> String { path == "index.html" ? "" : WebAddress.path(path) }
}
