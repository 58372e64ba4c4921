"""Rules about projects and reduction reports: pure functions, one rule each, no database, no clock, no
number of a rule (they come in as arguments, from the rulebook).

A function named ``check_…`` answers with all its objections at once, an empty list when there is none:
a review page shows the list, a service refuses by :func:`registry.projects.rules.objections.refuse_any`.
"""
