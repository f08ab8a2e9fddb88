"""The programme's texts are read by the same rules as the registers'."""

from o2o_events.registers.texts import LONGEST_LINE, LONGEST_TEXT, read_line, read_text, with_text

__all__ = ["LONGEST_LINE", "LONGEST_TEXT", "read_line", "read_text", "with_text"]
