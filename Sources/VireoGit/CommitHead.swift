import Foundation

/// What is told of a commit: who wrote it, when, and the first line of its message.
package struct CommitHead: Sendable, Hashable {
  /// The author's name and address, as `Alice <alice@example.org>`.
  package var author: String
  /// When it was written, in seconds since 1970.
  package var authored: Int64
  package var subject: String

  package init(author: String, authored: Int64, subject: String) {
    (self.author, self.authored, self.subject) = (author, authored, subject)
  }

  /// - Parameter bytes: The commit as it is stored.
  package init(_ bytes: UnsafeRawBufferPointer) {
    let commit = CommitObject(bytes)
    let encoding = Encoding(commit.encoding)
    let message = encoding.text(bytes[min(commit.messageStart, bytes.count)...])
    let subject = message.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
    self.init(
      author: encoding.text(bytes[commit.author]), authored: commit.authored, subject: subject.map(String.init) ?? "")
  }
}

/// How the text of a commit is written down.
private struct Encoding {
  private let encoding: String.Encoding?

  init(_ name: String?) {
    switch name?.lowercased() {
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1": encoding = .isoLatin1
    case "iso-8859-2", "latin2": encoding = .isoLatin2
    case "windows-1252", "cp1252": encoding = .windowsCP1252
    case "windows-1251", "cp1251": encoding = .windowsCP1251
    case "windows-1250", "cp1250": encoding = .windowsCP1250
    case "euc-jp": encoding = .japaneseEUC
    case "shift_jis", "shift-jis", "sjis": encoding = .shiftJIS
    default: encoding = nil
    }
  }

  /// The text; what cannot be read as it should be is read as UTF-8, with marks where it is none.
  func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    if let encoding, let text = String(data: Data(bytes), encoding: encoding) { return text }
    return String(decoding: bytes, as: UTF8.self)
  }
}
