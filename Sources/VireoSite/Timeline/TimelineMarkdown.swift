public import Vireo
import VireoModel

/// Events as Markdown: a heading for each group, and a list item for each event.
public enum TimelineMarkdown {
  /// The lines of an event.
  public static func item(_ event: TimelineEvent) -> String {
    let phrase = TimelinePhrase(event)
    let who = event.author.map { "**\(escaped($0.text))** " } ?? ""
    let words = [phrase.verb, escaped(phrase.label), escaped(phrase.title)].filter { !$0.isEmpty }
    let mark = event.isUncommitted ? " *(not committed)*" : ""
    let clock = event.isUncommitted ? "" : TimelineClock.time(event) + " "
    let lines = ["- \(clock)\(who)\(words.joined(separator: " "))\(mark)"]
    return (lines + phrase.details.map { "  - " + escaped($0) }).map { $0 + "\n" }.joined()
  }

  /// The line of a heading.
  public static func heading(_ text: String, isFirst: Bool) -> String {
    (isFirst ? "" : "\n") + "## \(escaped(text))\n\n"
  }

  /// A text in which nothing has a meaning to Markdown (CommonMark 0.31, backslash escapes) or HTML, and that can steer
  /// no terminal.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.harmless(text).unicodeScalars {
      if "\\`*_[]<>|~&".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
