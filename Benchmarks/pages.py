"""What sites are held to, beside reading the same files and Fossil's pages."""
from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import fossil
from bars import CAT, Bench, bar, restored, ten_thousand
from files import ISSUES
from measure import BenchmarkError, alternate, median, timed
from rows import Row, pair

MEMORY = 200.0  # MB
TICKETS = 50  # of Fossil's pages that are asked for in a round


@bar("site", ten_thousand)
def site(bench: Bench, size: int) -> Iterator[Row]:
    """A site with nothing kept from before, beside reading all files; and after one issue was edited."""
    tracker = bench.data.tracker(size)
    path = next((tracker.top / ISSUES).glob(f"*/{size // 2}-*.md"))
    text, count = path.read_text(), 0
    with tempfile.TemporaryDirectory() as scratch, restored(tracker) as here:
        new, kept = Path(scratch) / "new", Path(scratch) / "kept"

        def clear() -> None:
            """Leaves no site and no cache."""
            for folder in (new, tracker.cache):
                shutil.rmtree(folder, ignore_errors=True)

        def retitle() -> None:
            """Gives one issue a title that it did not have before."""
            nonlocal count
            count += 1
            path.write_text(text.replace("\ntitle: ", f"\ntitle: Edit {count} of ", 1))

        here.run(bench.ours(["site", kept]))
        runs = alternate(first=here.task(bench.ours(["site", new]), before=clear), cat=here.task(CAT))
        runs |= alternate(
            after=here.task(bench.ours(["site", kept]), before=retitle),
            again=here.task(bench.ours(["site", kept])))
        if f"Edit {count} of " not in (kept / "issues" / f"{size // 2}.html").read_text():
            raise BenchmarkError("the page of the edited issue isn't made again")
        pages = sum(1 for _ in new.rglob("*.html"))
        what = f"`vireo site` of {size:,} issues"
        yield pair(f"{what}, {pages:,} pages, with nothing kept : `find \\| xargs cat` of all {tracker.facts.files:,} files",
                   runs, "first", "cat", 20)
        yield pair(f"{what} after one was edited : with nothing kept", runs, "after", "first", 0.05)
        yield pair(f"{what} again, unchanged : with nothing kept", runs, "again", "first")
        clear()
        peaks = []
        for _ in range(3):
            clear()
            peaks.append(int(here.text([bench.data.program("peak"), *bench.ours(["site", new])]).splitlines()[-1])
                         * 1024 / 1e6)
        yield Row(f"peak of resident memory of {what}, with nothing kept : {MEMORY:.0f} MB", median(peaks), MEMORY, 1,
                  unit="MB", runs={"ours": peaks})
        yield from beside_fossil(bench, size, pages, runs["first"])


def beside_fossil(bench: Bench, size: int, pages: int, first: list[float]) -> Iterator[Row]:
    """Pages per second, beside Fossil's pages of tickets, which are made when they are asked for."""
    repository = bench.data.fossil(size)
    paths = [f"/tktview/{fossil.ticket_id(number)}" for number in range(1, size, size // TICKETS)]
    with fossil.Server(repository) as server:
        theirs = alternate(fossil=timed(lambda: [server.page(path) for path in paths]))["fossil"]
    ours = [taken / pages for taken in first]
    each = [taken / len(paths) for taken in theirs]
    yield Row(f"one page of that site ({1000 / median(ours):,.0f} a second) : Fossil's page of a ticket "
              f"({1000 / median(each):,.0f} a second)", median(ours), median(each), runs={"ours": ours, "fossil": each})
