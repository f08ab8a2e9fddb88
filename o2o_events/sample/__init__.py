"""The sample project: the three events of SME 02 2015 with illustrative people."""
