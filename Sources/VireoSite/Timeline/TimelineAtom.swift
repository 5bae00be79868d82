public import Vireo
import VireoModel

/// Events as a feed (Atom, RFC 4287), whose ids stay the same when it is made again.
public struct TimelineAtom: Sendable {
  private let title: String
  private let project: String
  private let base: String?

  /// - Parameters:
  ///   - title: The feed's title.
  ///   - project: What tells the project from others, as the id of its first commit; ids follow from it.
  ///   - base: The address of the site that the feed is a part of, with a slash at its end.
  public init(title: String, project: String, base: String? = nil) {
    (self.title, self.project, self.base) = (title, project, base)
  }

  /// What comes before the first event.
  ///
  /// - Parameter updated: When the newest event happened, or any time where there is none.
  public func opening(updated: Timestamp) -> String {
    let links =
      base.map { base in
        let base = TimelineAtom.escaped(base)
        return "<link rel=\"self\" href=\"\(base)timeline.atom\"/>\n"
          + "<link rel=\"alternate\" type=\"text/html\" href=\"\(base)timeline.html\"/>\n"
      } ?? ""
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
      <id>urn:uuid:\(StableID.uuid(project + " timeline"))</id>
      <title>\(TimelineAtom.escaped(title))</title>
      <updated>\(TimelineAtom.time(updated))</updated>
      <author><name>\(TimelineAtom.escaped(title))</name></author>
      \(links)
      """
  }

  /// An event as an entry.
  ///
  /// - Parameter link: Where it is shown, as an address or a relative one, which starts from the feed's.
  public func text(of event: TimelineEvent, link: String? = nil) -> String {
    let phrase = TimelinePhrase(event)
    let words = [phrase.verb, phrase.label, phrase.title].filter { !$0.isEmpty }.joined(separator: " ")
    let title = (event.author.map { $0.text + " " } ?? "") + words
    return """
      <entry>
      <id>urn:uuid:\(StableID.uuid(project + " " + event.id))</id>
      <title>\(TimelineAtom.escaped(title))</title>
      <updated>\(TimelineAtom.time(event.time))</updated>
      <author><name>\(TimelineAtom.escaped(event.author?.text ?? "nobody"))</name></author>
      \(link.map { "<link rel=\"alternate\" href=\"\(TimelineAtom.escaped($0))\"/>\n" } ?? "")\
      <category term="\(event.kind.rawValue)"/>
      <content type="text">\(TimelineAtom.escaped(([words] + phrase.details).joined(separator: "\n")))</content>
      </entry>

      """
  }

  /// What comes behind the last event.
  public func closing() -> String { "</feed>\n" }

  /// A text without markup, and without the characters that XML 1.0 does not allow.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { HTMLText.escaped(String($0)) }
      .joined(separator: "\n")
      .unicodeScalars.map { [0xFFFE, 0xFFFF].contains($0.value & 0xFFFF) ? "\u{FFFD}" : String($0) }.joined()
  }

  /// RFC 3339; a day begins at midnight.
  private static func time(_ time: Timestamp) -> String { Timestamp(seconds: time.seconds).description }
}
