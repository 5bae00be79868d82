/// A condition of a rule, as `stack.function:open_*` or `!app:yes`.
package struct RuleMatcher: Sendable, Hashable {
  /// What is compared.
  package enum Subject: Sendable, Hashable {
    case errorType(Glob)
    case errorValue(Glob)
    case message(Glob)
    case logger(Glob)
    case level(Glob)
    case tag(String, Glob)
    case fact(EventFact, Glob)
    /// Whether the program caught it; what does not say so was caught.
    case handled(Bool)
    case path(Glob)
    case module(Glob)
    case function(Glob)
    case package(Glob)
    /// The words of ``PlatformFamily``.
    case family(Set<String>)
    case app(Bool)
  }

  package let subject: Subject
  package let isNegated: Bool

  /// Which part of an event all conditions of a kind must hold for at once.
  enum Scope { case event, message, exception, frame }

  var scope: Scope {
    switch subject {
    case .logger, .level, .tag, .fact, .handled: .event
    case .message: .message
    case .errorType, .errorValue: .exception
    case .path, .module, .function, .package, .family, .app: .frame
    }
  }

  /// Whether it holds for a frame.
  func holds(for frame: RuleFrame) -> Bool {
    let isHit =
      switch subject {
      case .path(let glob):
        frame.frame.absolutePath.map(glob.matches) ?? false || frame.frame.filename.map(glob.matches) ?? false
      case .module(let glob): frame.frame.module.map(glob.matches) ?? false
      case .function(let glob): frame.frame.function.map(glob.matches) ?? false
      case .package(let glob): frame.frame.package.map(glob.matches) ?? false
      case .family(let words): words.contains(frame.family.rawValue)
      case .app(let isInApp): frame.isInApp == isInApp
      default: false
      }
    return isHit != isNegated
  }

  /// Whether it holds for an exception; for none where the event has none.
  func holds(for exception: EventException?) -> Bool {
    let isHit =
      switch subject {
      case .errorType(let glob): exception?.type.map(glob.matches) ?? false
      case .errorValue(let glob): exception?.value.map(glob.matches) ?? false
      default: false
      }
    return isHit != isNegated
  }

  /// Whether it holds for what the event says as a whole.
  func holds(for event: ErrorEvent) -> Bool {
    let isHit =
      switch subject {
      case .logger(let glob): event.logger.map(glob.matches) ?? false
      case .level(let glob): glob.matches(event.level.rawValue)
      case .tag(let name, let glob): event.tags.contains { $0.name == name && glob.matches($0.value) }
      case .fact(let fact, let glob): fact.value(in: event).map(glob.matches) ?? false
      case .handled(let isHandled): (event.isHandled ?? true) == isHandled
      case .message(let glob):
        [event.message?.text, event.message?.template].contains { $0.map(glob.matches) ?? false }
          || event.exceptions.contains { $0.value.map(glob.matches) ?? false }
      default: false
      }
    return isHit != isNegated
  }
}

/// What an event says once, as a text.
package enum EventFact: Sendable, Hashable {
  case release, environment, transaction, platform, server, sdk, url
  /// A header of the request, in small letters.
  case header(String)

  func value(in event: ErrorEvent) -> String? {
    switch self {
    case .release: event.release
    case .environment: event.environment
    case .transaction: event.transaction
    case .platform: event.platform
    case .server: event.server
    case .sdk: event.sdk?.name
    case .url: event.request?.url
    case .header(let name): event.request?.headers.first { $0.name.lowercased() == name }?.value
    }
  }
}

/// A frame as rules see it.
struct RuleFrame {
  let frame: EventFrame
  let isInApp: Bool
  let family: PlatformFamily
}
