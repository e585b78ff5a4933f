"""`python -m tests.mutation`: how many mistakes in the policy and its guards the tests notice."""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import django

from tests.mutation.mutants import Mutant
from tests.mutation.running import (
    CONFIRMATION,
    MATRIX,
    QUICK,
    all_mutants,
    copied,
    is_killed,
    passes,
)

ENOUGH = 0.95


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    with ExitStack() as open_copies:
        folders = [open_copies.enter_context(copied()) for _ in range(os.cpu_count() or 1)]
        if not all(passes(folder, *QUICK, CONFIRMATION, MATRIX) for folder in folders):
            sys.stdout.write("The tests fail without any mistake: nothing can be told.\n")
            return 1
        chosen = all_mutants(folders[0])
        words = sys.argv[1:] or [""]
        chosen = [one for one in chosen if any(word in str(one) for word in words)]
        survivors = []
        for number, (mutant, killed) in enumerate(judged(chosen, folders), 1):
            said = "killed" if killed else "SURVIVED"
            survivors += [] if killed else [mutant]
            sys.stdout.write(f"{number}/{len(chosen)} {said}: {mutant}\n")
            sys.stdout.flush()
    share = 1 - len(survivors) / len(chosen) if chosen else 0
    sys.stdout.write(f"\n{len(chosen)} mutants, {len(survivors)} survived, {share:.1%} killed\n")
    sys.stdout.writelines(f"survived: {mutant}\n" for mutant in survivors)
    return 0 if share >= ENOUGH else 1


def judged(chosen: Sequence[Mutant], folders: Sequence[Path]) -> Iterator[tuple[Mutant, bool]]:
    """Each with whether it was killed, in their order: as many at a time as there are copies."""
    free: SimpleQueue[Path] = SimpleQueue()
    for folder in folders:
        free.put(folder)

    def is_one_killed(mutant: Mutant) -> bool:
        folder = free.get()
        try:
            return is_killed(folder, mutant)
        finally:
            free.put(folder)

    with ThreadPoolExecutor(len(folders)) as pool:
        yield from zip(chosen, pool.map(is_one_killed, chosen), strict=True)


if __name__ == "__main__":
    sys.exit(main())
