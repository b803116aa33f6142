using System.Runtime.InteropServices;

namespace FieldOps.Cli.Hosting;

/// <summary>Hears SIGTERM and Ctrl-C in place of the runtime, which would end the process at once.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _heard;

    public TerminationSignals(Action stop)
    {
        void Hear(PosixSignalContext context)
        {
            context.Cancel = true;
            stop();
        }

        _heard =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Hear),
        ];
    }

    public void Dispose()
    {
        foreach (var heard in _heard)
        {
            heard.Dispose();
        }
    }
}
