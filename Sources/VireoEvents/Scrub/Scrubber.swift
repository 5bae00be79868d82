package import VireoModel

/// Takes secrets out of an event's body, before anything of it is stored.
///
/// Beside texts it looks at names: the value of a member whose name tells of a secret goes, whatever it is, and so does
/// the second of a pair in a list, and the `value` beside such a `name` or `key`. Of users it leaves what tells them
/// apart, not who they are.
package struct Scrubber: Sendable {
  private let texts: TextScrubber
  private let pseudonym: @Sendable (String) -> String

  /// - Parameters:
  ///   - names: What tells of a secret.
  ///   - pseudonym: What stands for a user's e-mail and address: always the same for the same, and no way back.
  package init(names: SensitiveNames, pseudonym: @escaping @Sendable (String) -> String) {
    texts = TextScrubber(names: names)
    self.pseudonym = pseudonym
  }

  /// The body without secrets.
  package func scrubbed(_ body: JSONValue) -> JSONValue {
    guard case .object(var members) = body else { return changed(body, .any) ?? body }
    // What the SDK itself took out is told by its own marks in the values.
    members.removeAll { $0.name == "_meta" }
    return object(members, .body) ?? .object(members)
  }

  /// What is known of a value by where it stands.
  private enum Place {
    case any
    /// The members of an event.
    case body
    /// Lines of source.
    case code
    /// Names of libraries with their versions; the names may have a word for secrets in them.
    case packages
    /// Who was hit.
    case user
  }

  /// The value without secrets; `nil` if there were none.
  private func changed(_ value: JSONValue, _ place: Place) -> JSONValue? {
    switch value {
    case .text(let text): return texts.scrubbed(text, isCode: place == .code).map(JSONValue.text)
    case .int(let number): return number > 999_999_999_999 ? self.number(String(number)) : nil
    case .number(let number): return number > 999_999_999_999 ? self.number(number.wholeText) : nil
    case .bool, .null: return nil
    case .array(let items): return list(items, place)
    case .object(let members): return object(members, place)
    }
  }

  private func number(_ text: String) -> JSONValue? { texts.scrubbed(text).map(JSONValue.text) }

  private func list(_ items: [JSONValue], _ place: Place) -> JSONValue? {
    // A header or cookie as a pair.
    if items.count == 2, case .text(let name) = items[0], isSecretName(name), let value = filtered(items[1]) {
      return .array([changed(items[0], place) ?? items[0], value])
    }
    var result: [JSONValue]?
    for (index, item) in items.enumerated() {
      guard let changed = changed(item, place) else { continue }
      if result == nil { result = items }
      result?[index] = changed
    }
    return result.map(JSONValue.array)
  }

  private func object(_ members: [JSONValue.Member], _ place: Place) -> JSONValue? {
    var result: [JSONValue.Member]?
    let namesSecret = members.contains { member in
      guard member.name == "name" || member.name == "key", case .text(let name) = member.value else { return false }
      return isSecretName(name)
    }
    for (index, member) in members.enumerated() {
      let value =
        namesSecret && member.name == "value" ? filtered(member.value) : value(of: member, place)
      let name = texts.scrubbed(member.name)
      guard value != nil || name != nil else { continue }
      if result == nil { result = members }
      result?[index] = JSONValue.Member(name ?? member.name, value ?? member.value)
    }
    return result.map(JSONValue.object)
  }

  private func value(of member: JSONValue.Member, _ place: Place) -> JSONValue? {
    switch (member.name, place) {
    case ("context_line", _), ("pre_context", _), ("post_context", _): changed(member.value, .code)
    case ("modules", .body): changed(member.value, .packages)
    case ("user", .body): changed(member.value, .user)
    case (_, .packages): changed(member.value, place)
    case (_, .user): identity(member) ?? ordinaryValue(of: member)
    default: ordinaryValue(of: member)
    }
  }

  private func ordinaryValue(of member: JSONValue.Member) -> JSONValue? {
    isSecretName(member.name) ? filtered(member.value) : changed(member.value, .any)
  }

  /// Whether a text is a name, and one that tells of a secret.
  private func isSecretName(_ text: String) -> Bool { text.utf8.count <= 128 && texts.names.contains(text) }

  /// What stands in the place of a secret; what says nothing stays.
  private func filtered(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .null, .bool, .text(""), .array([]), .object([]), .text(TextScrubber.filtered): nil
    default: .text(TextScrubber.filtered)
    }
  }

  /// What stands for a value that tells who somebody is.
  private func identity(_ member: JSONValue.Member) -> JSONValue? {
    guard case .text(let text) = member.value, !text.isEmpty else { return nil }
    switch member.name {
    case "email", "name": return .text("[\(member.name) \(pseudonym(text))]")
    // `{{auto}}` asks the server for the sender's address, which is not kept.
    case "ip_address": return text == "{{auto}}" ? nil : .text("[ip \(pseudonym(text))]")
    // Many programs take the e-mail as the identity.
    case "id", "username": return texts.scrubbed(text) == nil ? nil : .text("[\(member.name) \(pseudonym(text))]")
    default: return nil
    }
  }
}

extension Double {
  /// The digits of a whole number.
  fileprivate var wholeText: String { Int64(exactly: self).map(String.init) ?? String(self) }
}
