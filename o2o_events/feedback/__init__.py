"""Forms, answers and results: what participants say, on a kiosk, a phone or paper."""
