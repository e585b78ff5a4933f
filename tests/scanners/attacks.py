"""Both scanners over the pages and forms of one person, who must still be in after each."""

import re
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests.deployed.stack import Stack
from tests.deployed.visits import HIDDEN, Visitor
from tests.scanners import tools
from tests.scanners.people import is_in
from tests.scanners.targets import TOKEN, Page, Target, by_page, place

# A scanner waits for each answer before it asks on.
AT_ONCE = 4
COMPARED = "SQL Injection"
"""Told from how answers differ. Others that post meanwhile change them, too, so what is found
beside others is tried again alone, and counts when it is found then."""


@dataclass(frozen=True)
class Attack:
    """`spared`: fields of a target that need no trial of their own; `ends`: paths to stay away
    from; `last`: those to come to last; `endpoint`: where a server that opens what it is told to
    would come to; `doubted`: what is to be tried again alone."""

    stack: Stack
    folder: Path
    who: str
    visitor: Visitor
    endpoint: str
    spared: dict[Target, set[str]]
    ends: Sequence[str]
    last: re.Pattern[str]
    doubted: list[Callable[[], list[str]]] = field(default_factory=list)

    def all(self, pages: list[Page], targets: list[Target]) -> list[str]:
        """What brings a version further comes last, one after the other."""
        firm = [target for target in targets if not self.last.search(target.url)]
        moving = [target for target in targets if self.last.search(target.url)]
        found = self.at_once(AT_ONCE, pages, firm) + self.at_once(1, pages, moving)
        return found + [complaint for again in self.doubted for complaint in again()]

    def at_once(self, number: int, pages: list[Page], targets: list[Target]) -> list[str]:
        """Page by page and form by form, this many of them at a time."""
        works = [
            partial(self.by_wapiti, address, others, targets, *way)
            for way in ((tools.MODULES, self.spared), (tools.COSTLY, but_first(self.spared)))
            for address, others in by_page(pages, targets)
        ]
        works += [partial(self.by_sqlmap, target) for target in targets]
        with ThreadPoolExecutor(number) as pool:
            done = [pool.submit(work) for work in works]
        return [complaint for each in done for complaint in each.result()]

    def by_wapiti(
        self,
        address: str,
        others: Sequence[str],
        targets: list[Target],
        modules: str,
        spared: dict[Target, set[str]],
        alone: bool = False,
    ) -> list[str]:
        """What it found on one page: with all of them in one run, a page with many fields takes
        the time of the others."""
        here = [target for target in targets if target.page == address]
        names = {name for target in here for name in target.names}
        run = tools.wapiti(
            self.stack.url,
            Path(tempfile.mkdtemp(dir=self.folder)) / "report.json",
            cookies=self.visitor.cookies,
            start=[address.removeprefix(self.stack.url)],
            modules=modules,
            endpoint=self.endpoint,
            avoid=[*self.ends, *others],
            spare=names.intersection(*(spared[target] for target in here)),
            depth=1,
        )
        said = f"wapiti{' alone' * alone}, {self.who}: {place(address)}"
        cut = [f"{said}: {module} cut short" for module in run.cut_short]
        self.say(f"{said}: {run.found or 'nothing'}", cut)
        if not alone and run.found.pop(COMPARED, []):
            again = partial(self.by_wapiti, address, others, targets, "sql", spared, alone=True)
            self.doubted.append(again)
        found = [f"{said}, {kind}: {each}" for kind, places in run.found.items() for each in places]
        return [*found, *cut, *self.put_out(said)]

    def by_sqlmap(self, target: Target, alone: bool = False) -> list[str]:
        found = tools.sqlmap(
            target,
            Path(tempfile.mkdtemp(dir=self.folder)),
            cookies=self.visitor.cookies,
            dbms="postgresql",
            spare=self.spared[target],
        )
        said = f"sqlmap{' alone' * alone}, {self.who}: {target}"
        self.say(f"{said}: {found or 'nothing'}")
        if found and not alone:
            self.doubted.append(partial(self.by_sqlmap, target, alone=True))
            found = []
        return [*(f"{said}: {each}" for each in found), *self.put_out(said)]

    def put_out(self, after: str) -> Iterator[str]:
        """What was tried as somebody who is signed out says nothing."""
        if not is_in(self.visitor, self.who):
            yield f"{after}: {self.who} was signed out in between"

    def say(self, text: str, more: Sequence[str] = ()) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in (text, *more)))
        sys.stdout.flush()


def but_first(spared: dict[Target, set[str]]) -> dict[Target, set[str]]:
    """All but the first field of each form that is to be tried."""
    return {
        target: {*target.names} - {*sorted({*target.names} - names)[:1]}
        for target, names in spared.items()
    }


def press(visitor: Visitor, pages: list[Page], *, avoid: re.Pattern[str]) -> None:
    """Each kind of button that stands alone once: there is no field to try."""
    buttons = {
        place(target.url): target
        for page in pages
        for target in page.targets
        if target.method == "POST"
        and not target.names
        and not avoid.search(urlsplit(target.url).path)
    }
    for button in buttons.values():
        if token := HIDDEN.search(visitor.get(button.page).text):
            body = urllib.parse.urlencode({TOKEN: token[1]}).encode()
            visitor.ask(urllib.request.Request(button.url, body, {"Referer": button.page}))  # noqa: S310
