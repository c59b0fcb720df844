"""The guide for officials, a sheet a role: the project's own document in the dashboard's look."""
