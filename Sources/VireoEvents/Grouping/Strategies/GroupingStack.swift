/// A stack with what was judged of its frames, before its components are made.
struct GroupingStack {
  let frames: [EventFrame]
  let platform: GroupingPlatform
  /// Whether each frame is the program's own code.
  var isInApp: [Bool]
  /// Whose code each frame is, by its path.
  let origins: [FrameOrigin]
  /// The rules that take frames out, by the frame's index: the place of the rule.
  var leftOut: [Int: String] = [:]
  /// How many frames count, from the failing one on; 0 for all.
  var limit = 0

  /// The platform of one frame.
  func platform(of frame: borrowing EventFrame) -> GroupingPlatform {
    frame.platform.map { GroupingPlatform($0) } ?? platform
  }

  /// The failing call, or the one that called the SDK; `nil` if all are the SDK's own.
  var failing: EventFrame? { origins.firstIndex { $0 != .reporter }.map { frames[$0] } }
}
