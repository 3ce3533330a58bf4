"""legfit: the sport compression sock, sleeve or tights that fits a leg, and why."""

__version__ = "0.1.0"
