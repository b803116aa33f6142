using FieldOps.Host;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.Silo;

// What a person has to mend is told in one line; everything else is a bug and keeps its stack.
try
{
    var (options, silo) = SiloStart.Read(args);
    if (silo.MigrateOnly)
    {
        await FieldOpsHost.MigrateAsync(options);
        return 0;
    }

    await using var host = await FieldOpsHost.StartAsync(options);
    SiloStart.StopWithInput(options, host);
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception refusal) when (refusal is HostRefusedException or PrivatePostgresException or PolicyFormatException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return HostRefusedException.ExitCodeConfiguration;
}
