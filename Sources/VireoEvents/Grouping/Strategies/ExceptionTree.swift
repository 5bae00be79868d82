/// What counts of exceptions that hold others, as Python's `ExceptionGroup` and .NET's `AggregateException` do.
///
/// Follows the idea of Sentry's RFC 0079 ("Issue Grouping"): groups that are held by groups only hold together, so
/// what counts are the group at the top and its members.
/// - Members that are the same count once, and their order doesn't matter: which tasks fail, and when, is chance.
/// - A group whose members are all the same is only a wrapper. Then that member counts instead of it, with its causes,
///   and gives the event its title.
/// - Else the causes of members do not count.
/// - What is around the group (an exception that it is the cause of) counts as ever.
struct ExceptionTree {
  private enum Role: Equatable {
    /// In no group.
    case outside
    /// A group that no other holds.
    case group
    /// A group within that group.
    case inner(of: Int)
    /// What groups hold: the index of the outermost.
    case member(of: Int)
    /// A cause of a member: the index of the member.
    case cause(of: Int)
  }

  private let roles: [Role]

  init(_ exceptions: [EventException]) {
    guard exceptions.contains(where: { $0.mechanism?.isGroup == true }) else {
      roles = []
      return
    }
    var indices: [Int: Int] = [:]
    var roles: [Role] = []
    roles.reserveCapacity(exceptions.count)
    for (index, exception) in exceptions.enumerated() {
      let isGroup = exception.mechanism?.isGroup ?? false
      // Parents come first, so a ring of ids cannot be.
      let parent = exception.mechanism?.parentID.flatMap { indices[$0] }
      switch parent.map({ ($0, roles[$0]) }) {
      case nil, (_, .outside)?: roles.append(isGroup ? .group : .outside)
      case (let parent, .group)?: roles.append(isGroup ? .inner(of: parent) : .member(of: parent))
      case (_, .inner(let group))?: roles.append(isGroup ? .inner(of: group) : .member(of: group))
      case (let parent, .member)?: roles.append(.cause(of: parent))
      case (_, .cause(let member))?: roles.append(.cause(of: member))
      }
      if let id = exception.mechanism?.id, indices[id] == nil { indices[id] = index }
    }
    self.roles = roles
  }

  /// The components in the order in which they count, and the index of the exception that names the event.
  func selection(of components: [GroupingComponent]) -> (components: [GroupingComponent], main: Int) {
    guard roles.count == components.count else { return (components, 0) }
    var members: [Int: [Int]] = [:]
    var causes: [Int: [Int]] = [:]
    for (index, role) in roles.enumerated() {
      switch role {
      case .member(let group): members[group, default: []].append(index)
      case .cause(let member): causes[member, default: []].append(index)
      case .outside, .group, .inner: break
      }
    }
    var result: [GroupingComponent] = []
    var main = 0
    for (index, role) in roles.enumerated() {
      switch role {
      case .outside: result.append(components[index])
      case .inner: result.append(components[index].contributing(false, hint: "a group within a group"))
      case .member, .cause: break
      case .group:
        let members = members[index] ?? []
        let distinct = ExceptionTree.distinct(members, components)
        if distinct.count == 1, let member = distinct.first {
          if main == index { main = member }
          result.append(components[index].contributing(false, hint: "all that it holds is the same"))
          result.append(components[member])
          result += (causes[member] ?? []).map { components[$0] }
        } else {
          result.append(components[index])
          result += distinct.map { components[$0] }
        }
        let counted = Set(distinct)
        result += members.filter { !counted.contains($0) }
          .map { components[$0].contributing(false, hint: "the same as another one") }
      }
    }
    return (result, main)
  }

  /// The first of each kind of exceptions, in the order of their hashes.
  private static func distinct(_ indices: [Int], _ components: [GroupingComponent]) -> [Int] {
    var first: [GroupingHash: Int] = [:]
    for index in indices where components[index].contributes {
      let hash = GroupingHash(of: components[index])
      if first[hash] == nil { first[hash] = index }
    }
    return first.sorted { $0.key < $1.key }.map(\.value)
  }
}
