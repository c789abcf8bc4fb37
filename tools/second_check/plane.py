"""Polygons."""


def hull(points):
    """Corners counterclockwise from the leftmost."""
    points = sorted(set(map(tuple, points)))
    if len(points) < 3:
        return points
    corners = []
    for chain in (points, points[::-1]):
        start = len(corners)
        for p in chain:
            while len(corners) > start + 1:
                a, b = corners[-2], corners[-1]
                if (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0:
                    break
                corners.pop()
            corners.append(p)
        corners.pop()
    return corners


def clip(polygon, normal, level):
    """What of a polygon has normal . x <= level."""
    return hull(cut(polygon, normal, level))


def cut(polygon, normal, level):
    """The same in the order of the polygon; a corner may come twice."""
    over = [normal[0] * p[0] + normal[1] * p[1] - level for p in polygon]
    result = []
    for k, p in enumerate(polygon):
        following = (k + 1) % len(polygon)
        if over[k] <= 0:
            result.append(p)
        if over[k] * over[following] < 0:
            share, q = over[k] / (over[k] - over[following]), polygon[following]
            result.append((p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])))
    return result


def below_levels(directions, levels):
    """The part of the plane below the levels of a proof, whose first four directions are the axes."""
    if levels[0] < -levels[1] or levels[2] < -levels[3]:
        return []
    polygon = hull([(x, y) for x in (-levels[1], levels[0]) for y in (-levels[3], levels[2])])
    for h, level in zip(directions[4:], levels[4:]):
        polygon = clip(polygon, h, level)
    return polygon


class Surely:
    """Which payoffs are in the hull of points (value, radius), wherever within their radii these are?"""

    def __init__(self, points):
        self.quadrants = [(a, b, hull([(v[0] - a * r[0], v[1] - b * r[1]) for v, r in points]))
                          for a in (1, -1) for b in (1, -1)]

    def inside(self, x):
        return all(x in least or cut(cut(least, (-a, 0), -a * x[0]), (0, -b), -b * x[1])
                   for a, b, least in self.quadrants)
