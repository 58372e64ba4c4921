"""How fast the bureau's pages of cases are over a large registry: 10,000 projects, 100,000 cases of a kind
like a report, a million events.

``world`` makes them, ``client`` asks for the pages as the people who use them, ``run`` tells the whole.
"""
