/// A way of grouping, by the word that an issue's file keeps.
///
/// What a version gives for an event never changes: all of `Grouping/` belongs to it, the table of ``FrameOrigin`` and
/// the order of parameters in ``ParameterScanner`` too. Whoever wants another result adds a version beside the old one.
package enum GroupingVersion: String, Sendable, Hashable, CaseIterable {
  case one = "1"

  /// The version for new issues.
  package static let current = GroupingVersion.one
}
