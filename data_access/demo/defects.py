"""Defects planted on purpose, a known number of each: what a platform's rows really look like."""

PLANTED = {}


def plant(connection, town):
    pass
