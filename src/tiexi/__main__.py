"""`python -m tiexi` is `tiexi`."""

from tiexi.cli import main

main()
