"""Turns stored rows into what a page says: plain frozen values, ready for a template."""
