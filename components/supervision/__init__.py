"""Supervision: the slips that the rule proposes, those that were issued, and how one of them went."""
