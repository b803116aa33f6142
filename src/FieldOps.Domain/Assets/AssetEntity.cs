using System.Collections.Immutable;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>
/// An asset: what it is, its planned works, its alarms, and the one fault ticket that takes its trouble. Line segments,
/// base stations and facilities follow the same rules under their own entity types.
/// </summary>
/// <param name="type">One of <see cref="AssetTypes"/>.</param>
public sealed class AssetEntity(string type) : EntityDefinition<AssetState>
{
    private static readonly ImmutableDictionary<string, Type> s_events = new Dictionary<string, Type>
    {
        ["asset.registered.v1"] = typeof(AssetRegistered),
        ["asset.amended.v1"] = typeof(AssetAmended),
        ["asset.retired.v1"] = typeof(AssetRetired),
        ["asset.cutover-declared.v1"] = typeof(CutoverDeclared),
        ["asset.cutover-withdrawn.v1"] = typeof(CutoverWithdrawn),
        ["asset.alarm-raised.v1"] = typeof(AlarmRaised),
        ["asset.alarm-cleared.v1"] = typeof(AlarmCleared),
        ["asset.mains-lost.v1"] = typeof(MainsLost),
        ["asset.mains-restored.v1"] = typeof(MainsRestored),
        ["asset.alarm-attached.v1"] = typeof(AlarmAttached),
        ["asset.fault-ticket-raised.v1"] = typeof(FaultTicketRaised),
        ["asset.fault-repeated.v1"] = typeof(FaultRepeated),
        ["asset.fault-suppressed.v1"] = typeof(FaultSuppressed),
        ["asset.fault-ticket-restored.v1"] = typeof(FaultTicketRestored),
        ["asset.fault-ticket-closed.v1"] = typeof(FaultTicketClosed),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, Type> s_commands = new Dictionary<string, Type>
    {
        ["asset.register"] = typeof(RegisterAsset),
        ["asset.amend"] = typeof(AmendAsset),
        ["asset.retire"] = typeof(RetireAsset),
        ["asset.declare-cutover"] = typeof(DeclareCutover),
        ["asset.withdraw-cutover"] = typeof(WithdrawCutover),
        ["asset.report-fault"] = typeof(ReportFault),
        ["asset.raise-alarm"] = typeof(RaiseAlarm),
        ["asset.clear-alarm"] = typeof(ClearAlarm),
        ["asset.tell-restoration"] = typeof(TellRestoration),
        ["asset.close-ticket"] = typeof(CloseTicket),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Type => type;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events => s_events;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands => s_commands;

    /// <inheritdoc/>
    public override Type ViewType => typeof(AssetView);

    /// <inheritdoc/>
    public override AssetState Initial { get; } = AssetState.Unregistered(type);

    /// <inheritdoc/>
    public override Decision Decide(AssetState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (command is RegisterAsset register)
        {
            return AssetRegister.Register(state, register, now);
        }

        if (state.Profile is null)
        {
            return Decision.Refuse(AssetRefusals.Unknown);
        }

        return command switch
        {
            AmendAsset amend => AssetRegister.Amend(state, amend, now),
            RetireAsset retire => AssetRegister.Retire(state, retire, now),
            DeclareCutover declare => CutoverRules.Declare(state, declare, now),
            WithdrawCutover withdraw => CutoverRules.Withdraw(state, withdraw, now),
            ReportFault report => FaultIntake.Report(state, report, now),
            RaiseAlarm raise => AlarmIntake.Raise(state, raise, now),
            ClearAlarm clear => AlarmIntake.Clear(state, clear, now),
            TellRestoration told => FaultIntake.Restored(state, told, now),
            CloseTicket close => FaultIntake.Close(state, close, now),
            DeadlineReached => Persistence.Wake(state, now),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of an asset.", nameof(command)),
        };
    }

    /// <inheritdoc/>
    public override AssetState Evolve(AssetState state, IEvent happened) => AssetEvolution.After(state, happened);

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(AssetState state) => Persistence.DeadlinesOf(state);

    /// <inheritdoc/>
    public override object View(AssetState state) => new AssetView(
        state.AssetId,
        state.Profile?.Code ?? string.Empty,
        state.Profile is null ? "unregistered" : state.Retired ? "retired" : "active",
        state.Faults.Answering,
        state.Faults.Active.Length,
        state.Cutovers.IsEmpty ? null : state.Cutovers);
}
