"""Measures legfit beside the floor of the machine it runs on: `make bench`, `make soak`."""
