"""`python -m bylint`."""

from bylint.cli import main

main(prog_name="bylint")
