/// What senders say of frames about which paths say nothing, and how far that can be believed.
///
/// `in_app` is true, false or missing; what that means depends on who sends:
/// - Where no frame of an event is marked as the program's, the sender doesn't know (old Ruby clients mark all frames
///   with false), and every frame of unknown origin is taken for the program's.
/// - A frame without a mark is not the program's where others are marked as such; but Python's raven marks no frame of
///   causes, so there only the frames of the same stack are asked.
/// - raven marks the program's main module with false, which is its own nevertheless.
enum InAppHints {
  /// The stacks, with what is known of their frames.
  static func judge(_ stacks: [[EventFrame]], platform: GroupingPlatform) -> [GroupingStack] {
    let origins = stacks.map { $0.withUnsafeBufferPointer { InAppHints.origins(of: $0, platform) } }
    let marked = zip(stacks, origins).map { frames, origins in
      frames.withUnsafeBufferPointer { frames in
        frames.indices.contains { frames[$0].isInAppHint == true && origins[$0] == .unknown }
      }
    }
    let isAnyMarked = marked.contains(true)
    return stacks.indices.map { stack in
      let areMarked = platform == .python ? marked[stack] : isAnyMarked
      let isInApp = stacks[stack].withUnsafeBufferPointer { frames in
        frames.indices.map { index in
          guard origins[stack][index] == .unknown else { return false }
          switch frames[index].isInAppHint {
          case true?: return true
          case false?: return !isAnyMarked || frames[index].module == "__main__"
          case nil: return !areMarked
          }
        }
      }
      return GroupingStack(frames: stacks[stack], platform: platform, isInApp: isInApp, origins: origins[stack])
    }
  }

  private static func origins(
    of frames: UnsafeBufferPointer<EventFrame>, _ platform: GroupingPlatform
  ) -> [FrameOrigin] {
    frames.indices.map { index in
      FrameOrigin(of: frames[index], platform: frames[index].platform.map { GroupingPlatform($0) } ?? platform)
    }
  }
}
