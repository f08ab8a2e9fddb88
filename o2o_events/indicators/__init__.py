"""What the project reports: tables and indicators, worked out from facts and registers."""
