"""`python -m knowledge_base check [FOLDER]`: prove the articles' structure without the application."""

import sys
from pathlib import Path

from knowledge_base.article import ARTICLES
from knowledge_base.check import check_folder


def main(arguments: list[str]) -> int:
    """Print every problem; 0 if there is none, 1 if there are some, 2 if the call is not understood."""
    if not arguments or arguments[0] != "check" or len(arguments) > 2:
        print("usage: python -m knowledge_base check [FOLDER]", file=sys.stderr)
        return 2
    problems = check_folder(Path(arguments[1]) if len(arguments) == 2 else ARTICLES)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
