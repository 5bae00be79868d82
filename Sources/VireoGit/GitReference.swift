import CLibgit2
import VireoModel

/// A branch or tag and its commit.
package struct GitReference: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case branch, remoteBranch, tag }
  package var kind: Kind
  /// The name as people say it: `main`, `origin/main`, `v1.0`.
  package var name: String
  package var commit: ObjectID
}

extension Repository {
  /// All branches and tags that lead to a commit, by name.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func references() throws -> [GitReference] {
    var iterator: OpaquePointer?
    try check(git_reference_iterator_new(&iterator, handle), "the references can't be listed")
    defer { git_reference_iterator_free(iterator) }
    var found: [GitReference] = []
    var reference: OpaquePointer?
    while git_reference_next(&reference, iterator) == 0 {
      defer { git_reference_free(reference) }
      guard let name = git_reference_name(reference).map({ String(cString: $0) }),
        let (kind, prefix) = Repository.kinds.first(where: { name.hasPrefix($0.1) }), !name.hasSuffix("/HEAD")
      else { continue }
      var object: OpaquePointer?
      guard git_reference_peel(&object, reference, GIT_OBJECT_COMMIT) == 0 else { continue }
      defer { git_object_free(object) }
      guard let id = git_object_id(object) else { continue }
      found.append(
        GitReference(kind: kind, name: String(name.dropFirst(prefix.count)), commit: ObjectID(id.pointee)))
    }
    return found.sorted { $0.name < $1.name }
  }

  private static let kinds: [(GitReference.Kind, String)] = [
    (.branch, "refs/heads/"), (.remoteBranch, "refs/remotes/"), (.tag, "refs/tags/"),
  ]
}
