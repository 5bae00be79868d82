/// Diagnostics in the Static Analysis Results Interchange Format, for forges and editors.
///
/// Follows OASIS SARIF 2.1.0 (sections 3.13 to 3.30).
public enum SARIFReport {
  /// The report as JSON.
  ///
  /// - Parameters:
  ///   - diagnostics: What was found.
  ///   - version: The version of the program, for the report's `driver`.
  public static func json(_ diagnostics: [Diagnostic], version: String) -> String {
    let codes = Set(diagnostics.map(\.code)).sorted { $0.id < $1.id }
    let driver = JSONValue.object([
      .init("name", .text("vireo")),
      .init("semanticVersion", .text(version)),
      .init("rules", .array(codes.map(rule))),
    ])
    let run = JSONValue.object([
      .init("tool", .object([.init("driver", driver)])),
      .init("columnKind", .text("unicodeCodePoints")),
      .init("results", .array(diagnostics.map(result))),
    ])
    return JSONValue.object([
      .init("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")),
      .init("version", .text("2.1.0")),
      .init("runs", .array([run])),
    ]).serialized(indented: true)
  }

  private static func rule(_ code: DiagnosticCode) -> JSONValue {
    .object([
      .init("id", .text(code.id)),
      .init("shortDescription", .object([.init("text", .text(code.summary))])),
      .init("help", .object([.init("text", .text(code.explanation)), .init("markdown", .text(code.explanation))])),
    ])
  }

  private static func result(_ diagnostic: Diagnostic) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("ruleId", .text(diagnostic.code.id)),
      .init("level", .text(diagnostic.severity == .info ? "note" : diagnostic.severity.rawValue)),
      .init("message", .object([.init("text", .text(diagnostic.message))])),
      .init("locations", .array([location(diagnostic.place, message: nil)])),
    ]
    if !diagnostic.notes.isEmpty {
      members.append(
        .init("relatedLocations", .array(diagnostic.notes.map { location($0.place, message: $0.message) })))
    }
    return .object(members)
  }

  private static func location(_ place: Diagnostic.Place, message: String?) -> JSONValue {
    let artifact = JSONValue.object([.init("uri", .text(uri(place.path))), .init("uriBaseId", .text("%SRCROOT%"))])
    var physical: [JSONValue.Member] = [.init("artifactLocation", artifact)]
    if let start = place.start {
      var region: [JSONValue.Member] = [
        .init("startLine", .int(Int64(start.line))), .init("startColumn", .int(Int64(start.column))),
      ]
      if let end = place.end {
        region.append(.init("endLine", .int(Int64(end.line))))
        region.append(.init("endColumn", .int(Int64(end.column))))
      }
      physical.append(.init("region", .object(region)))
    }
    var members: [JSONValue.Member] = [.init("physicalLocation", .object(physical))]
    if let message { members.append(.init("message", .object([.init("text", .text(message))]))) }
    return .object(members)
  }

  /// A path as a relative reference (RFC 3986, section 4.2).
  private static func uri(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
