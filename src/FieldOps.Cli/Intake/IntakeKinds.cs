using System.Runtime.CompilerServices;
using FieldOps.Domain.Kernel;
using FieldOps.Import;
using FieldOps.Platform;

namespace FieldOps.Cli.Intake;

/// <summary>All kinds of files that the command line imports.</summary>
internal static class IntakeKinds
{
    private const string Assets = "assets:batch";

    public static IntakeKind Topology { get; } =
        new("topology", Assets, ActorRoles.Dispatcher, TopologyIntake.ReadAsync);

    public static IntakeKind Sites { get; } = new("sites", Assets, ActorRoles.Dispatcher, SitesAsync);

    public static IntakeKind Alarms { get; } =
        new("alarms", "alarms:batch", ActorRoles.Dispatcher, AlarmIntake.ReadAsync);

    public static IntakeKind Contractors { get; } =
        new("contractors", "contractors:batch", ActorRoles.ContractorManager, ContractorsAsync);

    public static IntakeKind Lots { get; } = new("lots", "lots:batch", ActorRoles.ContractorManager, LotsAsync);

    private static async IAsyncEnumerable<ImportRow<IntakeItem>> SitesAsync(
        Stream stream, IntakeFiles files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var mapping = await AlarmMapping.LoadAsync(files.Mapping, problems, cancellation);
        var districts = await DistrictMap.LoadAsync(files.Districts, problems, cancellation);
        if (mapping is null || districts is null)
        {
            throw IntakeProblems.Unusable(problems);
        }

        await foreach (var row in SiteImport.ReadAsync(stream, null, cancellation))
        {
            yield return Of(row, site => new IntakeItem(
                site.Line, ApiBodies.Of(RealWorldAssets.Stations([site], mapping, districts)[0])));
        }
    }

    private static async IAsyncEnumerable<ImportRow<IntakeItem>> ContractorsAsync(
        Stream stream, IntakeFiles files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in ContractorImport.ReadAsync(stream, null, cancellation))
        {
            yield return row.Value is { } held && IntakeProblems.OfStatus(held) is { } problem
                ? new ImportRow<IntakeItem>(null, problem)
                : Of(row, contractor => new IntakeItem(
                    contractor.Line, ApiBodies.Of(contractor), null, contractor.Code,
                    ApiBodies.StandingOf(contractor)));
        }
    }

    private static async IAsyncEnumerable<ImportRow<IntakeItem>> LotsAsync(
        Stream stream, IntakeFiles files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(PlatformServices.DefaultZone);
        await foreach (var row in LotImport.ReadAsync(stream, null, cancellation))
        {
            yield return Of(row, lot => new IntakeItem(lot.Line, ApiBodies.Of(lot, zone)));
        }
    }

    internal static ImportRow<IntakeItem> Of<T>(ImportRow<T> row, Func<T, IntakeItem> make)
        where T : class => new(row.Value is { } value ? make(value) : null, row.Problem);
}
