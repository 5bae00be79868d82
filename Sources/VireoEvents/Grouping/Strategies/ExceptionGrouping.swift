/// The components of an event's exceptions.
///
/// Follows the strategies `single-exception:v1` and `chained-exception:v1` of Sentry's `newstyle` configurations. One
/// thing is otherwise: the value of an exception that has frames never contributes, not even where none of them is the
/// program's. There Sentry falls back to the value; in chains that end in a library (an HTTP client's, say) it then
/// makes a group of each address that was asked for.
struct ExceptionGrouping {
  private let exceptions: [EventException]
  private let stacks: [StackGrouping]
  private let tree: ExceptionTree

  init(_ exceptions: [EventException], _ stacks: [StackGrouping]) {
    self.exceptions = exceptions
    self.stacks = stacks
    tree = ExceptionTree(exceptions)
  }

  /// The component, and the exception that the event is named after.
  func component(_ variant: GroupingVariant.Name) -> (component: GroupingComponent, main: Int) {
    let parts = exceptions.indices.map { exception($0, variant) }
    guard parts.count > 1 else {
      return (parts.first ?? GroupingComponent(.exceptions, parts: []), 0)
    }
    let (selected, main) = tree.selection(of: parts)
    return (GroupingComponent(.exceptions, parts: selected), main)
  }

  private func exception(_ index: Int, _ variant: GroupingVariant.Name) -> GroupingComponent {
    let exception = exceptions[index]
    let mechanism = exception.mechanism
    var parts: [GroupingComponent] = []
    parts.reserveCapacity(4)
    if let type = exception.type {
      let isSynthetic = mechanism?.isSynthetic ?? false
      parts.append(
        GroupingComponent(
          .type, type, contributes: !isSynthetic, hint: isSynthetic ? "made by the SDK for the stack" : nil))
    }
    let hasStack = stacks[index].hasSystem
    if !exceptions[index].frames.isEmpty { parts.append(stacks[index].component(variant)) }
    if let error = mechanism?.systemError { parts.append(GroupingComponent(.systemError, error)) }
    if let value = exception.value, !value.isEmpty {
      if hasStack {
        parts.append(GroupingComponent(.value, value, contributes: false, hint: "the stack tells more"))
      } else if mechanism?.systemError != nil {
        parts.append(GroupingComponent(.value, value, contributes: false, hint: "the system's error tells more"))
      } else {
        parts.append(MessageText.component(.value, value))
      }
    }
    return GroupingComponent(.exception, parts: parts)
  }
}
