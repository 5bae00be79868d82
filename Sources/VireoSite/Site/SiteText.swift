import Vireo
import VireoMarkup
import VireoModel

/// The texts of a tracker as HTML, with their references as links between the pages of a site.
struct SiteText {
  let links: LinkIndex
  let address: SiteAddress
  /// Fills a block in, or gives `nil` for one that stays as it is.
  let block: @Sendable (_ block: EmbeddedBlock, _ source: String, _ page: String) -> String?
  /// The commits that have an entry in the timeline's page.
  let commits: Set<CommitID>
  /// The pages of lists that there are, beside those of issues, pages and milestones.
  let people: Set<Handle>

  /// A text as HTML.
  ///
  /// - Parameters:
  ///   - body: The Markdown.
  ///   - source: The path of the file that it stands in.
  ///   - page: The page that it is shown in.
  ///   - prefix: What stands before its anchors, where other texts stand in the same page.
  func html(_ body: String, of source: String, in page: String, prefix: String = "") -> String {
    let text = MarkdownBody(body, forms: links.resolver.forms)
    return text.html(
      MarkdownRendering(
        anchorPrefix: prefix,
        reference: { outcome(links.resolver.destination(of: $0, in: source), $0, page, prefix) },
        address: { address, isImage in
          outcome(links.resolver.destination(ofAddress: address, in: source), nil, page, prefix)
        },
        block: { $0.name == "toc" ? contents(text.headings, prefix) : block($0, source, page) }))
  }

  /// The table of contents that a block `toc` asks for.
  private func contents(_ headings: [MarkdownBody.Heading], _ prefix: String) -> String {
    let items = headings.map { heading in
      "<li class=\"level-\(heading.level)\"><a href=\"#\(WebAddress.path(prefix + heading.anchor))\">"
        + "\(HTMLText.escaped(heading.text))</a></li>\n"
    }
    return items.isEmpty ? "" : "<nav aria-label=\"Contents\"><ul class=\"toc\">\n\(items.joined())</ul></nav>\n"
  }

  private func outcome(
    _ destination: LinkDestination, _ reference: TextReference?, _ page: String, _ prefix: String
  ) -> ReferenceOutcome {
    func link(_ target: String, anchor: String? = nil) -> String {
      target == page && anchor != nil
        ? "#" + WebAddress.path(anchor ?? "") : SiteAddress.relative(target, from: page, anchor: anchor)
    }
    switch destination {
    case .issue(let path, let anchor):
      guard let issue = links.resolver.issue(at: path) else { return .asWritten }
      return .link(link(address.page(of: issue), anchor: anchor), title: issue.title, style: issue.state.rawValue)
    case .comment(let path, let issuePath):
      guard let issue = links.resolver.issue(at: issuePath) else { return .asWritten }
      return .link(link(address.page(of: issue), anchor: SiteText.anchor(ofComment: path)), title: issue.title)
    case .page(let name, let anchor): return .link(link(SiteAddress.page(ofWiki: name), anchor: anchor))
    case .milestone(let name): return .link(link(SiteAddress.list(ofMilestone: name)))
    case .commit(let commit):
      return commits.contains(commit)
        ? .link(link("timeline.html", anchor: "c-" + commit.hex), style: "commit") : .asWritten
    case .person(let person):
      return people.contains(person) ? .link(link(SiteAddress.list(ofPerson: person)), style: "person") : .asWritten
    case .file(let path, _, _):
      // Of the repository's files only attachments are on the site.
      guard let issue = links.resolver.issue(at: path.split(separator: "/").dropLast().joined(separator: "/") + ".md")
      else { return reference == nil ? .missing("this file is in the repository, not on this site") : .asWritten }
      return .link(link(SiteAddress.file(ofAttachment: path, of: address.page(of: issue))))
    case .missing(let missing): return .missing(missing.reason)
    case .text: return reference == nil ? .missing("this leads out of the site") : .asWritten
    }
  }

  /// The anchor of a comment, by its file's path.
  static func anchor(ofComment path: String) -> String {
    "c-" + SiteAddress.name(of: String((path.split(separator: "/").last ?? "").dropLast(3)).lowercased())
  }

  /// What a link's place is called: `#7`, `page Home`.
  static func name(of source: LinkSource) -> String {
    switch source.kind {
    case .issue: source.name
    case .comment: "comment on \(source.name)"
    case .page: "page \(source.name)"
    case .milestone: "milestone \(source.name)"
    }
  }
}
