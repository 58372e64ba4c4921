"""Kills: of a worker and of the database itself, at random moments of settlements of 10,000 trades.

``market`` makes the world and the trades, ``worker`` is the program that is killed, ``jobs`` are
what it is given to do, ``rounds`` kills one and checks what it left.
"""
