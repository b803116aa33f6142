namespace FieldOps.Cli.Hosting;

/// <summary>Starts the edition that was chosen.</summary>
internal static class Edition
{
    public static Task<IRunningEdition> StartAsync(EditionStart start, CancellationToken cancellationToken) =>
        start.Engine.SiloProgram is null
            ? SingleNode.StartAsync(start, cancellationToken)
            : SiloFleet.StartAsync(start, cancellationToken);
}
