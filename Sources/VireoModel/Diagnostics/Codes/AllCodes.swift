extension DiagnosticCode {
  /// Every code, in the order of the documentation.
  public static let all: [DiagnosticCode] = [
    .notUTF8, .nulByte, .emptyFile, .unclosedFrontMatter, .frontMatterTooLarge, .conflictMarker, .tabIndent,
    .badIndent, .notKeyValue, .duplicateKey, .unsupportedYAML, .unclosedValue, .quoteNeeded, .textCut,
    .missingTitle, .unknownStatus, .unknownChoice, .invalidDate, .invalidValue, .missingField, .misspelledKey,
    .invalidUID, .missingIdentity, .unknownIssue, .unknownMilestone, .invalidConfig, .duplicateNumber,
    .duplicateUID, .oddFileName, .numberTooLong, .unnumberedDraft, .notRegularFile, .orphanFolder, .hiddenIssue,
    .unportableName, .nameCollision, .notARepository, .noTracker, .unreadableRepository, .unknownRevision,
    .noSuchIssue, .ambiguousIssue, .brokenFile, .editRefused, .fileChanged, .fileMissing, .storeLocked,
    .writeFailed, .readFailed, .notCommitted, .noIdentity, .unknownPerson, .transitionNotAllowed, .invalidEdit,
    .noNumberLeft, .noEditor, .noText, .unknownCode, .invalidArchive, .importConflict, .notCarried,
    .invalidConfigEdit,
  ]
}
