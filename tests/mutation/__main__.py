"""`python -m tests.mutation`: how many mistakes in the policy and its guards the tests notice."""

import os
import sys

import django

from tests.mutation.running import MATRIX, QUICK, all_mutants, copied, is_killed, passes

ENOUGH = 0.95


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    with copied() as folder:
        if not passes(folder, *QUICK, MATRIX):
            sys.stdout.write("The tests fail without any mistake: nothing can be told.\n")
            return 1
        chosen = [one for one in all_mutants(folder) if not sys.argv[1:] or sys.argv[1] in str(one)]
        survivors = []
        for number, mutant in enumerate(chosen, 1):
            said = "killed"
            if not is_killed(folder, mutant):
                survivors.append(mutant)
                said = "SURVIVED"
            sys.stdout.write(f"{number}/{len(chosen)} {said}: {mutant}\n")
            sys.stdout.flush()
    share = 1 - len(survivors) / len(chosen) if chosen else 0
    sys.stdout.write(f"\n{len(chosen)} mutants, {len(survivors)} survived, {share:.1%} killed\n")
    sys.stdout.writelines(f"survived: {mutant}\n" for mutant in survivors)
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
