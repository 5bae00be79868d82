package import VireoModel

/// Reads a saved query from its file.
package enum SavedQueryReader {
  /// The saved query; what its text means is not looked at.
  package static func query(_ document: Document) -> SavedQuery {
    var query = SavedQuery(name: name(ofPath: document.source.path), query: "", body: document.body)
    for entry in document.frontMatter.entries {
      let text = IssueReader.text(entry.value, document.source)
      switch entry.key {
      case "title": query.title = text
      case "query": query.query = text ?? ""
      case "columns": query.columns = words(entry.value)
      case "sort": query.sort = words(entry.value).isEmpty ? nil : words(entry.value).joined(separator: ",")
      case "group": query.group = text
      default: query.fields.append(Field(key: entry.key, value: entry.value.plain))
      }
    }
    return query
  }

  /// The items of a list, and those between commas in each.
  private static func words(_ value: FrontMatter.Value) -> [String] {
    value.plain.list.flatMap { $0.split(separator: ",") }.map { $0.trimming(\.isWhitespace) }.filter { !$0.isEmpty }
  }

  private static func name(ofPath path: String) -> String {
    String((path.split(separator: "/").last ?? "").dropLast(3))
  }
}

extension Substring {
  fileprivate func trimming(_ isOut: (Character) -> Bool) -> String {
    var text = self.drop(while: isOut)
    while let last = text.last, isOut(last) { text.removeLast() }
    return String(text)
  }
}

extension Document {
  /// The place of a part of a key's text; of the whole value where the file writes it in another way.
  ///
  /// - Parameters:
  ///   - key: A key with one text.
  ///   - part: Bytes of the text in UTF-8.
  package func place(of key: String, part: Range<Int>) -> Diagnostic.Place {
    guard case .scalar(let scalar)? = frontMatter.entry(key)?.value else { return place(of: key) }
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    let inner = isQuoted ? scalar.range.dropFirst().dropLast() : scalar.range[...]
    guard source.bytes[inner.startIndex..<inner.endIndex].elementsEqual(scalar.text.utf8) else {
      return place(of: key)
    }
    let start = min(inner.startIndex + part.lowerBound, inner.endIndex)
    return .init(source, start..<min(inner.startIndex + part.upperBound, inner.endIndex))
  }
}
