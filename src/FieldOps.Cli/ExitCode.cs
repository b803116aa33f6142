namespace FieldOps.Cli;

/// <summary>What the process ends with; stable, for scripts.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>The work was done, but something in it was refused or differs.</summary>
    Refusals = 1,

    /// <summary>The command line is not one.</summary>
    Usage = 2,

    /// <summary>No host runs, or it does not answer.</summary>
    HostUnreachable = 3,

    /// <summary>The machine is in the way: PostgreSQL missing, data folder or port in use, database away.</summary>
    Environment = 4,

    /// <summary>A bug.</summary>
    Internal = 5,
}
