package import VireoModel

/// Reads a comment from its file; what the front matter does not say is in the file's name.
package enum CommentReader {
  package static func comment(_ document: Document, name: CommentName) -> Comment {
    var comment = Comment(
      path: document.source.path, author: Handle(name.who), date: name.date, body: document.body)
    for entry in document.frontMatter.entries {
      let text = IssueReader.text(entry.value, document.source)
      switch entry.key {
      case "author": comment.author = text.map { Handle($0) } ?? comment.author
      case "date": comment.date = text.flatMap { Timestamp($0) } ?? comment.date
      case "reply-to": comment.replyTo = text
      default: comment.fields.append(Field(key: entry.key, value: entry.value.plain))
      }
    }
    return comment
  }
}
