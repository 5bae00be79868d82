import VireoModel

/// Finds headings, and gives them anchors.
struct HeadingReader {
  static func headings(in tree: MarkdownTree, _ references: [TextReference]) -> [MarkdownBody.Heading] {
    let words = PlainText(tree, references)
    var reader = HeadingReader()
    var headings: [MarkdownBody.Heading] = []
    var text: [UInt8] = []
    var isInside = false
    for element in tree.elements {
      switch element {
      case .enter(.heading): (text, isInside) = ([], true)
      case .leave(.heading(let level)):
        let title = String(decoding: text, as: UTF8.self)
        headings.append(.init(level: level, text: title, anchor: reader.anchor(for: title)))
        isInside = false
      case .softBreak, .hardBreak: if isInside { text.append(.space) }
      default: if isInside { words.append(element, &text) }
      }
    }
    return headings
  }

  private var used: Set<String> = []
  private var next: [String: Int] = [:]

  /// An anchor as GitHub makes it: the text in small letters, without punctuation, with hyphens for blanks.
  ///
  /// The second one of a kind gets `-1`, and so on. A heading without a letter is `section`.
  private mutating func anchor(for text: String) -> String {
    let slug = HeadingReader.slug(text)
    var anchor = slug
    while !used.insert(anchor).inserted {
      let number = (next[slug] ?? 0) + 1
      next[slug] = number
      anchor = "\(slug)-\(number)"
    }
    return anchor
  }

  static func slug(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", "-", "_": result.unicodeScalars.append(scalar)
      case " ", "\t", "\n": result += "-"
      default: if scalar.value >= 0x80, isPartOfWord(scalar) { result.unicodeScalars.append(scalar) }
      }
    }
    return result.isEmpty ? "section" : result
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation:
      true
    default: false
    }
  }
}
