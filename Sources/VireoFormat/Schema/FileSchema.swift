package import VireoModel

/// JSON Schemas of the tracker's files (JSON Schema draft-07, which most editors read).
package struct FileSchema {
  package enum Kind: String, CaseIterable, Sendable {
    case issue, comment, milestone, page, query, config
  }

  private let config: Config

  package init(config: Config) { self.config = config }

  package func schema(of kind: Kind) -> JSONValue {
    switch kind {
    case .issue:
      document("An issue's front matter", issueProperties, required: config.fields.filter(\.isRequired).map(\.key))
    case .comment:
      document(
        "A comment's front matter",
        [
          .init("author", text("Who wrote it")), .init("date", date("When")),
          .init("reply-to", text("The comment that it answers, by its file's name")),
        ])
    case .milestone:
      document(
        "A milestone's front matter",
        [
          .init("title", text("What it is for")), .init("due", date("When it should be done")),
          .init("start", date("When it begins")), .init("state", choice(["open", "closed"])),
          .init("order", object([.init("type", .text("number"))])),
        ])
    case .page:
      document(
        "A page's front matter",
        [.init("title", text("The title, if it is not the name")), .init("tags", list(of: text("A tag")))])
    case .query:
      document(
        "A saved query's front matter",
        [
          .init("title", text("What it is for")), .init("query", text("The question, as docs/queries.md says")),
          .init("columns", list(of: text("A column of a table, as title"))),
          .init("sort", text("The order, as priority-desc,number")),
          .init("group", text("The field to group by")),
        ], required: ["query"])
    case .config: configSchema
    }
  }

  // MARK: - Parts

  private func object(_ members: [JSONValue.Member]) -> JSONValue { .object(members) }

  private func document(
    _ title: String, _ properties: [JSONValue.Member], required: [String] = [], isOpen: Bool = true
  ) -> JSONValue {
    object([
      .init("$schema", .text("http://json-schema.org/draft-07/schema#")), .init("title", .text(title)),
      .init("type", .text("object")), .init("properties", .object(properties)), .init("required", JSONValue(required)),
      .init("additionalProperties", .bool(isOpen)),
    ])
  }

  private func text(_ description: String) -> JSONValue {
    object([.init("type", .text("string")), .init("description", .text(description))])
  }

  /// A text that other programs may read as a number.
  private func anyText(_ description: String) -> JSONValue {
    object([.init("type", JSONValue(["string", "number"])), .init("description", .text(description))])
  }

  private func date(_ description: String) -> JSONValue {
    object([
      .init("type", .text("string")), .init("description", .text(description)),
      .init("pattern", .text(#"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?[+-]\d{2}:?\d{2}|[Zz])?)?$"#)),
    ])
  }

  private func choice(_ words: [String]) -> JSONValue { object([.init("enum", JSONValue(words))]) }

  private func list(of item: JSONValue) -> JSONValue {
    object([.init("anyOf", .array([item, object([.init("type", .text("array")), .init("items", item)])]))])
  }

  private var issueProperties: [JSONValue.Member] {
    let known = IssueKey.allCases.map { key in
      JSONValue.Member(key.rawValue, schema(of: key))
    }
    return known + config.fields.map { field in .init(field.key, schema(of: field)) }
  }

  private func schema(of key: IssueKey) -> JSONValue {
    let words: [String] =
      switch key {
      case .status: config.statuses.map(\.word)
      case .resolution: config.resolutions
      case .type: config.types
      case .priority: config.priorities
      case .component: config.components.map(\.name)
      default: []
      }
    let type: CustomField.ValueType = words.isEmpty ? (key.valueType == .choice ? .text : key.valueType) : .choice
    return schema(of: CustomField(key: key.rawValue, type: type, values: words, isList: key.isList))
  }

  private func schema(of field: CustomField) -> JSONValue {
    let item: JSONValue =
      switch field.type {
      case .text: anyText("Any text")
      case .number: object([.init("type", .text("number"))])
      case .date: date("A date as in RFC 3339")
      case .choice: choice(field.values)
      case .person: text("A person's handle")
      case .issue: object([.init("type", JSONValue(["string", "integer"]))])
      case .url: object([.init("type", .text("string")), .init("format", .text("uri"))])
      }
    return field.isList ? list(of: item) : item
  }

  private var configSchema: JSONValue {
    func map(of value: JSONValue) -> JSONValue {
      object([.init("type", .text("object")), .init("additionalProperties", value)])
    }
    func closed(_ properties: [JSONValue.Member]) -> JSONValue {
      object([
        .init("type", .text("object")), .init("properties", .object(properties)),
        .init("additionalProperties", .bool(false)),
      ])
    }
    let bool = object([.init("type", .text("boolean"))])
    let words = list(of: text("A word"))
    let nullable = object([.init("type", JSONValue(["string", "null"]))])
    let label = object([
      .init(
        "anyOf",
        .array([
          nullable, closed([.init("colour", text("As #0a7")), .init("description", text("What it is for"))]),
        ]))
    ])
    return document(
      "The tracker's configuration",
      [
        .init("name", text("The project's name")), .init("statuses", map(of: choice(["open", "closed"]))),
        .init("transitions", map(of: words)), .init("resolutions", words), .init("types", words),
        .init("priorities", words), .init("labels", map(of: label)),
        .init("components", map(of: closed([.init("owner", text("A handle")), .init("paths", words)]))),
        .init(
          "fields",
          map(
            of: closed([
              .init("type", choice(CustomField.ValueType.allCases.map(\.rawValue))), .init("values", words),
              .init("list", bool), .init("required", bool),
            ]))),
        .init("people", map(of: closed([.init("name", text("The full name")), .init("email", words)]))),
        .init(
          "references",
          closed([
            .init("prefix", nullable), .init("envelope", nullable), .init("glued", bool),
            .init("pull-requests", choice(["ignore", "mention"])), .init("unknown", choice(["warn", "refuse"])),
            .init("words", closed([.init("close", words), .init("reopen", words), .init("refer", words)])),
          ])),
        .init("release-branches", words), .init("commit", bool),
      ], isOpen: false)
  }
}
