"""Who may sign in, which screens are paired, which settings are in force, who did what."""
