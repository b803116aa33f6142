using FieldOps.Host;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using FieldOps.Platform.PrivatePostgres;

// What a person has to mend is told in one line; everything else is a bug and keeps its stack.
try
{
    await using var host = await FieldOpsHost.StartAsync(FieldOpsHostOptions.FromArguments(args));
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception refusal) when (refusal is HostRefusedException or PrivatePostgresException or PolicyFormatException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return HostRefusedException.ExitCodeConfiguration;
}
