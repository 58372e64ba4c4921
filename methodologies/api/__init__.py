"""Methodologies to read and to calculate with, over the network; the engine itself knows no Django."""
