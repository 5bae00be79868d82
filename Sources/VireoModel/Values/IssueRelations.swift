/// How issues stand to each other: what their fields name, seen from both sides.
///
/// It is made of issues and knows no others; what is not among them is named by nobody.
public struct IssueRelations: Sendable {
  /// A field that names other issues.
  public enum Kind: Int, Sendable, Hashable, CaseIterable {
    /// What must be done first.
    case blockedBy
    /// The larger issue that it is a part of.
    case parent
    /// What is worth reading beside it.
    case relates
    /// What says the same.
    case duplicateOf

    /// The key of the front matter.
    public var key: IssueKey {
      switch self {
      case .blockedBy: .blockedBy
      case .parent: .parent
      case .relates: .relates
      case .duplicateOf: .duplicateOf
      }
    }
  }

  /// The issues, by number and path.
  public let issues: [Issue]
  private let names: NameTable
  /// For each kind and issue, those that its field names, in the field's order.
  private var targets: [[[Int]]] = []
  /// For each kind and issue, those whose field names it, in their order.
  private var sources: [[[Int]]] = []

  /// Finds out who names whom.
  public init(_ issues: [Issue]) {
    // To move the issues themselves would take longer than all else.
    let numbers = issues.map { $0.number?.value ?? .max }
    let order = issues.indices.sorted {
      numbers[$0] == numbers[$1] ? issues[$0].path < issues[$1].path : numbers[$0] < numbers[$1]
    }
    let sorted = order.map { issues[$0] }
    self.issues = sorted
    names = NameTable(sorted)
    for kind in Kind.allCases {
      var forward: [[Int]] = []
      var backward: [[Int]] = Array(repeating: [], count: sorted.count)
      for (index, issue) in sorted.enumerated() {
        var found: [Int] = []
        var seen: Set<Int> = []
        for name in issue.names(in: kind) {
          for target in names.indices(name) where seen.insert(target).inserted { found.append(target) }
        }
        for target in found { backward[target].append(index) }
        forward.append(found)
      }
      targets.append(forward)
      sources.append(backward)
    }
  }

  /// The issues that a field of an issue names, in the field's order; none for an issue that is not among these.
  public func issues(namedBy issue: Issue, in kind: Kind) -> [Issue] {
    names.byPath[issue.path].map { targets[kind.rawValue][$0].map { issues[$0] } } ?? []
  }

  /// The issues whose field names an issue, by number and path.
  public func issues(naming issue: Issue, in kind: Kind) -> [Issue] {
    names.byPath[issue.path].map { sources[kind.rawValue][$0].map { issues[$0] } } ?? []
  }

  /// What a field of an issue names that is none of the issues, as typed.
  public func unknownNames(of issue: Issue, in kind: Kind) -> [String] {
    issue.names(in: kind).filter { names.indices($0).isEmpty }
  }

  /// The open issues that must be done before an issue.
  public func openBlockers(of issue: Issue) -> [Issue] {
    issues(namedBy: issue, in: .blockedBy).filter { $0.state == .open }
  }

  func targets(of index: Int, _ kind: Kind) -> [Int] { targets[kind.rawValue][index] }

  func sources(of index: Int, _ kind: Kind) -> [Int] { sources[kind.rawValue][index] }

  func index(of issue: Issue) -> Int? { names.byPath[issue.path] }
}

extension Issue {
  /// What a field that names other issues holds, as typed.
  package func names(in kind: IssueRelations.Kind) -> [String] {
    switch kind {
    case .blockedBy: blockedBy
    case .parent: parent.map { [$0] } ?? []
    case .relates: relates
    case .duplicateOf: duplicateOf.map { [$0] } ?? []
    }
  }
}

/// Issues by all that they are called.
private struct NameTable: Sendable {
  private var byNumber: [IssueNumber: [Int]] = [:]
  private(set) var byPath: [String: Int] = [:]
  /// In the order of the uids.
  private var byUID: [(uid: String, index: Int)] = []

  init(_ issues: [Issue]) {
    byPath.reserveCapacity(issues.count)
    byNumber.reserveCapacity(issues.count)
    for (index, issue) in issues.enumerated() {
      if let number = issue.number { byNumber[number, default: []].append(index) }
      if let uid = issue.uid { byUID.append((uid.text, index)) }
      if byPath[issue.path] == nil { byPath[issue.path] = index }
    }
    byUID.sort { $0 < $1 }
  }

  /// The issues of a name; of a uid's beginning all that begin so.
  func indices(_ name: String) -> [Int] {
    switch IssueName(name) {
    case .number(let number)?: return byNumber[number] ?? []
    case .path(let path)?: return byPath[path].map { [$0] } ?? []
    case .uid(let start)?:
      var (low, high) = (0, byUID.count)
      while low < high {
        let middle = (low + high) / 2
        if byUID[middle].uid < start { low = middle + 1 } else { high = middle }
      }
      return byUID[low...].prefix { $0.uid.hasPrefix(start) }.map(\.index)
    case nil: return []
    }
  }
}
