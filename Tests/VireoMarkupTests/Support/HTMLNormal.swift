import Foundation

/// Brings our HTML and cmark's to one form, in which only differences remain that nobody decided on.
///
/// What is decided: raw HTML is shown as text, and comments are not; headings have anchors; tables stand in a frame and
/// align by class; links to other sites have `rel`, and those with a scheme that is not shown have no address; images
/// of other sites are links; footnotes have anchors of our own; of a language only harmless characters stay.
enum HTMLNormal {
  static func form(_ html: String) -> String {
    var text = html
    func replace(_ pattern: String, _ replacement: String) {
      text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
    }
    // Raw HTML.
    replace("<!-- raw HTML omitted -->", "")
    replace("<code class=\"html\">[^<]*</code>", "")
    replace("<pre class=\"html\">[^<]*</pre>", "")
    // Anchors and footnotes.
    replace("<(h[1-6]) id=\"[^\"]*\">", "<$1>")
    replace(" (id|href)=\"#?fn(ref)?[-:][^\"]*\"", " $1=\"fn\"")
    replace(" data-footnote(s|-ref|-backref)", "")
    // Tables.
    replace("<div class=\"table\">\n", "")
    replace("</table>\n</div>", "</table>")
    replace("<(t[hd]) class=\"(left|center|right)\">", "<$1 align=\"$2\">")
    // Images, by their words alone.
    replace("<img src=\"[^\"]*\" alt=\"([^\"]*)\"[^>]*/>", "($1)")
    replace("<a href=\"[^\"]*\" class=\"image\"[^>]*>([^<]*)</a>", "($1)")
    replace("<span class=\"(image|refused)\"( title=\"the address of this image[^\"]*\")?>([^<]*)</span>", "($3)")
    // Links: refused ones lose their address on both sides.
    replace(" rel=\"nofollow noopener\"", "")
    replace("<a href=\"(?!https?:|mailto:)[^\"/?#:]*:[^>]*>", "<a>")
    replace("<a href=\"//[^>]*>", "<a>")
    replace("(?s)<span class=\"refused\"[^>]*>(.*?)</span>", "<a>$1</a>")
    replace("<a href=\"\"[^>]*>", "<a>")
    replace("<code class=\"language-[^\"]*\">", "<code>")
    // What raw HTML leaves behind.
    replace("\n+", "\n")
    replace("<li>\n</li>", "<li></li>")
    return text.trimmingCharacters(in: .newlines)
  }
}
