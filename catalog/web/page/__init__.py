"""The page for runners: its form, what it shows, and the drawing of the leg. Start reading at `form.py`."""
