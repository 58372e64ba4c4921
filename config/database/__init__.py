"""The database as the project meets it: an embedded PostgreSQL by default, or any server by URL.

``embedded`` starts, finds and stops the server of this checkout; ``external`` prepares a server
named by ``DATABASE_URL``; ``access`` says how to connect as which role. Nothing here is imported
for its side effects, and nothing here starts a server from a settings module.
"""
