"""The programme: planning it, checking it, running it, and its formats."""
