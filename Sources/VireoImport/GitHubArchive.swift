import Foundation
import Vireo

/// The JSON that GitHub archives use: what `archive-repo` of the IETF's i-d-template writes.
package struct GitHubArchive: Decodable, Sendable {
  package var repo: String
  package var labels: [Label]
  package var issues: [Item]
  package var pulls: [Item]

  private enum CodingKeys: String, CodingKey { case repo, labels, issues, pulls }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    repo = try container.decodeIfPresent(String.self, forKey: .repo) ?? ""
    labels = try container.decodeIfPresent([Label].self, forKey: .labels) ?? []
    issues = try container.decode([Item].self, forKey: .issues)
    pulls = try container.decodeIfPresent([Item].self, forKey: .pulls) ?? []
  }

  package struct Label: Decodable, Sendable {
    package var name: String
    package var description: String?
    package var color: String?
  }

  /// An issue or a pull request; the last ones are in pull requests alone.
  package struct Item: Decodable, Sendable {
    package var number: Int
    package var title: String
    package var url: String?
    package var state: String
    package var author: String?
    package var assignees: [String]?
    package var labels: [String]?
    package var milestone: Milestone?
    package var body: String?
    package var createdAt: String
    package var closedAt: String?
    package var comments: [Comment]?
    package var reviews: [Review]?
    package var mergedAt: String?
    package var mergedBy: String?
    package var mergeCommit: Commit?
    package var baseRefName: String?
    package var headRefName: String?
  }

  package struct Commit: Decodable, Sendable { package var oid: String? }

  /// A milestone's name, which some archives have in an object.
  package struct Milestone: Decodable, Sendable {
    package var title: String

    private enum CodingKeys: String, CodingKey { case title }

    package init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        title = text
      } else {
        title = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .title)
      }
    }
  }

  package struct Comment: Decodable, Sendable {
    package var author: String?
    package var body: String?
    package var createdAt: String
  }

  package struct Review: Decodable, Sendable {
    package var author: String?
    package var state: String?
    package var body: String?
    package var createdAt: String
    package var comments: [Comment]?
  }
}

/// Reads an archive from its bytes.
package enum GitHubArchiveReader {
  /// - Throws: ``VireoError`` with the code `invalid-archive` that names the place in the JSON.
  package static func read(_ bytes: [UInt8], path: String) throws -> GitHubArchive {
    do {
      return try JSONDecoder().decode(GitHubArchive.self, from: Data(bytes))
    } catch {
      throw VireoError(
        .invalidArchive, "'\(path)' isn't a GitHub archive", causes: [description(error)],
        state: "nothing was written", advice: "make the archive again; docs/import.md shows the form")
    }
  }

  private static func description(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    let what: String
    switch error {
    case .keyNotFound(let key, let found): (context, what) = (found, "'\(key.stringValue)' is missing")
    case .typeMismatch(_, let found): (context, what) = (found, "a value of another type is wanted")
    case .valueNotFound(_, let found): (context, what) = (found, "a value is missing")
    case .dataCorrupted(let found): (context, what) = (found, "this is no JSON")
    @unknown default: return "\(error)"
    }
    let place = context.codingPath.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
    return place.isEmpty ? what : "\(what) at \(place)"
  }
}
