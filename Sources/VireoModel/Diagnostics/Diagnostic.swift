/// One thing to know about a file: the rule, the place, what it looks like there and the way out.
///
/// Diagnostics are collected, never thrown: a bad file does not hide the good ones.
public struct Diagnostic: Sendable, Hashable {
  /// How much it matters.
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// A part of the file cannot be used, or says something that cannot be.
    case error
    /// It is used otherwise than was probably meant.
    case warning
    /// Worth knowing.
    case info
  }

  /// Where it is.
  public struct Place: Sendable, Hashable {
    /// The path from the repository's root.
    public var path: String
    /// The first byte; `nil` where the file as a whole is meant.
    public var start: TextPosition?
    /// Behind the last byte.
    public var end: TextPosition?
    /// The line of `start`.
    public var excerpt: String?

    /// Names a file as a whole.
    public init(path: String) { self.path = path }

    package init(_ source: SourceText, _ range: Range<Int>) {
      path = source.path
      start = source.position(at: range.lowerBound)
      end = source.position(at: range.upperBound)
      excerpt = source.line(at: range.lowerBound)
    }
  }

  /// Another place that matters.
  public struct Note: Sendable, Hashable {
    /// Where.
    public var place: Place
    /// What is there.
    public var message: String

    package init(_ place: Place, _ message: String) {
      self.place = place
      self.message = message
    }
  }

  /// The rule.
  public var code: DiagnosticCode
  /// How much it matters.
  public var severity: Severity
  /// Where.
  public var place: Place
  /// What is so, in one line without a full stop.
  public var message: String
  /// Other places.
  public var notes: [Note]
  /// The way out, as a verb phrase.
  public var advice: String?
  /// What `vireo check --fix` does about it.
  public var fix: Fix?

  package init(
    _ code: DiagnosticCode, _ place: Place, _ message: String, severity: Severity? = nil, notes: [Note] = [],
    advice: String? = nil, fix: Fix? = nil
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.place = place
    self.message = message
    self.notes = notes
    self.advice = advice
    self.fix = fix
  }
}

/// A change that mends what a diagnostic found.
public enum Fix: Sendable, Hashable {
  /// Replaces bytes of the file.
  case replace([Replacement])
  /// Gives a draft the next free number.
  case number
  /// Writes down the uid, the date of creation, or both.
  case identify

  /// Bytes of a file and what takes their place.
  public struct Replacement: Sendable, Hashable {
    /// The byte offsets.
    public var range: Range<Int>
    /// What takes their place.
    public var text: String

    /// Creates a replacement.
    public init(_ range: Range<Int>, _ text: String) {
      self.range = range
      self.text = text
    }
  }
}
