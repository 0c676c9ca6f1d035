"""The wrapper around the dbt project: it starts the server, loads, runs, exports. No rule of the resolution lives here."""
