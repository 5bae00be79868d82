/// How pages look: the system's own letters, colours that keep their contrast in light and dark (WCAG 2.2, 1.4.3), one
/// column that fits any width.
enum PageStyle {
  static let sheet = """
    :root { --text: #1c1f23; --soft: #59626c; --ground: #ffffff; --line: #d5dae0; --link: #0b57a4; --bar: #4a7fb5; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e3e6ea; --soft: #a0a9b3; --ground: #15181c; --line: #343b43; --link: #82b7ef; --bar: #6f9fd0; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
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
    @media print {
      main { max-width: none; padding: 0; }
      a { color: inherit; text-decoration: none; }
      li, dt { break-inside: avoid; }
    }

    """
}
