"""What pages look like and do in Chromium, and what tidy and axe say of them."""
from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

WIDTHS = (360, 800, 1400)
# What Blink calls the preferred colour scheme.
SCHEMES = {"dark": 0, "light": 1}
# What axe tells of that a site must not have.
SERIOUS = {"serious", "critical"}


def chromium(*options: object) -> str:
    """Starts Chromium without a window; what it prints."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *options]
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def colours(scheme: str) -> str:
    """The option that prefers light or dark."""
    return f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"


def tidy(page: Path) -> list[str]:
    """What tidy warns of, but for attributes that are younger than it: those of WAI-ARIA 1.1, and `loading` of images."""
    lines = subprocess.run(["tidy", "-q", "-e", page], capture_output=True, text=True).stderr.splitlines()
    young = ['proprietary attribute "aria-current"', '<img> proprietary attribute "loading"']
    return [line for line in lines if not any(text in line for text in young)]


def pictures(address: str, folder: Path, name: str, height: int = 1200) -> None:
    """Pictures of a page at each width, light and dark."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            picture = folder / f"{name}-{width}-{scheme}.png"
            chromium(colours(scheme), f"--window-size={width},{height}", "--virtual-time-budget=5000",
                     f"--screenshot={picture}", address)


def sideways(page: Path) -> list[str]:
    """Whether a page scrolls to the side in a window of 360 pixels."""
    frame = page.with_name(f".{page.name}-frame.html")
    frame.write_text(
        f'<iframe id="f" src="{page.name}" style="width:360px;height:800px;border:0"></iframe><pre id="o"></pre>'
        "<script>f.onload = () => { let d = f.contentDocument.documentElement;"
        "o.textContent = d.scrollWidth - d.clientWidth + ' too wide' }</script>")
    shown = chromium("--allow-file-access-from-files", "--virtual-time-budget=5000", "--dump-dom", frame.as_uri())
    frame.unlink()
    return [] if "0 too wide" in re.findall(r"-?\d+ too wide", shown) else ["it scrolls to the side at 360 pixels"]


def without_policy(page: Path, *scripts: str) -> Path:
    """A copy of a page beside it in which these scripts run."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
    copy = page.with_name(f".{page.name}-copy.html")
    copy.write_text(text.replace("</body>", "".join(f"<script>{script}</script>" for script in scripts) + "</body>"))
    return copy


def axe(page: Path, script: Path, scheme: str) -> list[str]:
    """The rules of axe that a page breaks in earnest."""
    run = ('axe.run().then(r => { let p = document.createElement("pre"); p.id = "axe-says";'
           "p.textContent = JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html).slice(0, 2)]));"
           "document.body.appendChild(p) })")
    copy = without_policy(page, script.read_text(), run)
    shown = chromium(colours(scheme), "--window-size=1000,1200", "--virtual-time-budget=20000", "--dump-dom", copy.as_uri())
    copy.unlink()
    found = re.search(r'<pre id="axe-says">(.*?)</pre>', shown, re.S)
    if not found:
        return [f"axe says nothing in {scheme}"]
    return [f"axe, {scheme}: {impact} {rule} at {nodes}"
            for impact, rule, nodes in json.loads(html.unescape(found[1])) if impact in SERIOUS]


def canary(page: Path) -> list[str]:
    """Whether a text of a page runs, even where the page forbids nothing.

    The payloads of the hostile tracker call `alert`, which writes here instead.
    """
    watch = "document.title = 'silent'"
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
    copy = page.with_name(f".{page.name}-canary.html")
    copy.write_text(text.replace("<head>", "<head><script>window.alert = () => { document.documentElement.id = 'sang' }</script>")
                    .replace("</body>", f"<script>{watch}; document.querySelectorAll('*').forEach(e => "
                             "{ e.dispatchEvent(new Event('mouseover')); e.dispatchEvent(new Event('load')) })</script></body>"))
    shown = chromium("--virtual-time-budget=3000", "--dump-dom", copy.as_uri())
    copy.unlink()
    faults = [] if "<title>silent</title>" in shown else ["the canary never woke up"]
    return faults + (["the canary sang"] if 'id="sang"' in shown else [])


def search(page: Path, words: str) -> int:
    """How many hits the search of a site has, with its own policy."""
    shown = chromium("--virtual-time-budget=5000", "--dump-dom", page.as_uri() + "#" + words)
    found = re.search(r'id="count"[^>]*>(\d+) hit', shown)
    return int(found[1]) if found else 0


def axe_script() -> Path:
    """Where the package of axe keeps its script."""
    import axe_playwright_python
    return Path(axe_playwright_python.__file__).with_name("axe.min.js")

