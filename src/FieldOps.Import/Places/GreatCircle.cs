namespace FieldOps.Import;

/// <summary>Distances on the globe.</summary>
public static class GreatCircle
{
    /// <summary>Mean radius of the earth, km (IUGG).</summary>
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>
    /// Kilometres between two points in degrees, rounded to 10 m: finer digits differ between mathematical libraries,
    /// and a seeded world must be the same on every platform.
    /// </summary>
    public static double Km(double longitudeA, double latitudeA, double longitudeZ, double latitudeZ)
    {
        var (a, z) = (double.DegreesToRadians(latitudeA), double.DegreesToRadians(latitudeZ));
        var north = Math.Sin((z - a) / 2);
        var east = Math.Sin(double.DegreesToRadians(longitudeZ - longitudeA) / 2);
        var chord = (north * north) + (Math.Cos(a) * Math.Cos(z) * east * east);
        var km = 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
        return Math.Round(km, 2, MidpointRounding.AwayFromZero);
    }
}
