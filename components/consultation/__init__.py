"""Small works on their way: stages, flow, what stands still."""
