package import VireoModel

/// What the parser of front matter finds, in words.
extension Diagnostic {
  static func unclosedFrontMatter(_ source: SourceText, _ range: Range<Int>) -> Diagnostic {
    .init(
      .unclosedFrontMatter, .init(source, range), "the front matter that begins here has no end",
      advice: "write a line '---' behind the last field")
  }

  static func frontMatterTooLarge(_ source: SourceText, _ range: Range<Int>, size: Int) -> Diagnostic {
    .init(
      .frontMatterTooLarge, .init(source, range),
      "the front matter that begins here has \(size) bytes; \(FrontMatter.sizeLimit) are allowed",
      advice: "move long values into the text, a comment or an attachment")
  }

  static func conflictMarker(_ source: SourceText, _ range: Range<Int>) -> Diagnostic {
    .init(
      .conflictMarker, .init(source, range), "a merge was left unfinished here",
      advice: "keep the lines that are right and delete the markers")
  }

  static func tabIndent(_ source: SourceText, _ range: Range<Int>) -> Diagnostic {
    .init(
      .tabIndent, .init(source, range), "a tab indents this line; YAML allows blanks only",
      advice: "put two blanks in the place of the tab")
  }

  static func badIndent(_ source: SourceText, _ range: Range<Int>) -> Diagnostic {
    .init(
      .badIndent, .init(source, range), "this doesn't fit to the line above it",
      advice: "remove the indentation, or quote the whole text")
  }

  static func notKeyValue(_ source: SourceText, _ range: Range<Int>) -> Diagnostic {
    .init(
      .notKeyValue, .init(source, range), "this is no key with a value",
      advice: "write 'key: value', put '#' before it, or move it below the front matter")
  }

  static func duplicateKey(
    _ source: SourceText, _ range: Range<Int>, key: String, first: Range<Int>?
  ) -> Diagnostic {
    .init(
      .duplicateKey, .init(source, range), "the key '\(key)' is there twice",
      notes: first.map { [.init(.init(source, $0), "it is also here")] } ?? [],
      advice: "delete one of the two")
  }

  static func unsupportedYAML(
    _ source: SourceText, _ range: Range<Int>, _ what: String, advice: String
  ) -> Diagnostic {
    .init(.unsupportedYAML, .init(source, range), "\(what) isn't read here", advice: advice)
  }

  static func unclosedValue(_ source: SourceText, _ range: Range<Int>, isEscape: Bool) -> Diagnostic {
    let text = source.text(range)
    return .init(
      .unclosedValue, .init(source, range),
      isEscape ? "'\(text)' is no escape in double quotes" : "what begins with \(text) isn't closed",
      advice: isEscape ? "write two backslashes, or use single quotes" : "close it, or quote the whole text")
  }

  static func quoteNeeded(_ source: SourceText, _ range: Range<Int>, text: String) -> Diagnostic {
    let quoted = ScalarWriter.inline(text)
    return .init(
      .quoteNeeded, .init(source, range), "this text is no YAML without quotes; it was taken as it stands",
      advice: "write \(quoted)", fix: .replace([.init(range, quoted)]))
  }

  static func textCut(_ source: SourceText, _ range: Range<Int>, as what: String) -> Diagnostic {
    .init(
      .textCut, .init(source, range), "YAML takes '\(source.text(range))' for \(what) and drops it",
      advice: "put the whole text in quotes")
  }
}

extension DiagnosticCode {
  /// Whether a file with such a mistake is not written to.
  package var breaksFile: Bool { DiagnosticCode.breaking.contains(self) }

  private static let breaking: Set<DiagnosticCode> = [
    .notUTF8, .nulByte, .emptyFile, .unclosedFrontMatter, .frontMatterTooLarge, .conflictMarker, .tabIndent,
    .badIndent, .notKeyValue, .duplicateKey, .unsupportedYAML, .unclosedValue,
  ]
}

extension VireoError {
  package static func brokenFile(_ path: String, _ diagnostics: [Diagnostic]) -> VireoError {
    VireoError(
      .brokenFile, "\(path) has mistakes that must be mended first", state: "nothing was written",
      advice: "mend what is reported above, then run the command again", diagnostics: diagnostics)
  }

  static func editRefused(_ path: String, key: String) -> VireoError {
    VireoError(
      .editRefused, "the key '\(key)' of \(path) can't be changed without touching something else",
      state: "nothing was written", advice: "change it in an editor")
  }
}
