import Vireo
import VireoModel

/// Issues as pages and as rows of lists.
struct IssueHTML {
  let config: Config
  let address: SiteAddress
  let text: SiteText
  let relations: IssueRelations
  let milestones: Set<String>
  let theme: SiteTheme

  // MARK: - Rows

  /// A list of issues.
  func list(_ issues: some Sequence<Issue>, on page: String) -> String {
    let rows = issues.map { row($0, on: page) }
    return rows.isEmpty ? "<p class=\"none\">No issues.</p>\n" : "<ul class=\"issues\">\n\(rows.joined())</ul>\n"
  }

  private func row(_ issue: Issue, on page: String) -> String {
    let link = SiteAddress.relative(address.page(of: issue), from: page)
    let facts = [
      issue.number.map { "#\($0)" } ?? "draft", issue.created.map { "opened \(time($0))" },
      issue.author.map { "by \(person($0, on: page))" }, issue.assignee.map { "for \(person($0, on: page))" },
      issue.milestone.map { milestone($0, on: page) }, issue.priority.map(HTMLText.escaped),
      issue.due.map { "due \(time($0))" },
    ]
    let title = issue.title.isEmpty ? "(no title)" : issue.title
    return "<li class=\"\(issue.state.rawValue)\">\(mark(issue.state))"
      + "<div><a class=\"title\" href=\"\(link)\">\(HTMLText.escaped(title))</a>\(labels(issue, on: page))"
      + "<p class=\"facts\">\(facts.compactMap { $0 }.joined(separator: " · "))</p></div></li>\n"
  }

  /// The state by its shape, with a word for those who do not see it.
  func mark(_ state: IssueState) -> String {
    state == .open
      ? "<span class=\"mark open\" role=\"img\" aria-label=\"open\">○</span>"
      : "<span class=\"mark closed\" role=\"img\" aria-label=\"closed\">✓</span>"
  }

  private func labels(_ issue: Issue, on page: String) -> String {
    issue.labels.map { label in
      let link = SiteAddress.relative(SiteAddress.list(ofLabel: label), from: page)
      return
        " <a class=\"label \(SiteStyle.name(ofLabel: label, config))\" href=\"\(link)\">\(HTMLText.escaped(label))</a>"
    }.joined()
  }

  private func person(_ person: Handle, on page: String) -> String {
    let name = HTMLText.escaped(person.text)
    guard text.people.contains(person) else { return name }
    return "<a href=\"\(SiteAddress.relative(SiteAddress.list(ofPerson: person), from: page))\">\(name)</a>"
  }

  private func milestone(_ name: String, on page: String) -> String {
    guard milestones.contains(name) else { return HTMLText.escaped(name) }
    let link = SiteAddress.relative(SiteAddress.list(ofMilestone: name), from: page)
    return "<a href=\"\(link)\">\(HTMLText.escaped(name))</a>"
  }

  private func time(_ time: Timestamp) -> String { "<time datetime=\"\(time)\">\(time.day)</time>" }

  // MARK: - A page

  /// The contents of an issue's page.
  ///
  /// - Parameter events: What happened to it, newest first.
  func page(of issue: Issue, _ contents: IssueContents, _ events: [TimelineEvent]) -> String {
    let page = address.page(of: issue)
    let opened = [
      issue.created.map { "opened \(time($0))" }, issue.author.map { "by \(person($0, on: page))" },
    ].compactMap { $0 }.joined(separator: " ")
    let word = issue.resolution.map { "\(issue.status), \($0)" } ?? issue.status
    let body =
      contents.body.isEmpty
      ? "<p class=\"none\">No text.</p>\n"
      : "<section class=\"text\">\(text.html(contents.body, of: issue.path, in: page))</section>\n"
    return theme.text(
      .issue,
      [
        "title": SiteTheme.plain(issue.title.isEmpty ? "(no title)" : issue.title),
        "number": issue.number.map { "\($0)" } ?? "",
        "state": "<span class=\"state \(issue.state.rawValue)\">\(mark(issue.state)) \(HTMLText.escaped(word))</span>",
        "opened": opened, "labels": labels(issue, on: page), "text": body,
        "attachments": attachments(contents.attachments, page), "comments": comments(contents.comments, page),
        "history": history(events, page), "fields": fields(issue, page), "relations": relations(of: issue, page),
        "backlinks": backlinks(to: issue.path, page),
      ])
  }

