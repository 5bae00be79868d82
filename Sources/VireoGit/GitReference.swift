/// A branch or tag and its commit.
package struct GitReference: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case branch, remoteBranch, tag }
  package var kind: Kind
  /// The name as people say it: `main`, `origin/main`, `v1.0`.
  package var name: String
  package var commit: ObjectID

  package init(kind: Kind, name: String, commit: ObjectID) {
    (self.kind, self.name, self.commit) = (kind, name, commit)
  }
}
