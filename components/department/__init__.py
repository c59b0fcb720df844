"""One department: its members, how soon it answers residents, the cases that it has."""
