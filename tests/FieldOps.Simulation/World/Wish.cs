namespace FieldOps.Simulation.World;

/// <summary>One call of the API, to be asked again with the same key until somebody knows the answer.</summary>
/// <param name="Key">The caller's own key.</param>
/// <param name="Path">Below /api/v1/.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="By">Who asks.</param>
/// <param name="IfMatch">The version that the caller saw.</param>
/// <param name="DeviceClock">What the phone's clock shows.</param>
internal sealed record Wish(
    string Key, string Path, object? Body, Person By, int? IfMatch = null, DateTimeOffset? DeviceClock = null)
{
    /// <summary>In words.</summary>
    public string What => $"{Path} [{Key}]";
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The problem's code.</param>
/// <param name="Body">The body.</param>
internal sealed record Reply(int Status, string? Code, string Body)
{
    public bool IsAccepted => Status is >= 200 and < 300;
}
