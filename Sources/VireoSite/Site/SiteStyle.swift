import Vireo

/// How the pages of a site look: one accent colour, states by shape as well as by colour, dense lists and generous
/// texts, in light and dark, on any width and on paper.
enum SiteStyle {
  /// The style sheet, with the colours of the project's labels.
  static func sheet(_ config: Config, _ theme: SiteTheme) -> String {
    let labels = config.labels.compactMap { label in
      label.colour.flatMap { isColour($0) ? ".\(name(ofLabel: label.name, config)) { --label: \($0); }\n" : nil }
    }
    return theme.style + (theme.style.hasSuffix("\n") ? "" : "\n") + labels.joined()
  }

  /// The class of a label; one without a colour has none of its own.
  static func name(ofLabel label: String, _ config: Config) -> String {
    config.labels.firstIndex { $0.name == label && $0.colour != nil }.map { "label-\($0)" } ?? "plain"
  }

  private static func isColour(_ text: String) -> Bool {
    text.hasPrefix("#") && [4, 7].contains(text.utf8.count) && text.dropFirst().utf8.allSatisfy(\.isHexDigit)
  }

  static let sheet = """
    :root { --open: #1a7f37; --closed: #7a3fb8; --panel: #f5f7f9; }
    @media (prefers-color-scheme: dark) { :root { --open: #57c673; --closed: #c39bf0; --panel: #1d2126; } }
    body { display: flex; flex-direction: column; min-height: 100vh; }
    a { text-decoration: underline; text-underline-offset: .15em;
      text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); }
    a:hover { text-decoration-color: currentColor; }
    nav a:not(.toc a), a.title, a.label, a.project, .ways a, .related a { text-decoration: none; }
    a.title:hover, .ways a:hover, .related a:hover { text-decoration: underline; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    .skip { position: absolute; left: -999rem; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .25rem .5rem; }
    header.site { border-bottom: 1px solid var(--line); }
    header.site > div { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding: .75rem 1rem;
      max-width: 72rem; margin: 0 auto; }
    header.site .project { font-weight: 700; color: var(--text); }
    header.site ul, .parts { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0;
      padding: 0; }
    header.site nav a { color: var(--soft); padding: .15rem 0; display: inline-block; }
    header.site nav a[aria-current] { color: var(--text); box-shadow: 0 2px 0 var(--link); }
    main { width: 100%; max-width: 72rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; flex: 1; }
    main > h1:first-child { margin-top: .5rem; }
    footer.site { padding: 1rem; color: var(--soft); font-size: .85rem; text-align: center; }
    h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -.01em; margin: .5rem 0; text-wrap: balance; }
    h1 .number { color: var(--soft); font-weight: 400; }
    .facts, .none { color: var(--soft); font-size: .9rem; margin: .15rem 0; }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem 2.5rem; }
    @media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr) 17rem; } }
    aside h2 { font-size: .85rem; border: 0; margin: 1rem 0 .25rem; color: var(--soft); font-weight: 600; }
    aside ul { list-style: none; margin: 0; padding: 0; font-size: .9rem; }
    aside .events { font-size: .9rem; }
    aside .events > li { padding-left: 0; }
    aside .progress { margin: .5rem 0 .15rem; }
    aside .events .time { position: static; }
    aside dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .15rem .75rem; margin: 0;
      font-size: .9rem; }
    aside dt { color: var(--soft); font-weight: 400; margin: 0; }
    aside dd { margin: 0; }
    .ways li { display: flex; justify-content: space-between; gap: .5rem; padding: .1rem 0; }
    .count { color: var(--soft); font-variant-numeric: tabular-nums; }
    .issues { list-style: none; margin: .5rem 0; padding: 0; }
    .issues > li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); padding: .45rem 0;
      border-bottom: 1px solid var(--line); }
    .issues .title { color: var(--text); font-weight: 600; }
    .issues .closed .title { font-weight: 400; }
    .mark { font-weight: 700; }
    .mark.open { color: var(--open); }
    .mark.closed { color: var(--closed); }
    .issue > header { margin-bottom: 1.25rem; }
    .state { border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .6rem; font-weight: 600; }
    .state.open { color: var(--open); }
    .state.closed { color: var(--closed); }
    .label { display: inline-block; font-size: .8rem; line-height: 1.4; padding: 0 .5rem; border-radius: 1rem;
      color: var(--text); background: var(--panel); border: 1px solid var(--label, var(--line)); }
    .label[class*="label-"]::before { content: "●"; color: var(--label); margin-right: .3rem; }
    .text { line-height: 1.6; max-width: 46rem; }
    .text > :first-child { margin-top: 0; }
    .text h1 { font-size: 1.5rem; } .text h2 { font-size: 1.25rem; } .text h3 { font-size: 1.1rem; }
    .text h2, .text h3, .text h4 { line-height: 1.3; margin: 1.75rem 0 .5rem; border: 0; }
    .text pre { background: var(--panel); padding: .75rem 1rem; border-radius: .4rem; overflow-x: auto;
      line-height: 1.45; }
    .text code { background: var(--panel); padding: .1em .3em; border-radius: .25rem; }
    .text pre code { padding: 0; background: none; overflow-wrap: normal; }
    .text blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 3px solid var(--line); color: var(--soft); }
    .text img { max-width: 100%; height: auto; }
    .text .table { overflow-x: auto; }
    .text th, .text td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; }
    .text th { font-weight: 600; } .text .right { text-align: right; } .text .center { text-align: center; }
    .text hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
    .text li > p { margin: .25rem 0; }
    .text a.closed { text-decoration: line-through; }
    .missing { color: var(--warn); border-bottom: 1px dashed currentColor; }
    .problem { color: var(--warn); border-left: 3px solid currentColor; padding-left: .75rem; }
    .excess, .html { white-space: pre-wrap; }
    .comment { border-top: 1px solid var(--line); padding: .75rem 0; }
    .comment > header { color: var(--soft); font-size: .9rem; margin-bottom: .35rem; }
    .comment > header b { color: var(--text); }
    .comment > header a { color: inherit; }
    .comment:target { box-shadow: -4px 0 0 var(--link); padding-left: .75rem; }
    .attachments { list-style: none; display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; }
    .attachments img { display: block; max-width: 16rem; max-height: 10rem; border: 1px solid var(--line);
      border-radius: .3rem; }
    .history { list-style: none; padding: 0; font-size: .9rem; color: var(--soft); }
    .history > li { padding: .15rem 0; }
    .history b { color: var(--text); font-weight: 600; }
    .history ul { margin: 0; padding-left: 1.25rem; list-style: none; }
    .release { border: 1px solid var(--line); border-radius: .3rem; padding: 0 .35rem; font-size: .8rem; }
    .toc { list-style: none; margin: 1rem 0; padding: .25rem 0 .25rem 1rem; border-left: 3px solid var(--line); }
    .toc .level-3 { padding-left: 1rem; } .toc .level-4 { padding-left: 2rem; }
    .toc .level-5, .toc .level-6 { padding-left: 3rem; }
    .pages { padding-left: 1.25rem; }
    .pages li { padding: .1rem 0; }
    input[type="search"] { display: block; width: 100%; max-width: 30rem; font: inherit; color: inherit;
      padding: .5rem .75rem; margin: .35rem 0; background: var(--ground); border: 1px solid var(--soft);
      border-radius: .4rem; }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
    @media print {
      header.site, footer.site, nav, .skip { display: none; }
      main { max-width: none; padding: 0; }
      .columns { display: block; }
      .text pre { white-space: pre-wrap; }
    }

    """
}
