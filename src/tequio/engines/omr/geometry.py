"""Plane to plane: the homography between a sheet (millimetres) and its photo (pixels).

Least squares over point pairs by the normalised direct linear transform, and how far a predicted point may be off
by propagation of the pairs' own errors. Source: R. Hartley and A. Zisserman, *Multiple View Geometry in Computer
Vision*, 2nd ed. (2004), algorithm 4.2 and section 5.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Points = NDArray[np.float64]  # n rows of x, y


class NoHomography(ValueError):
    """The pairs do not fix a homography: fewer than four, or too many in one line."""


@dataclass(frozen=True, eq=False)
class Homography:
    """A projective map of the plane; `matrix` is 3 by 3, up to scale."""

    matrix: Matrix

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]]) -> "Homography":
        return cls(np.array(rows, dtype=np.float64))

    def apply(self, points: Points) -> Points:
        """Where the points (n, 2) go. A point on the vanishing line gives infinity."""
        lifted = np.column_stack([points, np.ones(len(points))]) @ self.matrix.T
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(lifted[:, :2] / lifted[:, 2:], dtype=np.float64)

    def inverse(self) -> "Homography":
        return Homography(np.asarray(np.linalg.inv(self.matrix), dtype=np.float64))

    def after(self, first: "Homography") -> "Homography":
        """This map of what `first` gives."""
        return Homography(self.matrix @ first.matrix)

    def scale_at(self, point: Points) -> float:
        """How many units of the target one unit of the source is, near `point` (1, 2), from areas."""
        (a, b), (c, d) = self._slopes(point)[0]
        return float(np.sqrt(abs(a * d - b * c)))

    def _slopes(self, points: Points) -> NDArray[np.float64]:
        """Derivatives of the target by the source: (n, 2, 2)."""
        h = self.matrix
        w = points @ h[2, :2] + h[2, 2]
        goal = self.apply(points)
        return np.asarray((h[None, :2, :2] - goal[:, :, None] * h[None, None, 2, :2]) / w[:, None, None])


def fit(source: Points, target: Points, sigma: NDArray[np.float64]) -> Homography:
    """The homography that takes `source` to `target` best; `sigma` is the error of each target point.

    Raises NoHomography.
    """
    if len(source) < 4:
        raise NoHomography
    to_unit, from_unit = _normaliser(source), _normaliser(target)
    ours, theirs = Homography(to_unit).apply(source), Homography(from_unit).apply(target)
    rows = []
    for (x, y), (u, v), weight in zip(ours, theirs, sigma.min() / sigma, strict=True):
        rows.append(weight * np.array([-x, -y, -1, 0, 0, 0, u * x, u * y, u]))
        rows.append(weight * np.array([0, 0, 0, -x, -y, -1, v * x, v * y, v]))
    _, sizes, directions = np.linalg.svd(np.array(rows))
    if sizes[7] < 1e-9 * sizes[0]:
        raise NoHomography
    matrix = np.linalg.inv(from_unit) @ directions[-1].reshape(3, 3) @ to_unit
    if abs(np.linalg.det(matrix)) < 1e-12 * np.linalg.norm(matrix) ** 3:
        raise NoHomography
    return Homography(matrix / matrix[2, 2] if abs(matrix[2, 2]) > 1e-12 else matrix)


def spread(found: Homography, source: Points, sigma: NDArray[np.float64], asked: Points) -> NDArray[np.float64]:
    """Standard error, in target units, of where `asked` goes; `found` was fitted to `source` with errors `sigma`."""
    centre = _normaliser(source)
    unit = Homography(found.matrix @ np.linalg.inv(centre))
    rows = _by_parameters(unit, Homography(centre).apply(source)) / sigma[:, None, None]
    flat = rows.reshape(-1, 8)
    covariance = np.linalg.pinv(flat.T @ flat)
    there = _by_parameters(unit, Homography(centre).apply(asked))
    return np.asarray(np.sqrt(np.einsum("nij,jk,nik->n", there, covariance, there)))


def corners(x: float, y: float, width: float, height: float) -> Points:
    """A rectangle's corners from the top left, clockwise."""
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], dtype=np.float64)


def _by_parameters(found: Homography, points: Points) -> NDArray[np.float64]:
    """Derivatives of the target by the first eight entries of the matrix: (n, 2, 8)."""
    x, y = points[:, 0], points[:, 1]
    h = found.matrix / found.matrix[2, 2]
    w = points @ h[2, :2] + 1
    u, v = found.apply(points).T
    one, zero = np.ones_like(x), np.zeros_like(x)
    first = np.stack([x, y, one, zero, zero, zero, -u * x, -u * y], axis=1)
    second = np.stack([zero, zero, zero, x, y, one, -v * x, -v * y], axis=1)
    return np.asarray(np.stack([first, second], axis=1) / w[:, None, None])


def _normaliser(points: Points) -> Matrix:
    """Moves the points' centre to the origin and their mean distance from it to the root of two."""
    middle = points.mean(axis=0)
    distance = float(np.linalg.norm(points - middle, axis=1).mean())
    if not np.isfinite(distance) or distance < 1e-9:
        raise NoHomography
    factor = np.sqrt(2) / distance
    return np.array([[factor, 0, -factor * middle[0]], [0, factor, -factor * middle[1]], [0, 0, 1]])
