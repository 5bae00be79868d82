/// What every page that stands alone has around its contents: no scripts, nothing from elsewhere.
enum HTMLPage {
  /// What comes before the contents; the title is their heading too.
  static func opening(title: String) -> String {
    let title = HTMLText.escaped(title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      \(PageStyle.sheet)</style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>

      """
  }

  /// What comes behind the contents.
  static let closing = "</main>\n</body>\n</html>\n"
}
