package import VireoModel

/// A change of one key of the front matter.
package enum FieldEdit: Sendable, Hashable {
  case set(String, FieldValue, ScalarWriter.Kind)
  case unset(String)
  /// Adds items that a list does not hold yet.
  case add(String, [String], ScalarWriter.Kind)
  /// Removes items from a list.
  case remove(String, [String])

  package var key: String {
    switch self {
    case .set(let key, _, _), .unset(let key), .add(let key, _, _), .remove(let key, _): key
    }
  }
}
