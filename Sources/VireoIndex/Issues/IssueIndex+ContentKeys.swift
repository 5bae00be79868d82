import GRDB
import VireoFormat
package import VireoModel
import VireoStore

extension IssueIndex {
  /// What tells the contents of all issues from others, by the paths of their files.
  package func contentKeys() throws -> [String: IssueContentKey] {
    try ask(.contents) { database in
      var keys: [String: IssueContentKey] = [:]
      let attached = Set(try Int64.fetchAll(database, sql: "SELECT id FROM issue WHERE attachments > 0"))
      let row = try RawStatement(database, "SELECT path, records, names, contentRecords, contentNames FROM folder")
      while try row.step() {
        let path = row.text(0)
        let own = FolderListing(records: row.array(1), names: row.array(2))
        let contents = FolderListing(records: row.array(3), names: row.array(4))
        guard own.isConsistent, contents.isConsistent else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        var found: [Int64: IssueContentKey] = [:]
        for record in own.records where record.issue != 0 {
          var key = IssueContentKey(key: ContentKey())
          key.add(record.signature)
          key.hasAttachments = attached.contains(record.issue)
          found[record.issue] = key
        }
        // What belongs to one issue mostly stands together, so that it is looked for once.
        var rest = contents.records.indices
        while let first = rest.first {
          let issue = contents.records[first].issue
          let last = rest.first { contents.records[$0].issue != issue } ?? rest.endIndex
          if var entry = found[issue] {
            found[issue] = nil
            for index in first..<last { entry.add(contents, at: index) }
            found[issue] = entry
          }
          rest = last..<rest.endIndex
        }
        for (index, record) in own.records.enumerated() {
          if let key = found[record.issue] { keys[path + "/" + own.name(at: index)] = key }
        }
      }
      return keys
    }.0
  }
}

extension IssueContentKey {
  fileprivate mutating func add(_ listing: FolderListing, at index: Int) {
    let record = listing.records[index]
    let name = listing.nameBytes(at: index)
    add(record.signature)
    key?.add(name)
    guard record.kind == .comment else { return }
    let file = name.lastIndex(of: .slash).map { name[($0 + 1)...] } ?? name
    comments.append(String(decoding: file, as: UTF8.self))
  }

  fileprivate mutating func add(_ signature: FileSignature) {
    key = signature == .none ? nil : key.map { signature.added(to: $0) }
  }
}
