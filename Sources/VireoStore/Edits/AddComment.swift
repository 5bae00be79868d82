import VireoFormat
package import VireoModel

/// A new comment: a file in the folder.
package struct NewComment: Sendable {
  package var author: Handle
  package var date: Timestamp
  package var body: String
  package var replyTo: String?

  package init(author: Handle, date: Timestamp, body: String, replyTo: String? = nil) {
    self.author = author
    self.date = date
    self.body = body
    self.replyTo = replyTo
  }
}

extension Transaction {
  /// Stages a comment.
  ///
  /// - Parameters:
  ///   - folder: The folder, which need not be there yet.
  ///   - random: Makes the end of the file's name.
  /// - Returns: The path of its file.
  package mutating func add(
    _ new: NewComment, in folder: String, random: inout some RandomNumberGenerator
  ) throws -> String {
    let who = CommentName.who(for: new.author)
    var fields: [FieldEdit] = []
    if who != new.author.text { fields.append(.set("author", .text(new.author.text), .text)) }
    if let replyTo = new.replyTo { fields.append(.set("reply-to", .text(replyTo), .text)) }
    while true {
      let suffix = String(UID.make(using: &random).text.prefix(4))
      let path = folder + "/" + CommentName(date: new.date, who: who, suffix: suffix).fileName
      if try isTaken(path) { continue }
      create(path, try DocumentWriter.comment(path: path, fields: fields, body: new.body))
      return path
    }
  }
}
