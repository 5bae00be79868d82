import Testing
import VireoMarkup

/// Nothing that anybody writes runs in the browser of somebody else.
@Suite struct SafetyTests {
  static let payloads = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)", "\" onmouseover=\"alert(1)", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)", "java&#10;script:alert(1)", "java&Tab;script:alert(1)", "&#1;javascript:alert(1)",
    "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "%6aavascript:alert(1)", " javascript:alert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>", "file:///etc/passwd", "//evil.example", "\\\\evil.example",
    "/\\evil.example",
    "feed:javascript:alert(1)", "view-source:javascript:alert(1)", "\u{1}javascript:alert(1)",
    "javascript\u{0}:alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>", "<iframe src=javascript:alert(1)>",
    "<style>*{x:expression(alert(1))}</style>",
    "<math href=\"javascript:alert(1)\">", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>", "<base href=//evil.example>", "<form action=//evil.example>", "]]>", "-->",
    "</p></div></body><script>alert(1)</script>", "\u{2028}<script>", "x\" style=\"position:fixed",
  ]

  static let places = [
    "@", "# @", "> @", "- @", "1. @", "- [ ] @", "`@`", "``` @\n@\n```", "    @", "*@*", "**@**", "~~@~~", "[@](x)",
    "[x](@)",
    "[x](<@>)", "[x](y \"@\")", "[x](y '@')", "![@](x)", "![x](@)", "![x](<@>)", "![x](y \"@\")", "<@>",
    "[x]\n\n[x]: @",
    "[x]\n\n[x]: <@>", "[x]\n\n[x]: y \"@\"", "| @ |\n|---|\n| @ |", "x[^1]\n\n[^1]: @", "x[^@]\n\n[^@]: y", "[[@]]",
    "[[x|@]]", "[[x#@]]", "file:@", "milestone:@", "http://x.org/@", "www.x.org/@", "<http://x.org/@>", "@x@y.org",
    "<!-- vireo:@ @ -->\n@\n<!-- /vireo -->", "[![@](@)](@)", "\\@", "&lt;@", "[a@", "![a](@", "<div>\n@\n</div>",
    "<b @>",
  ]

  @Test(arguments: payloads)
  func noPayloadRunsInAnyPlace(payload: String) {
    for place in SafetyTests.places {
      for text in [place.replacing("@", with: payload), "- > " + place.replacing("@", with: payload)] {
        let html = MarkdownBody(text).html(MarkdownRendering(reference: { .link($0.text, title: $0.text) }))
        if let defect = HTMLCheck(html).defect {
          Issue.record("\(defect): \(text.debugDescription) gives \(html)")
        }
      }
    }
  }

  @Test func whatTheResolverSaysIsTrustedNoFurther() {
    let rendering = MarkdownRendering(
      reference: { _ in .link("javascript:x", title: "\"><script>") }, address: { _, _ in .link("data:x") })
    let html = MarkdownBody("#7 [a](b.md) ![c](d.png)").html(rendering)
    #expect(HTMLCheck(html).defect == nil)
    #expect(!html.contains("javascript") && !html.contains("href=\"data"))
  }

  @Test(arguments: [
    ("[a](http://x.org)", "<p><a href=\"http://x.org\" rel=\"nofollow noopener\">a</a></p>\n"),
    ("[a](mailto:x@y.z)", "<p><a href=\"mailto:x@y.z\">a</a></p>\n"),
    ("[a](../b.md#c)", "<p><a href=\"../b.md#c\">a</a></p>\n"),
    ("[a](#c)", "<p><a href=\"#p-c\">a</a></p>\n"),
    ("![a](b.png \"t\")", "<p><img src=\"b.png\" alt=\"a\" title=\"t\" /></p>\n"),
    (
      "![a](http://x.org/b.png)",
      "<p><a href=\"http://x.org/b.png\" class=\"image\" rel=\"nofollow noopener\">a</a></p>\n"
    ),
    ("a <b>c</b><!-- d -->", "<p>a <code class=\"html\">&lt;b&gt;</code>c<code class=\"html\">&lt;/b&gt;</code></p>\n"),
    ("<div>\n*a*\n</div>", "<pre class=\"html\">&lt;div&gt;\n*a*\n&lt;/div&gt;</pre>\n"),
    ("<!-- a -->\n\n<!-- b --> c", "<pre class=\"html\"> c</pre>\n"),
    ("``` swift\"><b\nlet\n```", "<pre><code class=\"language-swiftb\">let\n</code></pre>\n"),
    (
      "|a|b|\n|:-|-:|\n",
      "<div class=\"table\">\n<table>\n<thead>\n<tr>\n"
        + "<th class=\"left\">a</th>\n<th class=\"right\">b</th>\n</tr>\n</thead>\n</table>\n</div>\n"
    ),
  ])
  func linksImagesAndRawHTMLAreShownAsDecided(text: String, html: String) {
    let shown = MarkdownBody(text).html(MarkdownRendering(anchorPrefix: "p-"))
    #expect(shown.replacing("\n</pre>", with: "</pre>") == html.replacing("\n</pre>", with: "</pre>"))
  }
}
