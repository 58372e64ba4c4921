"""A checked methodology and inputs → exact values and their trace."""
