namespace FieldOps.Cli.Api;

/// <summary>A batch was refused as a whole: the client and the host do not speak the same API.</summary>
public sealed class ApiRefusedException(int status, ApiRefusal refusal)
    : Exception($"{status} {refusal.Code}: {refusal.TitleEn} {refusal.Detail}")
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The refusal.</summary>
    public ApiRefusal Refusal { get; } = refusal;
}
