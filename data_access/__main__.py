"""The command line: `python -m data_access demo | check | refresh`."""
