using Orleans.Runtime;

namespace FieldOps.Cluster.Benchmarks.Peers;

/// <summary>An asset of the peer.</summary>
[Alias("bench.ITicketGrain")]
internal interface ITicketGrain : IGrainWithStringKey
{
    /// <summary>Takes a fault; answered when it is stored.</summary>
    [Alias("Raise")]
    Task<int> RaiseAsync(TicketState fault);
}

/// <summary>A grain as the tutorials write it: its state is one row, written whole at each call.</summary>
[GrainType("bench-ticket")]
internal sealed class TicketGrain(
    [PersistentState("ticket", AdoNetStateService.Storage)] IPersistentState<TicketState> ticket) : Grain, ITicketGrain
{
    public async Task<int> RaiseAsync(TicketState fault)
    {
        fault.Repeats = ticket.State.Repeats + 1;
        ticket.State = fault;
        await ticket.WriteStateAsync();
        return fault.Repeats;
    }
}
