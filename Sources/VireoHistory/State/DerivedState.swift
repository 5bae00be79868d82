package import VireoModel

/// The state of an issue as history has it.
package struct DerivedState: Sendable, Hashable {
  package var state: IssueState
  /// Whether all was seen that it follows from; if not, it is the file's own.
  package var isKnown: Bool
  /// The position of the close or reopen that decides; `nil` where it is not committed, or where nothing closed it.
  package var cause: Int?
  /// Whether the cause says so in its message, not by the file's word.
  package var isByMessage: Bool
  /// The closes that no reopen has seen, by position.
  package var closes: [Int]

  package init(state: IssueState, isKnown: Bool, cause: Int?, isByMessage: Bool, closes: [Int]) {
    (self.state, self.isKnown, self.cause) = (state, isKnown, cause)
    (self.isByMessage, self.closes) = (isByMessage, closes)
  }
}
