"""What is true without a screen: the platform contract, the store, refresh, metrics and queries."""
