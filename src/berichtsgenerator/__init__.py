"""From statistical source tables to accessible official reports.

The way of the data is the list of rooms: ``reading`` → ``indicators`` → ``register`` ⇄ ``disclosure`` → ``plan`` →
``document`` → ``charts`` + ``typesetting`` → ``pdf``; ``build`` runs it, ``cli`` is its face.
"""

__version__ = "0.1.0"
