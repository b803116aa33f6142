using System.Collections.Immutable;

namespace FieldOps.Domain.Assets;

/// <summary>Distances on the earth taken as a ball: right to 0.6 % of the length, everywhere, poles included.</summary>
public static class GeoDistance
{
    // Mean radius of the earth (IUGG), metres.
    private const double RadiusMetres = 6_371_008.8;

    private const double RadiansPerDegree = Math.PI / 180;

    /// <summary>Length of the great circle between two points.</summary>
    /// <returns>Metres, 0 or more.</returns>
    public static double Metres(GeoPoint one, GeoPoint other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return RadiusMetres * Angle(Direction.Of(one), Direction.Of(other));
    }

    /// <summary>Distance to the nearest point of a route, not only to the points that it is told by.</summary>
    /// <param name="point">From where.</param>
    /// <param name="route">1 or more points, joined in order by great circles.</param>
    /// <returns>Metres, 0 or more.</returns>
    public static double MetresToRoute(GeoPoint point, ImmutableArray<GeoPoint> route)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (route.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A route has one point at least.", nameof(route));
        }

        var at = Direction.Of(point);
        var nearest = Angle(at, Direction.Of(route[0]));
        for (var i = 1; i < route.Length; i++)
        {
            nearest = Math.Min(nearest, AngleToSpan(at, Direction.Of(route[i - 1]), Direction.Of(route[i])));
        }

        return RadiusMetres * nearest;
    }

    private static double AngleToSpan(Direction at, Direction from, Direction to)
    {
        var ends = Math.Min(Angle(at, from), Angle(at, to));
        var normal = from.Cross(to);
        var length = normal.Length;
        if (length == 0)
        {
            return ends;
        }

        // The foot of the perpendicular lies on the span when it is past its begin and before its end.
        var height = at.Dot(normal) / length;
        var isBeside = from.Cross(at).Dot(normal) > 0 && at.Cross(to).Dot(normal) > 0;
        return isBeside ? Math.Min(ends, Math.Asin(Math.Min(1, Math.Abs(height)))) : ends;
    }

    // Right for the smallest and the largest angles, where the arc cosine of a product is not.
    private static double Angle(Direction one, Direction other) =>
        Math.Atan2(one.Cross(other).Length, one.Dot(other));

    private readonly record struct Direction(double X, double Y, double Z)
    {
        public double Length => Math.Sqrt(Dot(this));

        public static Direction Of(GeoPoint point)
        {
            var (sinLatitude, cosLatitude) = Math.SinCos(point.Latitude * RadiansPerDegree);
            var (sinLongitude, cosLongitude) = Math.SinCos(point.Longitude * RadiansPerDegree);
            return new Direction(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
        }

        public double Dot(Direction other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

        public Direction Cross(Direction other) => new(
            (Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
    }
}
