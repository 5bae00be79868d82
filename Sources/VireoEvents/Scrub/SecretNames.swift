package import VireoModel

/// Which names tell of a secret in a project, beside those that do everywhere, from `.tracker/errors/secrets`.
///
/// A line is a name; behind `!` it is one whose value is no secret after all:
///
///     tenant_code
///     !token_count
package struct SecretNames: Sendable, Hashable {
  /// Names that are secrets, wherever they stand in a longer one.
  package var secret: [String] = []
  /// Names that are none, compared whole.
  package var safe: [String] = []

  package init() {}

  /// Reads a file; a line that is no name is left out and told with its place.
  ///
  /// - Parameter path: The file's path from the repository's root, for places.
  package static func parse(text: String, path: String) -> (names: SecretNames, diagnostics: [Diagnostic]) {
    let found = RuleReader.rules(of: text, path: path) { (reader, _) throws(RuleMistake) in try reader.secretName() }
    var names = SecretNames()
    for (name, isSafe) in found.rules { if isSafe { names.safe.append(name) } else { names.secret.append(name) } }
    return (names, found.diagnostics)
  }
}

extension RuleReader {
  fileprivate mutating func secretName() throws(RuleMistake) -> (name: String, isSafe: Bool) {
    let isSafe = skip("!")
    let name = word { _ in false }
    skipBlanks()
    guard isAtEnd else {
      throw RuleMistake(position..<(position + 1), "a line is one name", advice: "write each name on a line of its own")
    }
    // One or two letters would be in half of all names.
    guard source.bytes[name].count(where: \.isASCIILetter) >= 3 else {
      throw RuleMistake(
        name.isEmpty ? here : name, "a name has three letters at least, of a to z",
        advice: "other characters are read over: write 'tenant_code', say")
    }
    return (text(name), isSafe)
  }
}
