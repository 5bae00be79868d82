import VireoModel

/// The fingerprint that an event has: a rule's, else its sender's, else none.
struct FingerprintChoice {
  /// The values; without any, or with `{{ default }}` alone, the algorithm decides.
  private let values: [FingerprintTemplate]
  private let context: RuleContext
  private let isRule: Bool
  let title: String?

  init(_ rule: FingerprintRules.Rule?, event: ErrorEvent, context: RuleContext) {
    values = rule?.fingerprint ?? event.fingerprint.map { FingerprintTemplate($0) }
    isRule = rule != nil
    self.context = context
    title = rule?.title.map { EventTitle.cut(EventTitle.firstLine($0.text(in: context))) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  /// The variants with the fingerprint in force.
  ///
  /// `{{ default }}` among other values divides groups: each variant of the algorithm takes its place.
  func applied(to variants: [GroupingVariant]) -> [GroupingVariant] {
    guard values.contains(where: { !$0.isAlgorithm }) else { return variants }
    let parts = values.map { part($0) }
    guard values.contains(where: \.isAlgorithm) else {
      return [GroupingVariant(.custom, GroupingComponent(.fingerprint, parts: parts))]
    }
    return variants.map { variant in
      let spliced = zip(values, parts).map { value, part in
        value.isAlgorithm ? GroupingComponent(.algorithm, parts: [variant.component]) : part
      }
      var component = GroupingComponent(.fingerprint, parts: spliced)
      if variant.hash == nil { component = component.contributing(false, hint: variant.component.hint) }
      return GroupingVariant(variant.name, component)
    }
  }

  private func part(_ value: FingerprintTemplate) -> GroupingComponent {
    let text = value.text(in: context)
    // A sender that takes the message for a fingerprint would make a group of every number in it.
    let isMessage = !isRule && context.isMessage(text)
    let clean = isMessage ? MessageText.normalized(text) : text
    var component = GroupingComponent(.value, clean, hint: clean == text ? nil : "the message, without what varies")
    // An empty value is a value too.
    component.contributes = true
    return component
  }
}
