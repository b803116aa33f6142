namespace FieldOps.Import;

/// <summary>How one contractor's simulated crews work. Rates lie in 0 to 1, factors multiply a time.</summary>
public sealed record SimulationProfile(
    string Contractor,
    double AcceptDelayMinutesMedian,
    double TravelFactor,
    double RepairFactor,
    double ReportDelayHoursMedian,
    double FalseReplyRate,
    double PauseRate,
    double RefusalRate,
    double ReturnedReplyRate);

/// <summary>The profiles of a simulation: nothing in it is product data.</summary>
public sealed record SimulationProfiles(
    string Version, BilingualText Label, IReadOnlyList<SimulationProfile> Profiles)
{
    public static Task<SimulationProfiles?> LoadAsync(
        string path, ProblemList problems, CancellationToken cancellation = default) =>
        ConfigJson.ReadAsync<SimulationProfiles>(
            path, problems, (profiles, check) => profiles.Validate(check), cancellation);

    private void Validate(DocumentCheck check)
    {
        check.That(
            Profiles.DistinctBy(p => p.Contractor).Count() == Profiles.Count,
            "a contractor has two profiles.",
            "有代维单位出现两份特性。");
        foreach (var p in Profiles)
        {
            double[] rates = [p.FalseReplyRate, p.PauseRate, p.RefusalRate, p.ReturnedReplyRate];
            double[] sizes = [p.AcceptDelayMinutesMedian, p.TravelFactor, p.RepairFactor, p.ReportDelayHoursMedian];
            check.That(
                Array.TrueForAll(rates, r => r is >= 0 and <= 1) && Array.TrueForAll(sizes, s => s > 0),
                $"the profile of {p.Contractor} has a rate outside 0 to 1 or a size not above 0.",
                $"{p.Contractor} 的特性中有比率超出 0 到 1，或数值不大于 0。");
        }
    }
}
