/// The names in a folder with what is known of each, as the machine holds it: the folders of a large tracker are read
/// back whole with every question.
package struct FolderListing: Sendable {
  /// A file or folder.
  package struct Record: Sendable {
    package var signature: FileSignature
    /// The issue that it holds or belongs to; 0 for none.
    package var issue: Int64
    /// Where the name begins in the listing's names.
    package var nameStart: UInt32
    package var nameCount: UInt16
    package var kind: Kind
    package var reserved: UInt8 = 0

    package init(signature: FileSignature, issue: Int64, nameStart: UInt32, nameCount: UInt16, kind: Kind) {
      (self.signature, self.issue) = (signature, issue)
      (self.nameStart, self.nameCount, self.kind) = (nameStart, nameCount, kind)
    }
  }

  package enum Kind: UInt8, Sendable {
    /// A file that holds an issue or a draft.
    case issue
    /// Such a file, with a folder of its own beside it.
    case issueWithFolder
    /// A folder that is an issue's, or lies in one.
    case ownFolder
    /// A folder that issues are sorted into.
    case folder
    /// A comment.
    case comment
    /// An attachment.
    case attachment
    /// What is reported.
    case other
  }

  package private(set) var records: [Record] = []
  /// The names in UTF-8, each with a zero behind it, as the system takes them.
  package private(set) var names: [UInt8] = []

  package init() {}

  package init(records: [Record], names: [UInt8]) {
    (self.records, self.names) = (records, names)
  }

  package mutating func append(_ name: String, _ kind: Kind, _ signature: FileSignature = .none, issue: Int64 = 0) {
    let start = names.count
    names += name.utf8
    names.append(0)
    records.append(
      Record(
        signature: signature, issue: issue, nameStart: UInt32(truncatingIfNeeded: start),
        nameCount: UInt16(truncatingIfNeeded: names.count - start - 1), kind: kind))
  }

  package mutating func set(_ signature: FileSignature, issue: Int64? = nil, at index: Int) {
    records[index].signature = signature
    if let issue { records[index].issue = issue }
  }

  package func name(at index: Int) -> String { String(decoding: nameBytes(at: index), as: UTF8.self) }

  /// A name in UTF-8.
  package func nameBytes(at index: Int) -> ArraySlice<UInt8> {
    let record = records[index]
    let (start, end) = (Int(record.nameStart), Int(record.nameStart) + Int(record.nameCount))
    return end <= names.count ? names[start..<end] : []
  }

  /// Whether the parts agree, as they do unless something else wrote them.
  package var isConsistent: Bool {
    records.allSatisfy { record in
      let end = Int(record.nameStart) + Int(record.nameCount)
      return end < names.count && names[end] == 0
    }
  }
}
