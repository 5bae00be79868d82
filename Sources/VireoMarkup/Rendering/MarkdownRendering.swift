/// What becomes of a reference or a relative address.
package enum ReferenceOutcome: Sendable, Hashable {
  /// It leads to an address. The style is a class of CSS, as `closed` for a closed issue; the text replaces that of the
  /// reference.
  case link(String, title: String? = nil, style: String? = nil, text: String? = nil)
  /// It names something that is not there. The reason is for people.
  case missing(String)
  /// A reference is text and an address stays as it is.
  case asWritten
}

/// A part of a text that is filled in, between `<!-- vireo:NAME ARGUMENTS -->` and `<!-- /vireo -->`.
package struct EmbeddedBlock: Sendable, Hashable {
  package var name: String
  package var arguments: String
  /// How many of the same name and arguments stand before it in the text.
  package var ordinal = 0

  package init(name: String, arguments: String) { (self.name, self.arguments) = (name, arguments) }
}

/// How a text becomes HTML.
package struct MarkdownRendering {
  /// What stands before all anchors, so that several texts can stand in one page.
  package var anchorPrefix: String
  package var reference: (TextReference) -> ReferenceOutcome
  /// Is asked for each address without a scheme but `#anchor`, as it counts, and whether it is that of an image.
  package var address: (_ destination: String, _ isImage: Bool) -> ReferenceOutcome
  /// Gives the HTML of a block, which is trusted; with `nil` the block's text in the file is shown.
  package var block: (EmbeddedBlock) -> String?

  package init(
    anchorPrefix: String = "",
    reference: @escaping (TextReference) -> ReferenceOutcome = { _ in .asWritten },
    address: @escaping (_ destination: String, _ isImage: Bool) -> ReferenceOutcome = { _, _ in .asWritten },
    block: @escaping (EmbeddedBlock) -> String? = { _ in nil }
  ) {
    self.anchorPrefix = anchorPrefix
    self.reference = reference
    self.address = address
    self.block = block
  }
}
