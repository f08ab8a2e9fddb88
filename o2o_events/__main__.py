"""``python -m o2o_events``: the command line alone."""

from o2o_events.cli.main import main

if __name__ == "__main__":
    main()
