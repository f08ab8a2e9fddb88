"""Full-screen windows for a second monitor: the foyer, a room's door, the presenter's timer."""
