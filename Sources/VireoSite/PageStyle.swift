/// How pages look: the system's own letters, colours that keep their contrast in light and dark (WCAG 2.2, 1.4.3), one
/// column that fits any width.
enum PageStyle {
  /// What the pages that stand alone have.
  static let sheet =
    base + """
      main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; display: flex;
        flex-direction: column; }
      h1 { order: -2; }
      .density { order: -1; }
      @media print { main { max-width: none; padding: 0; } }

      """

  /// What all pages have.
  static let base = """
    :root { --text: #1c1f23; --soft: #59626c; --ground: #ffffff; --line: #d5dae0; --link: #0b57a4; --bar: #4a7fb5;
      --warn: #9a4a00; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e3e6ea; --soft: #a0a9b3; --ground: #15181c; --line: #343b43; --link: #82b7ef; --bar: #6f9fd0;
        --warn: #f0a35a; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.5rem; line-height: 1.2; }
    h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; border-bottom: 1px solid var(--line); }
    a { color: var(--link); }
    code { font-family: ui-monospace, monospace; font-size: .95em; }
    .density { display: block; width: 100%; height: 3rem; border-bottom: 1px solid var(--line); }
    .density rect { fill: var(--bar); }
    .events { list-style: none; margin: 0; padding: 0; }
    .events > li { padding: .25rem 0 .25rem 3.75rem; position: relative; }
    .events .time { position: absolute; left: 0; color: var(--soft); font-variant-numeric: tabular-nums; }
    .events ul { list-style: none; margin: 0; padding: 0; color: var(--soft); font-size: .9rem; }
    .author { font-weight: 600; }
    .what { color: var(--soft); }
    li:target, dt:target { outline: 2px solid var(--link); outline-offset: .15rem; }
    dt { margin-top: .5rem; font-weight: 600; }
    dd { margin: 0 0 0 1rem; font-size: .9rem; }
    h3 { font-size: 1rem; margin: .75rem 0 0; }
    article.milestone { margin-bottom: 2rem; }
    article.milestone p { margin: .25rem 0; }
    article.milestone > ul { margin: .25rem 0; padding-left: 1.25rem; }
    article.milestone h2 .title { font-weight: 400; }
    .warning { color: var(--warn); font-weight: 600; }
    .bar { display: block; width: 100%; height: .5rem; }
    .bar .all { fill: var(--line); }
    .bar .done { fill: var(--bar); }
    .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
    .burn { flex: 1 1 18rem; margin: .5rem 0 0; }
    .burn figcaption { font-weight: 600; font-size: .9rem; }
    .burn svg { display: block; width: 100%; height: auto; }
    .burn text { fill: var(--soft); font: 11px system-ui, sans-serif; }
    .burn polyline, .burn line { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .burn .grid { stroke: var(--line); stroke-width: 1; }
    .burn polyline.all { stroke: var(--soft); }
    .burn polyline.done, .burn polyline.left { stroke: var(--bar); stroke-width: 2; }
    .burn polygon { fill: var(--bar); fill-opacity: .25; }
    .burn .ideal { stroke: var(--soft); stroke-dasharray: 4 3; }
    .burn .due { stroke: var(--warn); }
    .burn .forecast { fill: var(--warn); fill-opacity: .18; }
    article.milestone .key { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0;
      font-size: .85rem; color: var(--soft); }
    .key li::before { content: ""; display: inline-block; width: 1.2rem; height: .6rem; margin-right: .35rem; }
    .key .all::before { border-top: 2px solid var(--soft); height: 0; vertical-align: middle; }
    .key .done::before, .key .left::before { background: var(--bar); opacity: .6; }
    .key .ideal::before { border-top: 2px dashed var(--soft); height: 0; vertical-align: middle; }
    .key .forecast::before { background: var(--warn); opacity: .35; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
    th, td { padding: .1rem .75rem .1rem 0; text-align: right; font-weight: 400; }
    thead th { color: var(--soft); }
    @media print {
      a { color: inherit; text-decoration: none; }
      li, dt { break-inside: avoid; }
    }

    """
}