  private func comments(_ comments: [Comment], _ page: String) -> String {
    guard !comments.isEmpty else { return "" }
    let parts = comments.enumerated().map { index, comment in
      let anchor = SiteText.anchor(ofComment: comment.path)
      let body = text.html(comment.body, of: comment.path, in: page, prefix: "c\(index + 1)-")
      let reply =
        comment.replyTo.map { name in
          " in reply to <a href=\"#\(SiteText.anchor(ofComment: "/" + name + ".md"))\">a comment</a>"
        } ?? ""
      return "<article class=\"comment\" id=\"\(anchor)\"><header><b>\(person(comment.author, on: page))</b> "
        + "<a href=\"#\(anchor)\"><time datetime=\"\(comment.date)\">\(moment(comment.date))</time></a>\(reply)"
        + "</header>\n<div class=\"text\">\(body)</div></article>\n"
    }
    return "<section aria-labelledby=\"comments\"><h2 id=\"comments\">Comments</h2>\n\(parts.joined())</section>\n"
  }

  private func moment(_ time: Timestamp) -> String {
    time.isDay ? time.day : time.day + " " + time.description.dropFirst(11).prefix(5)
  }

  private func attachments(_ attachments: [Attachment], _ page: String) -> String {
    guard !attachments.isEmpty else { return "" }
    let items = attachments.map { attachment in
      let link = SiteAddress.relative(SiteAddress.file(ofAttachment: attachment.path, of: page), from: page)
      let name = HTMLText.escaped(attachment.name)
      let image =
        SiteAddress.isImage(attachment.path.lowercased()) ? "<img src=\"\(link)\" alt=\"\" loading=\"lazy\">" : ""
      return "<li><a href=\"\(link)\">\(image)\(name)</a></li>\n"
    }
    return "<section aria-labelledby=\"attachments\"><h2 id=\"attachments\">Attachments</h2>\n"
      + "<ul class=\"attachments\">\n\(items.joined())</ul></section>\n"
  }

  /// What happened to an issue, oldest first.
  func history(_ events: [TimelineEvent], _ page: String) -> String {
    guard !events.isEmpty else { return "" }
    let items = events.reversed().map { event in
      let phrase = TimelinePhrase(event)
      let who = event.author.map { "<b>\(person($0, on: page))</b> " } ?? ""
      var what = HTMLText.escaped(phrase.verb)
      var details = phrase.details.map(HTMLText.escaped)
      if case .commit(let id, let subject) = event.subject {
        let name = "<code>\(id.short)</code>"
        let target = SiteAddress.relative("timeline.html", from: page, anchor: "c-" + id.hex)
        let commit = text.commits.contains(id) ? "<a href=\"\(target)\">\(name)</a>" : name
        what = "committed \(commit) \(HTMLText.escaped(subject))"
        details = (event.isUndone ? ["taken back since"] : []) + [backlinks(to: id, page)].compactMap { $0 }
      }
      let list = details.isEmpty ? "" : "<ul>" + details.map { "<li>\($0)</li>" }.joined() + "</ul>"
      let release = event.release.map { " <span class=\"release\">\(HTMLText.escaped($0))</span>" } ?? ""
      return "<li><time datetime=\"\(event.time)\">\(moment(event.time))</time> \(who)\(what)\(release)\(list)</li>\n"
    }
    return "<section aria-labelledby=\"history\"><h2 id=\"history\">History</h2>\n"
      + "<ol class=\"history\">\n\(items.joined())</ol></section>\n"
  }

