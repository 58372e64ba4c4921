"""Statements (对账单): what an account had, what came and went, what it has then, over a period."""
