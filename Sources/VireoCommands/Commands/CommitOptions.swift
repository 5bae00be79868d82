import ArgumentParser

/// Whether a change is committed.
struct CommitOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Commit just the files of this change on the current branch (off unless configured).")
  var commit: Bool?
}

/// A key with a value, as `--set KEY=VALUE` takes it.
struct Assignment: ExpressibleByArgument {
  let key: String
  let value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    key = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
