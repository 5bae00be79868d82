extension DiagnosticCode {
  /// Every code, in the order of the documentation.
  public static let all: [DiagnosticCode] = [
    .notUTF8, .nulByte, .emptyFile, .unclosedFrontMatter, .frontMatterTooLarge, .conflictMarker, .tabIndent,
    .badIndent, .notKeyValue, .duplicateKey, .unsupportedYAML, .unclosedValue, .quoteNeeded, .textCut,
    .missingTitle, .unknownStatus, .unknownChoice, .invalidDate, .invalidValue, .missingField, .misspelledKey,
    .invalidUID, .missingIdentity, .unknownIssue, .ambiguousReference,
    .outdatedReference, .cycle, .unknownMilestone, .invalidMilestone, .invalidPage, .deadLink, .invalidConfig,
    .invalidQuery, .invalidErrorRule,
    .duplicateNumber,
    .duplicateUID, .oddFileName, .numberTooLong, .unnumberedDraft, .notRegularFile, .orphanFolder, .hiddenIssue,
    .unportableName, .nameCollision, .notARepository, .noTracker, .unreadableRepository, .unknownRevision,
    .notCommitted, .notPublished, .noIdentity, .unknownPerson, .sharedHooks, .noSuchIssue, .ambiguousIssue,
    .noSuchQuery,
    .noSuchMilestone, .noSuchPage, .invalidBlock, .invalidTemplate, .fileMissing,
    .readFailed,
    .unknownCode, .brokenFile, .editRefused, .fileChanged, .storeLocked, .writeFailed, .transitionNotAllowed,
    .invalidEdit, .noNumberLeft, .noEditor, .noText, .invalidArchive, .importConflict, .invalidSQL,
    .eventsUnreadable, .intakeBusy,
  ]
}
