using System.Collections.Immutable;
using FieldOps.Domain.Assets;

namespace FieldOps.Domain.Tests.Assets;

/// <summary>Distances of evidence (domain reference, section 6.3). A degree of a great circle is 111,195 m.</summary>
public class GeoDistanceTests
{
    private const double DegreeMetres = 111_195;

    private static GeoPoint P(double longitude, double latitude) => new(longitude, latitude);

    [Theory]
    [InlineData(121, 31, 121, 31, 0)]
    [InlineData(121, 31, 121, 32, DegreeMetres)]
    [InlineData(0, 0, 1, 0, DegreeMetres)]
    [InlineData(0, 60, 1, 60, 55_597)]
    [InlineData(0, 89, 180, 89, 2 * DegreeMetres)]
    [InlineData(17, 90, 143, 90, 0)]
    [InlineData(179.5, 0, -179.5, 0, DegreeMetres)]
    [InlineData(0, 0, 180, 0, 180 * DegreeMetres)]
    [InlineData(121.4737, 31.2304, 116.4074, 39.9042, 1_067_000)]
    public void Metres_BetweenTwoPoints(double lon1, double lat1, double lon2, double lat2, double metres)
    {
        GeoDistance.Metres(P(lon1, lat1), P(lon2, lat2)).ShouldBe(metres, Math.Max(1, metres * 0.002));
        GeoDistance.Metres(P(lon2, lat2), P(lon1, lat1)).ShouldBe(metres, Math.Max(1, metres * 0.002));
    }

    [Theory]
    [InlineData(0.5, 0, 0)]
    [InlineData(0.5, 0.003, 333.6)]
    [InlineData(1.002, 0.5, 222.4)]
    [InlineData(-0.01, 0, 1_112)]
    [InlineData(1.01, 1, 1_112)]
    public void MetresToRoute_AreThoseToItsNearestPoint_NotToItsEnds(double lon, double lat, double metres) =>
        GeoDistance.MetresToRoute(P(lon, lat), [P(0, 0), P(1, 0), P(1, 1)]).ShouldBe(metres, 2);

    [Fact]
    public void MetresToRoute_InTheFarNorth_IsTakenOnTheBall()
    {
        // Between two points of one parallel the great circle runs north of it: 60 degrees apart at 80 degrees by far.
        var route = ImmutableArray.Create(P(0, 80), P(60, 80));

        GeoDistance.MetresToRoute(P(30, 81.3112), route).ShouldBeLessThan(DegreeMetres * 0.15);
        GeoDistance.MetresToRoute(P(30, 80), route).ShouldBeGreaterThan(DegreeMetres);
    }

    [Fact]
    public void MetresToRoute_OfPointsThatCoincide_IsANumber()
    {
        GeoDistance.MetresToRoute(P(1, 1), [P(0, 0), P(0, 0)])
            .ShouldBe(GeoDistance.Metres(P(1, 1), P(0, 0)), 0.001);
        GeoDistance.MetresToRoute(P(0, 0), [P(0, 0)]).ShouldBe(0);
        GeoDistance.MetresToRoute(P(5, 5), [P(0, 0), P(180, 0)]).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Distance_IsANumber_NeverMoreThanToAnyPointOfTheRoute_AndBarelyLessThanToTheDenselySampled()
    {
        var chance = new Random(20260301);
        for (var i = 0; i < 500; i++)
        {
            var (from, to) = (Near(chance, 120, 80), Near(chance, 120, 80));
            var at = Near(chance, 120, 80);

            var metres = GeoDistance.MetresToRoute(at, [from, to]);

            double.IsFinite(metres).ShouldBeTrue();
            var sampled = Enumerable.Range(0, 1001).Min(k => GeoDistance.Metres(at, Between(from, to, k / 1000.0)));
            metres.ShouldBeLessThanOrEqualTo(sampled + 0.01);
            metres.ShouldBeGreaterThan(sampled - 20);
        }
    }

    private static GeoPoint Near(Random chance, double longitude, double latitude) =>
        P(longitude + chance.NextDouble(), latitude + (chance.NextDouble() * 0.2));

    // By the straight line through the earth, lifted to its surface: the same great circle.
    private static GeoPoint Between(GeoPoint from, GeoPoint to, double share)
    {
        var (a, b) = (Vector(from), Vector(to));
        var (x, y, z) = (a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share), a.Z + ((b.Z - a.Z) * share));
        return P(
            double.RadiansToDegrees(Math.Atan2(y, x)),
            double.RadiansToDegrees(Math.Atan2(z, Math.Sqrt((x * x) + (y * y)))));
    }

    private static (double X, double Y, double Z) Vector(GeoPoint point)
    {
        var (longitude, latitude) =
            (double.DegreesToRadians(point.Longitude), double.DegreesToRadians(point.Latitude));
        return (
            Math.Cos(latitude) * Math.Cos(longitude), Math.Cos(latitude) * Math.Sin(longitude), Math.Sin(latitude));
    }
}
