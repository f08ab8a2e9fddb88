"""The feedback pages on the venue's network: nothing else of the project is served."""
