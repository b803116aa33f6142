using System.Runtime.CompilerServices;
using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>Alarm logs: each line is a begin and an end, placed by the labelled mapping.</summary>
internal static class AlarmIntake
{
    public static async IAsyncEnumerable<ImportRow<IntakeItem>> ReadAsync(
        Stream stream, IntakeFiles files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var mapping = await AlarmMapping.LoadAsync(files.Mapping, problems, cancellation)
            ?? throw IntakeProblems.Unusable(problems);
        files.Note(new(mapping.Label.En, mapping.Label.Zh));
        await foreach (var row in AlarmImport.ReadAsync(stream, files.File, null, cancellation))
        {
            if (row.Value is null)
            {
                yield return new(null, row.Problem);
                continue;
            }

            if (ProblemOf(row.Value, mapping) is { } problem)
            {
                yield return new(null, problem);
                continue;
            }

            var alarm = AlarmPlacement.Place(row.Value, mapping);
            yield return new(new IntakeItem(alarm.SourceLine, ApiBodies.Raised(alarm), alarm.StationCode), row.Problem);
            yield return new(new IntakeItem(alarm.SourceLine, ApiBodies.Cleared(alarm), alarm.StationCode), null);
        }
    }

    private static ImportProblem? ProblemOf(ImportedAlarm alarm, AlarmMapping mapping)
    {
        if (!mapping.Devices.ContainsKey(alarm.Device))
        {
            return TopologyProblems.NotMapped(alarm.Line, "device", alarm.Device);
        }

        return mapping.Types.ContainsKey(alarm.Type)
            ? null
            : TopologyProblems.NotMapped(alarm.Line, "type", alarm.Type);
    }
}
