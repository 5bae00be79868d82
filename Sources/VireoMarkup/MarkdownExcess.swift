/// Text that is shown as it is because reading it as Markdown would take too long.
package struct MarkdownExcess: Sendable, Hashable {
  package enum Reason: String, Sendable, Hashable {
    /// Marks that open much and close little, as `[[[[` without end.
    case marks
    /// Containers within containers.
    case depth
    /// A table of many columns.
    case table
    /// Too many blocks for the length, or a text that is too long altogether.
    case size
  }

  package var reason: Reason
  package var text: String

  package init(reason: Reason, text: String) { (self.reason, self.text) = (reason, text) }
}