  private func fields(_ issue: Issue, _ page: String) -> String {
    var rows: [(String, String)] = []
    func add(_ name: String, _ value: String?) { value.map { rows.append((name, $0)) } }
    add("Status", HTMLText.escaped(issue.status))
    add("Assignee", issue.assignee.map { person($0, on: page) })
    add("Milestone", issue.milestone.map { milestone($0, on: page) })
    for (name, value) in [
      ("Type", issue.type), ("Priority", issue.priority), ("Severity", issue.severity), ("Component", issue.component),
      ("Version", issue.version), ("Estimate", issue.estimate), ("Spent", issue.spent),
    ] { add(name, value.map(HTMLText.escaped)) }
    add("Due", issue.due.map(time))
    if !issue.watchers.isEmpty {
      add("Watchers", issue.watchers.map { person($0, on: page) }.joined(separator: ", "))
    }
    for field in issue.fields {
      add(HTMLText.escaped(field.key), HTMLText.escaped(field.value.list.joined(separator: ", ")))
    }
    add("File", "<code>\(HTMLText.escaped(issue.path))</code>")
    return "<dl>\n" + rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" }.joined() + "</dl>\n"
  }

  /// The issues that one has to do with, by how.
  func relationParts(of issue: Issue) -> [(name: String, issues: [Issue])] {
    let named = relations.issues(namedBy: issue, in: .relates)
    let paths = Set(named.map(\.path))
    return [
      ("Blocked by", relations.issues(namedBy: issue, in: .blockedBy)),
      ("Blocks", relations.issues(naming: issue, in: .blockedBy)),
      ("Part of", relations.issues(namedBy: issue, in: .parent)),
      ("Parts", relations.issues(naming: issue, in: .parent)),
      ("Related", named + relations.issues(naming: issue, in: .relates).filter { !paths.contains($0.path) }),
      ("Duplicate of", relations.issues(namedBy: issue, in: .duplicateOf)),
      ("Duplicates", relations.issues(naming: issue, in: .duplicateOf)),
    ]
  }

  private func relations(of issue: Issue, _ page: String) -> String {
    relationParts(of: issue).filter { !$0.issues.isEmpty }.map { name, issues in
      "<h2>\(name)</h2>\n<ul class=\"related\">\n\(issues.map { short($0, page) }.joined())</ul>\n"
    }.joined()
  }

  private func short(_ issue: Issue, _ page: String) -> String {
    let link = SiteAddress.relative(address.page(of: issue), from: page)
    let name = issue.number.map { "#\($0) " } ?? ""
    return "<li>\(mark(issue.state)) <a href=\"\(link)\">\(name)\(HTMLText.escaped(issue.title))</a></li>\n"
  }

  /// The texts that refer to a file's issue, page or milestone, each once.
  func sources(ofLinksTo path: String) -> [LinkSource] { IssueHTML.sources(of: text.links.links(toFile: path)) }

  /// The texts that name a commit, each once.
  func sources(ofLinksTo commit: CommitID) -> [LinkSource] { IssueHTML.sources(of: text.links.links(to: commit)) }

  private static func sources(of links: [Link]) -> [LinkSource] {
    var seen: Set<String> = []
    return links.map(\.source).filter { seen.insert($0.path).inserted }
  }

  /// The texts that refer to a file's issue, page or milestone, as a list.
  func backlinks(to path: String, _ page: String) -> String {
    let items = sources(ofLinksTo: path).map { "<li>\(link(to: $0, page))</li>\n" }
    return items.isEmpty ? "" : "<h2>Referred to by</h2>\n<ul class=\"related\">\n\(items.joined())</ul>\n"
  }

  /// The texts that name a commit, in a line; `nil` where none does.
  func backlinks(to commit: CommitID, _ page: String) -> String? {
    let names = sources(ofLinksTo: commit).map { link(to: $0, page) }
    return names.isEmpty ? nil : "referred to by " + names.joined(separator: ", ")
  }

  private func link(to source: LinkSource, _ page: String) -> String {
    let (target, anchor): (String?, String?) =
      switch source.kind {
      case .issue: (text.links.resolver.issue(at: source.path).map(address.page(of:)), nil)
      case .comment:
        (
          source.issue.flatMap { text.links.resolver.issue(at: $0) }.map(address.page(of:)),
          SiteText.anchor(ofComment: source.path)
        )
      case .page: (SiteAddress.page(ofWiki: source.name), nil)
      case .milestone: (SiteAddress.list(ofMilestone: source.name), nil)
      }
    let name = HTMLText.escaped(SiteText.name(of: source))
    return target.map { "<a href=\"\(SiteAddress.relative($0, from: page, anchor: anchor))\">\(name)</a>" } ?? name
  }
}
