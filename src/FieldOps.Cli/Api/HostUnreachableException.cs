using FieldOps.Cli.Output;

namespace FieldOps.Cli.Api;

/// <summary>No host answers at the address, or it kept answering that it cannot serve.</summary>
public sealed class HostUnreachableException : Exception
{
    internal HostUnreachableException(Uri address, string reason, Exception? cause = null)
        : base($"{address} does not answer: {reason}", cause)
    {
        Text = new(
            $"The host at {address} does not answer ({reason}). Start one: ./fieldops up",
            $"{address} 上的主机无应答（{reason}）。请先启动：./fieldops up");
    }

    internal Text Text { get; }
}
