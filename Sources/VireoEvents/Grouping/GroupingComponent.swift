/// A part of what an event is grouped by, with the reason where it does not count.
///
/// The parts make a tree, which explains a group: `exception` holds `stack` and `type`, `stack` holds `frame`s.
package struct GroupingComponent: Sendable, Hashable {
  /// What a component is.
  package enum Name: String, Sendable, Hashable, CaseIterable {
    case exceptions, exception, type, value
    case systemError = "ns-error"
    case thread, stack, frame, module, filename, function, package
    case contextLine = "context-line"
    case template, message
    case security, directive, blocked
    case fingerprint, algorithm, nothing
  }

  package let name: Name
  /// What a component without parts says.
  package var text: String?
  package var parts: [GroupingComponent]
  /// Whether it is part of the hash.
  package var contributes: Bool
  /// Why it does not contribute, or what was done to it, in a few words.
  package var hint: String?

  /// A component that says something itself; an empty text contributes nothing.
  init(_ name: Name, _ text: String, contributes: Bool = true, hint: String? = nil) {
    self.name = name
    self.text = text
    parts = []
    self.contributes = contributes && !text.isEmpty
    self.hint = hint
  }

  /// A component of parts, which contributes as soon as one of them does.
  init(_ name: Name, parts: [GroupingComponent], hint: String? = nil) {
    self.name = name
    self.parts = parts
    contributes = parts.contains(where: \.contributes)
    self.hint = hint
  }

  /// The same with another word on whether it contributes.
  func contributing(_ contributes: Bool, hint: String?) -> GroupingComponent {
    var component = self
    component.contributes = contributes
    component.hint = hint
    return component
  }
}

extension GroupingComponent.Name {
  /// What stands for it in the encoding; `nil` for what only wraps its part.
  ///
  /// Hashes in issues' files follow from these numbers. They are never changed or used again.
  var tag: UInt8? {
    switch self {
    case .thread: nil
    case .exceptions: 1
    case .exception: 2
    case .type: 3
    case .value: 4
    case .systemError: 5
    case .stack: 6
    case .frame: 7
    case .module: 8
    case .filename: 9
    case .function: 10
    case .package: 11
    case .contextLine: 12
    case .template: 13
    case .message: 14
    case .security: 15
    case .directive: 16
    case .blocked: 17
    case .fingerprint: 18
    case .algorithm: 19
    case .nothing: 20
    }
  }
}
