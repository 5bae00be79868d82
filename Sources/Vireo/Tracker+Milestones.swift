import VireoFormat
import VireoIndex
public import VireoModel
import VireoQuery
import VireoStore

extension Tracker {
  /// The milestones in their order: by `order`, then by `due`, then by name; what is missing comes last.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  public func milestones() throws -> [Milestone] {
    let files = try milestoneFiles()
    let found = try files.names().compactMap { try files.document($0).map(MilestoneReader.milestone) }
    func key(_ milestone: Milestone) -> (Double, Int64, NaturalText) {
      (milestone.order ?? .infinity, milestone.due?.seconds ?? .max, NaturalText(milestone.name))
    }
    return found.sorted { key($0) < key($1) }
  }

  /// The milestone of a name; case does not matter unless two names differ only in it.
  ///
  /// - Throws: `VireoError` with the codes `no-such-milestone` or `read-failed`.
  public func milestone(named name: String) throws -> Milestone {
    let files = try milestoneFiles()
    guard let found = try files.spelling(of: name), let document = try files.document(found) else {
      throw Tracker.noMilestone(name, among: try files.names())
    }
    return MilestoneReader.milestone(document)
  }

  /// How far milestones are, by the names that issues write, also those that have no file.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public func milestoneProgress() throws -> [String: MilestoneProgress] {
    let progress = try progress(of: index(files()).milestoneShares())
    return Dictionary(uniqueKeysWithValues: progress.compactMap { name, value in name.map { ($0, value) } })
  }

  /// How far milestones are; `nil` names the issues of none.
  func progress(of shares: [MilestoneShare]) -> [String?: MilestoneProgress] {
    shares.reduce(into: [:]) { $0[$1.milestone, default: MilestoneProgress()] += $1.progress }
  }

  /// The saved queries that ask for a milestone by its name.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  public func savedQueries(namingMilestone name: String) throws -> [SavedQuery] {
    var reader = try questionReader()
    return try savedQueries().filter { query in
      guard let text = try? reader.read(query.query) else { return false }
      return text.query.contains { $0 == .text(.milestone, .equals(name)) }
    }
  }

  private func milestoneFiles() throws -> NamedFiles { NamedFiles(try files(), in: Layout.milestonesFolder) }

  static func noMilestone(_ name: String, among names: [String]) -> VireoError {
    VireoError(
      .noSuchMilestone, "there is no milestone '\(name)'" + Nearest.suggestion(for: name, among: names),
      advice: "see 'vireo milestone list', or make it with 'vireo milestone new'")
  }
}
