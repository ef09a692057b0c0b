"""How and when the assets run. Import the modules directly; nothing happens on import of this one."""
