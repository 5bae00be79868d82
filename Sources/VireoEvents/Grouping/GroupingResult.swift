/// The groups that an event belongs to, and why.
package struct GroupingResult: Sendable, Hashable {
  /// The way that was taken.
  package let version: GroupingVersion
  /// By what the event finds its group: one hash at least, and none twice.
  ///
  /// The first that is known already says which group it is; the others belong to that group from then on. If none is
  /// known, all belong to a new one.
  package let hashes: [GroupingHash]
  /// What people read first: one line of 256 Unicode scalars at most, with whatever a sender writes.
  package let title: String
  /// Where it happened, as `shop/pricing.py in total`.
  package let culprit: String?
  /// What the hashes were made of, in their order, and what was left out.
  package let variants: [GroupingVariant]
  /// The rule that gave the fingerprint, as `.tracker/errors/fingerprints:3`.
  package let rule: String?
}

/// One way to look at an event, which gives one hash.
package struct GroupingVariant: Sendable, Hashable {
  /// Which part of an event is looked at.
  package enum Name: String, Sendable, Hashable {
    /// The frames of the program's own code.
    case app
    /// All frames.
    case system
    /// What an event without frames has.
    case plain
    /// What the sender or a rule says.
    case custom
  }

  package let name: Name
  /// What was looked at.
  package let component: GroupingComponent
  /// `nil` where nothing contributes.
  package let hash: GroupingHash?

  init(_ name: Name, _ component: GroupingComponent) {
    self.name = name
    self.component = component
    hash = component.contributes ? GroupingHash(of: component) : nil
  }
}
