"""`python -m catalog search ...` is `legfit search ...`, where the program is not on the path."""

from .commands import main

if __name__ == "__main__":
    main()
