import Foundation

/// The words of a title for a file's name: `[a-z0-9-]{1,50}`.
package enum Slug {
  package static let lengthLimit = 50

  package static func make(from title: String) -> String {
    let folded = String(title.prefix(400)).decomposedStringWithCompatibilityMapping.lowercased()
    var words: [String] = []
    var word = ""
    for scalar in folded.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
      case "ß": word += "ss"
      case "æ": word += "ae"
      case "ø": word += "o"
      case "đ", "ð": word += "d"
      case "ł": word += "l"
      case "þ": word += "th"
      case "œ": word += "oe"
      case "'", "’", "\u{300}"..."\u{36F}": break
      default:
        if !word.isEmpty { words.append(word) }
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return joined(words)
  }

  /// As many whole words as fit.
  private static func joined(_ words: [String]) -> String {
    var slug = ""
    for word in words {
      let next = slug.isEmpty ? word : slug + "-" + word
      guard next.count <= lengthLimit else { break }
      slug = next
    }
    if slug.isEmpty, let first = words.first { slug = String(first.prefix(lengthLimit)) }
    return slug.isEmpty ? "issue" : slug
  }

  /// The key under which names are the same on systems that ignore case and the form of accented letters.
  package static func collisionKey(_ name: String) -> String {
    name.utf8.allSatisfy { $0 < 0x80 } ? name.lowercased() : name.precomposedStringWithCanonicalMapping.lowercased()
  }
}
