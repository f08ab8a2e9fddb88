"""The desk window: asks the core, shows what it says."""
