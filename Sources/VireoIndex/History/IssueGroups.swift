import VireoHistory
import VireoModel

/// Issues that share a number or a uid, put together from all that is known of many.
struct IssueGroups {
  private var leaders: [IssueNumber: IssueNumber] = [:]
  private var changes: [IssueNumber: [IssueChange]] = [:]
  private var events: [IssueNumber: [IssueEvent]] = [:]

  init(changes: [IssueChange], events: [IssueEvent], files: [IssueFileState]) {
    var numberOfUID: [UID: IssueNumber] = [:]
    func connect(_ number: IssueNumber?, _ uid: UID?, _ leaders: inout [IssueNumber: IssueNumber]) {
      guard let number else { return }
      if leaders[number] == nil { leaders[number] = number }
      guard let uid else { return }
      guard let other = numberOfUID[uid] else {
        numberOfUID[uid] = number
        return
      }
      let (left, right) = (IssueGroups.leader(number, leaders), IssueGroups.leader(other, leaders))
      if left != right { leaders[max(left, right)] = min(left, right) }
    }
    var leaders: [IssueNumber: IssueNumber] = [:]
    for change in changes {
      connect(change.number, change.old?.uid, &leaders)
      connect(change.number, change.new?.uid, &leaders)
    }
    for file in files { connect(file.number, file.version.uid, &leaders) }
    self.leaders = leaders
    for change in changes { if let number = change.number { self.changes[leader(number), default: []].append(change) } }
    for event in events { self.events[leader(event.number), default: []].append(event) }
  }

  private static func leader(_ number: IssueNumber, _ leaders: [IssueNumber: IssueNumber]) -> IssueNumber {
    var current = number
    while let next = leaders[current], next != current { current = next }
    return current
  }

  /// The number under which a group is kept.
  func leader(_ number: IssueNumber) -> IssueNumber { IssueGroups.leader(number, leaders) }

  /// - Parameters:
  ///   - tipFiles: All files of these issues at each commit that the view starts from.
  ///   - workTreeFiles: All files of these issues in the work tree, in a view that has one.
  func group(_ leader: IssueNumber, tipFiles: [[IssueFileState]], workTreeFiles: [IssueFileState]?) -> IssueGroup {
    IssueGroup(
      changes: changes[leader] ?? [], events: events[leader] ?? [], tipFiles: tipFiles,
      workTreeFiles: workTreeFiles)
  }
}
