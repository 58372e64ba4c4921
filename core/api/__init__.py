"""What every address under /api/v1 shares: problems, paging, rendering, the base of the views.

Nothing here knows a word of the domain, nor who is calling.
"""
