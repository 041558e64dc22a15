"""The frame of a page: from the page's own coordinates to hundredths of a point from the top left, as displayed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in its own coordinates, and by how many quarter turns it is displayed."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as displayed."""
        width, height = round((self.right - self.left) * 100), round((self.top - self.bottom) * 100)
        return (height, width) if self.turns % 2 else (width, height)

    @property
    def course(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Distances from the left and from the top, each as a·x + b·y + c of the page's own coordinates."""
        match self.turns % 4:
            case 0:
                return (100, 0, -100 * self.left), (0, -100, 100 * self.top)
            case 1:
                return (0, 100, -100 * self.bottom), (100, 0, -100 * self.left)
            case 2:
                return (-100, 0, 100 * self.right), (0, 100, -100 * self.bottom)
            case _:
                return (0, -100, 100 * self.top), (-100, 0, 100 * self.right)

    def turned(self, turns: int) -> Frame:
        """The frame for text that runs at so many quarter turns, so that it reads from left to right."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.turns + turns) % 4)
