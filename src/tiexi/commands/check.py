"""`tiexi check`: everything that is wrong, in one pass, without loading the engine."""

from __future__ import annotations

import json as json_text

from tiexi.cli import DONE, WRONG


def check(target: str, /, *, json: bool = False) -> int:
    """Say everything that is wrong with a region folder or a policy file, as file:line:column: error: ...

    Parameters
    ----------
    target
        A shipped region, a folder of tables, or a policy file (*.toml).
    json
        Print the problems as JSON alone on stdout.
    """
    from tiexi import region

    problems = region.check(target)
    errors = sum(p.severity == "error" for p in problems)
    if json:
        print(json_text.dumps([p.as_dict() for p in problems], indent=2, ensure_ascii=False))
        return WRONG if errors else DONE
    for problem in problems:
        print(problem.text())
    warnings = len(problems) - errors
    said = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    print(f"{target}: {' and '.join(said) if said else 'nothing is wrong'}")
    return WRONG if errors else DONE
