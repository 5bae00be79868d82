import Vireo
import VireoMarkup
import VireoModel

/// A search that needs no server: a list of all there is to find, and a script that looks through it.
enum SiteSearch {
  static let contents = """
    <h1>Search</h1>
    <noscript><p>The search needs a script; <a href="issues/all.html">all issues</a> are in a list.</p></noscript>
    <form role="search" id="search" hidden>
    <label for="words">Words in titles, labels, people, milestones and pages</label>
    <input id="words" type="search" autocomplete="off" spellcheck="false"></form>
    <p id="count" class="facts" role="status"></p>
    <ol id="found" class="issues"></ol>

    """

  /// What ``data(_:)`` follows from.
  static func key(_ site: Site) -> ContentKey {
    var key = site.keys.key("search")
    key.add(site.keys.rows(site.issues.indices))
    for page in site.pages {
      key.add([page.name, page.title, page.body])
      key.add(page.tags)
    }
    for milestone in site.milestones { key.add([milestone.name, milestone.title ?? ""]) }
    return key
  }

  /// What the script knows: an array of `[path, kind, title, words]`.
  static func data(_ site: Site) -> String {
    let issues = Parallel.map(count: site.issues.count) { range in
      site.issues[range].map { issue -> String in
        let number = issue.number.map { "#\($0) " } ?? ""
        let words =
          issue.labels + [issue.author?.text, issue.assignee?.text, issue.milestone, issue.type].compactMap { $0 }
        return entry(site.html.address.page(of: issue), issue.state.rawValue, number + issue.title, words)
      }
    }
    let pages = site.pages.map { page in
      entry(
        SiteAddress.page(ofWiki: page.name), "page", page.title,
        page.tags + [page.name, MarkdownBody(page.body).plainText])
    }
    let milestones = site.milestones.map { milestone in
      entry(
        SiteAddress.list(ofMilestone: milestone.name), "milestone", milestone.name, [milestone.title].compactMap { $0 })
    }
    return "var vireoEntries = [" + (pages + milestones + issues).joined(separator: ",") + "];\n"
  }

  private static func entry(_ path: String, _ kind: String, _ title: String, _ words: [String]) -> String {
    JSONValue.array([
      .text(WebAddress.path(path)), .text(kind), .text(title), .text(words.joined(separator: " ")),
    ]).serialized()
  }

  /// It writes text alone, never HTML, and asks nobody.
  static let script = """
    (function () {
      "use strict";
      var input = document.getElementById("words"), found = document.getElementById("found");
      var count = document.getElementById("count"), most = 200;
      var entries = vireoEntries.map(function (entry) {
        return { path: entry[0], kind: entry[1], title: entry[2], title_: entry[2].toLowerCase(),
          words: (entry[2] + " " + entry[3]).toLowerCase() };
      });
      var marks = { open: "\\u25CB", closed: "\\u2713", page: "\\u2261", milestone: "\\u25C7" };
      function show() {
        var words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
        found.textContent = "";
        count.textContent = "";
        if (!words.length) { return; }
        var hits = entries.filter(function (entry) {
          return words.every(function (word) { return entry.words.indexOf(word) >= 0; });
        });
        function rank(entry) {
          return words.every(function (word) { return entry.title_.indexOf(word) >= 0; }) ? 0 : 1;
        }
        hits.sort(function (a, b) { return rank(a) - rank(b); });
        count.textContent = hits.length + (hits.length === 1 ? " hit" : " hits");
        hits.slice(0, most).forEach(function (entry) {
          var item = document.createElement("li"), mark = document.createElement("span");
          var link = document.createElement("a");
          item.className = entry.kind;
          mark.className = "mark " + entry.kind;
          mark.textContent = marks[entry.kind] || "";
          mark.setAttribute("role", "img");
          mark.setAttribute("aria-label", entry.kind);
          link.className = "title";
          link.href = entry.path;
          link.textContent = entry.title;
          item.appendChild(mark);
          item.appendChild(link);
          found.appendChild(item);
        });
      }
      document.getElementById("search").hidden = false;
      input.addEventListener("input", function () {
        try { history.replaceState(null, "", "#" + encodeURIComponent(input.value)); } catch (error) { }
        show();
      });
      document.getElementById("search").addEventListener("submit", function (event) { event.preventDefault(); });
      try { input.value = decodeURIComponent(location.hash.slice(1)); } catch (error) { }
      show();
      input.focus();
    })();

    """
}
