"""Every stored figure a second way: a platform's raw rows, one by one, in the plainest Python.

Nothing here knows how the store is made: no SQL but `select *`, no import of ours. What the documents leave open is
read in the plainest way and noted where it is read (`OPEN:`).
"""
