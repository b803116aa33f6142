namespace FieldOps.Platform.Http;

/// <summary>Endpoint metadata: the endpoint reads the caller's headers, so its description lists them.</summary>
internal sealed class CallerHeadersTaken
{
    private CallerHeadersTaken()
    {
    }

    public static CallerHeadersTaken Instance { get; } = new();
}
