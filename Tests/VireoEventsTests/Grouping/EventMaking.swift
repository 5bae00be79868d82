import VireoEvents
import VireoModel

/// Events in few words, for the tests of grouping.
enum Make {
  static func event(_ platform: String? = "python", _ exceptions: [EventException] = []) -> ErrorEvent {
    let time = Timestamp(seconds: 1_795_230_940)
    var event = ErrorEvent(id: EventID(high: 1, low: 2), time: time, received: time)
    event.platform = platform
    event.exceptions = exceptions
    return event
  }

  static func exception(_ type: String?, _ value: String? = nil, _ frames: [EventFrame] = []) -> EventException {
    var exception = EventException()
    exception.type = type
    exception.value = value
    exception.frames = frames
    return exception
  }

  /// A frame from `module.function`, with a file of the module's name; `path` is where it lies.
  static func frame(
    _ module: String?, _ function: String?, path: String? = nil, line: Int? = nil, text: String? = nil,
    inApp: Bool? = nil
  ) -> EventFrame {
    var frame = EventFrame()
    frame.module = module
    frame.function = function
    frame.absolutePath = path
    frame.filename = path
    frame.line = line
    frame.source = text.map { EventSource(line: $0) }
    frame.isInAppHint = inApp
    return frame
  }

  static func message(_ text: String, template: String? = nil) -> ErrorEvent {
    var event = event()
    event.message = EventMessage(template: template, text: text)
    return event
  }

  /// The event that a sender's JSON says.
  static func event(json: String) throws -> ErrorEvent {
    SentryProtocol().event(
      from: try JSONReader.value(of: json.utf8), id: EventID(high: 1, low: 2),
      received: Timestamp(seconds: 1_795_230_940))
  }
}

extension ErrorEvent {
  /// The hashes by which it is grouped.
  var groups: [GroupingHash] { Grouping.result(of: self).hashes }

  /// Whether the two would come into one group, whichever came first.
  func joins(_ other: ErrorEvent) -> Bool { !Set(groups).isDisjoint(with: other.groups) }
}

extension GroupingComponent {
  /// All parts with this name, itself included, in the order of the tree.
  func all(_ name: Name) -> [GroupingComponent] { (self.name == name ? [self] : []) + parts.flatMap { $0.all(name) } }
}
