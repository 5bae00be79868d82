/// The component of a stack, in each of its variants.
///
/// Follows the strategy `stacktrace:v1` of Sentry's `newstyle` configurations.
struct StackGrouping {
  /// Each frame, as it contributes to the stack as a whole.
  private let frames: [GroupingComponent]
  private let isInApp: [Bool]
  private let limit: Int
  /// Whether a frame of the program's own code contributes.
  let hasApp: Bool
  /// Whether any frame contributes.
  let hasSystem: Bool

  init(_ stack: GroupingStack) {
    var frames = stack.frames.withUnsafeBufferPointer { frames in
      frames.indices.map { FrameGrouping.component(of: frames[$0], platform: stack.platform(of: frames[$0])) }
    }
    for index in frames.indices where stack.origins[index] == .reporter && frames[index].contributes {
      frames[index] = frames[index].contributing(false, hint: "code of the SDK")
    }
    if frames.count == 1, let frame = stack.frames.first,
      FrameGrouping.isBarePlace(frame, stack.platform(of: frame))
    {
      frames[0] = frames[0].contributing(false, hint: "the only frame, and only an address")
    }
    for index in Recursion.repeats(in: stack.frames) where frames[index].contributes {
      frames[index] = frames[index].contributing(false, hint: "a recursion")
    }
    for (index, place) in stack.leftOut {
      frames[index] = frames[index].contributing(false, hint: "left out by \(place)")
    }
    self.frames = frames
    isInApp = stack.isInApp
    limit = stack.limit
    hasSystem = frames.contains(where: \.contributes)
    hasApp = zip(frames, stack.isInApp).contains { $0.contributes && $1 }
  }

  func component(_ variant: GroupingVariant.Name) -> GroupingComponent {
    var frames = frames
    if variant == .app {
      for index in frames.indices where !isInApp[index] && frames[index].contributes {
        frames[index] = frames[index].contributing(false, hint: "not in-app")
      }
    }
    if limit > 0 {
      var left = limit
      for index in frames.indices where frames[index].contributes {
        if left == 0 { frames[index] = frames[index].contributing(false, hint: "behind max-frames=\(limit)") }
        left = max(0, left - 1)
      }
    }
    return GroupingComponent(.stack, parts: frames)
  }
}

/// Frames that repeat the ones around them, since how deep a recursion went tells nothing.
///
/// Sentry leaves out a frame that is equal to the one before it. Here also rings of up to ``longest`` calls are left
/// out, from their second round on, so that two functions that call each other give one group too.
enum Recursion {
  /// The most calls in a ring that are looked for.
  static let longest = 8

  /// The indices of the frames that repeat others, where the failing call comes first.
  static func repeats(in frames: [EventFrame]) -> [Int] { frames.withUnsafeBufferPointer { repeats(in: $0) } }

  private static func repeats(in frames: UnsafeBufferPointer<EventFrame>) -> [Int] {
    var isRepeat = [Bool](repeating: false, count: frames.count)
    // From the outermost call inwards: for each length of a ring, how many frames in a row equal the one a ring before.
    var equal = [Int](repeating: 0, count: longest + 1)
    for index in frames.indices.reversed() {
      for length in 1...longest {
        guard index + length < frames.count, isSame(frames[index], frames[index + length]) else {
          equal[length] = 0
          continue
        }
        equal[length] += 1
        if equal[length] == length {
          for offset in 0..<length { isRepeat[index + offset] = true }
        } else if equal[length] > length {
          isRepeat[index] = true
        }
      }
    }
    return frames.indices.filter { isRepeat[$0] }
  }

  private static func isSame(_ left: borrowing EventFrame, _ right: borrowing EventFrame) -> Bool {
    left.line == right.line && left.column == right.column && left.function == right.function
      && left.module == right.module && left.filename == right.filename && left.absolutePath == right.absolutePath
      && left.package == right.package
  }
}
