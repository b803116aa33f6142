namespace FieldOps.Simulation.Auditing;

/// <summary>An approval of the hard-site register: since when the site is in it without a gap, and until when.
/// </summary>
internal sealed record SiteEntry(DateTimeOffset From, DateTimeOffset Until);

/// <summary>What the register of hard sites has ever said, by asset.</summary>
internal static class SiteRegister
{
    public static ILookup<Guid, SiteEntry> Of(LogFile log) => log.Of("hard-site")
        .SelectMany(site => EntriesOf(site)).ToLookup(e => e.Asset, e => e.Entry);

    private static IEnumerable<(Guid Asset, SiteEntry Entry)> EntriesOf(IEnumerable<LogEvent> site)
    {
        SiteEntry? entry = null;
        foreach (var happened in site)
        {
            if (happened.Name == "hard-site.revoked.v1")
            {
                entry = null;
            }
            else if (happened.Name == "hard-site.approved.v1")
            {
                var at = happened.Body.Instant("approvedAt");
                entry = new SiteEntry(
                    entry?.Until > at ? entry.From : at, happened.Body.Instant("expiresAt"));
                yield return (happened.Body.Id("assetId"), entry);
            }
        }
    }
}
