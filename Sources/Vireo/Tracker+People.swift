import VireoGit
public import VireoModel

extension Tracker {
  /// Who is at work: git's author, as `.mailmap` and the configuration know them.
  ///
  /// - Returns: The configured handle of the address, else one made from it; `nil` where nobody can be told.
  public func me() throws -> Handle? {
    if let identity = try git.identity(.author) {
      let mailmap = Mailmap(location, environment: environment.variables)
      let person = mailmap.person(name: identity.name, email: identity.email)
      if let known = config.person(email: person.email) ?? config.person(email: identity.email) {
        return known.handle
      }
      if let made = Handle(deriving: person.email) ?? Handle(deriving: person.name) { return made }
    }
    return ["LOGNAME", "USER"].compactMap { environment.variables[$0] }.compactMap { Handle(deriving: $0) }.first
  }

  /// The handle that somebody typed; `@me` is who is at work.
  ///
  /// - Throws: `VireoError` with the code `unknown-person` if that cannot be told.
  public func person(_ text: String) throws -> Handle {
    guard text == "@me" else { return Handle(text) }
    guard let me = try me() else {
      throw VireoError(
        .unknownPerson, "git doesn't know who you are", advice: "run 'git config user.email …', or name the person")
    }
    return me
  }
}

extension Tracker {
  /// A setting of git's configuration, for the command line's editor.
  package func gitSetting(_ key: String) throws -> String? { try git.setting(key) }
}
