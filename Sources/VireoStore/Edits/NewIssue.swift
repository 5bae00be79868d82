package import VireoFormat
package import VireoModel

/// A new issue: a file with the next free number.
package struct NewIssue: Sendable {
  package var title: String
  package var body: String
  package var edits: [FieldEdit]
  /// The file that it begins as.
  package var template: SourceText?

  package init(title: String, body: String, edits: [FieldEdit], template: SourceText? = nil) {
    self.title = title
    self.body = body
    self.edits = edits
    self.template = template
  }
}

extension Transaction {
  /// Stages a new issue.
  ///
  /// - Returns: Its number, and the path of its file.
  package mutating func add(_ new: NewIssue) throws -> (number: IssueNumber, path: String) {
    let number = try NumberCounter(store).take(1, snapshot: { try snapshot() })[0]
    let path = Layout.issuesFolder + "/" + IssueFileName.path(number: number, slug: Slug.make(from: new.title))
    let edits: [FieldEdit] = [.set("title", .text(new.title), .text)] + new.edits
    create(path, try DocumentWriter.issue(path: path, edits: edits, body: new.body, template: new.template))
    return (number, path)
  }
}
