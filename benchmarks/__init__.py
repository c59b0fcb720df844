"""What the dashboard costs a server, a database and a reader: each module here measures one thing."""
