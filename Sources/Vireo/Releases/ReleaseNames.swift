import VireoModel

/// What a program's name for its release may be called in git.
///
/// Programs say `shop@3.14.1+build.77`, `3.14.1`, `v3.14.1` or the id of a commit; projects tag `v3.14.1`,
/// `shop-3.14.1`, `shop/v3.14.1`, `release-3.14.1`. Build metadata (Semantic Versioning 2.0.0, item 10) tells apart
/// what was made of one source, so it does not matter here.
package enum ReleaseNames {
  /// The names of tags that mean a release, the likeliest first.
  package static func tags(for release: String) -> [String] {
    var names = [release]
    let (product, version) = parts(of: release)
    let plain = version.split(separator: "+", maxSplits: 1).first.map(String.init) ?? version
    for version in plain == version ? [version] : [version, plain] {
      let bare =
        version.hasPrefix("v") && version.dropFirst().first?.isNumber == true ? String(version.dropFirst()) : version
      if let product {
        for joint in ["@", "-", "/", "_"] { names += [product + joint + version, product + joint + "v" + bare] }
      }
      names += [version, "v" + bare, bare, "release-" + bare, "release/" + bare, "release-v" + bare]
    }
    var seen: Set<String> = []
    return names.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The id of a commit that a release says, or its beginning of at least seven digits.
  package static func commit(in release: String) -> String? {
    let (_, version) = parts(of: release)
    for text in [release, version] where (7...40).contains(text.utf8.count) && text.utf8.allSatisfy(\.isHexDigit) {
      // Seven digits or more without a letter are rather a date or a count.
      if text.utf8.count == 40 || text.utf8.contains(where: \.isASCIILetter) { return text.lowercased() }
    }
    return nil
  }

  /// The product and the version of `product@version`.
  private static func parts(of release: String) -> (product: String?, version: String) {
    guard let at = release.lastIndex(of: "@"), at > release.startIndex else { return (nil, release) }
    return (String(release[..<at]), String(release[release.index(after: at)...]))
  }
}
