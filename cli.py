"""A doorway: `python cli.py search ...` works in a checkout."""

from catalog.commands import main

if __name__ == "__main__":
    main()
