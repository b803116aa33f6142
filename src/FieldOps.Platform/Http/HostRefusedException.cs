namespace FieldOps.Platform.Http;

/// <summary>The host does not start as it was asked to; people read the message, scripts the exit code.</summary>
public sealed class HostRefusedException : Exception
{
    /// <summary>Exit code for a configuration that the host refuses (EX_CONFIG of sysexits).</summary>
    public const int ExitCodeConfiguration = 78;

    /// <summary>A refusal with its stable code and both texts.</summary>
    public HostRefusedException(string code, string en, string zh)
        : base($"{code}: {en} {zh}")
    {
        Code = code;
    }

    /// <summary>Stable code: <c>host.not-loopback</c>.</summary>
    public string Code { get; }

    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = ExitCodeConfiguration;
}
