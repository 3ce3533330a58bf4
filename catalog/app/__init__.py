"""What every door calls: open the catalog, load brand files, review, check the installation, read the settings.

Doors go no further than this room and what it hands out. Start reading at `catalog.py`.
"""
