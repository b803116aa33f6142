using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Sla.Declared;

/// <summary>
/// A declared event (domain reference, section 6.3): force majeure, an area without mains, a mass outage. It is the
/// parent of the orders attached to it: its window is theirs, whenever it is set.
/// </summary>
public sealed class DeclaredEventEntity : EntityDefinition<DeclaredEventState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "declared-event";

    /// <summary>Orders under one event: a county's stations twice over.</summary>
    public const int OrdersMax = 5000;

    /// <summary>Longest code and the longest area list.</summary>
    private const int CodeCharsMax = 60;
    private const int AreasMax = 100;
    private const int ReasonCharsMax = 500;

    private static readonly Guid s_space = new("6f0f9d0e-2f5b-5d0c-9a55-0c4a6f6a7a01");

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["declared-event.declared.v1"] = typeof(EventDeclared),
        ["declared-event.window-set.v1"] = typeof(DeclaredWindowSet),
        ["declared-event.orders-attached.v1"] = typeof(OrdersAttached),
        ["declared-event.orders-detached.v1"] = typeof(OrdersDetached),
        ["declared-event.withdrawn.v1"] = typeof(DeclaredEventWithdrawn),
        ["declared-event.resting-orders-bounded.v1"] = typeof(RestingOrdersBounded),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["declared-event.declare"] = typeof(DeclareEvent),
        ["declared-event.set-window"] = typeof(SetDeclaredWindow),
        ["declared-event.attach-orders"] = typeof(AttachOrders),
        ["declared-event.detach-orders"] = typeof(DetachOrders),
        ["declared-event.withdraw"] = typeof(WithdrawDeclaredEvent),
        ["declared-event.rest-orders"] = typeof(RestOrders),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(DeclaredEventState);

    /// <inheritdoc/>
    public override DeclaredEventState Initial => DeclaredEventState.None;

    /// <summary>The id of the event with this code.</summary>
    public static Guid IdOf(string tenant, string code) => NameBasedId.Of(s_space, tenant + "/" + code);

    /// <summary>What a kind of event means for the clocks that rest in its window.</summary>
    public static PauseReason ReasonOf(DeclaredEventKind kind) =>
        kind == DeclaredEventKind.ForceMajeure ? PauseReason.ForceMajeure : PauseReason.GridPowerFailure;

    /// <inheritdoc/>
    public override Decision Decide(DeclaredEventState state, ICommand command, Actor by, DateTimeOffset now)
    {
        var right = command is RestOrders ? SlaRights.Product : SlaRights.Declare;
        if (right.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            DeclareEvent wish => Declare(state, wish, by, now),
            _ when state.Code.Length == 0 => Decision.Refuse(DeclaredEventRefusals.Unknown),
            RestOrders wish => Rest(state, wish, now),
            _ when state.Withdrawn => Decision.Refuse(DeclaredEventRefusals.IsWithdrawn),
            SetDeclaredWindow wish => SetWindow(state, wish, by, now),
            AttachOrders wish => Attach(state, wish, now),
            DetachOrders wish => Detach(state, wish, now),
            WithdrawDeclaredEvent wish => Withdraw(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override DeclaredEventState Evolve(DeclaredEventState state, IEvent happened) => happened switch
    {
        EventDeclared e =>
            new(e.EventId, e.Code, e.Kind, e.Reason, e.Areas, e.From, e.Until, [], false, e.DeclaredBy)
            {
                SetBy = e.DeclaredBy,
            },
        DeclaredWindowSet e => state with { From = e.From, Until = e.Until, SetBy = e.SetBy },
        OrdersAttached e => state with { Orders = state.Orders.Union(e.Orders) },
        OrdersDetached e => state with { Orders = state.Orders.Except(e.Orders) },
        DeclaredEventWithdrawn => state with { Withdrawn = true },
        RestingOrdersBounded e => state with { Resting = state.Resting.Union(e.Orders) },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(DeclaredEventState state) => state;

    private static Decision Declare(DeclaredEventState state, DeclareEvent wish, Actor by, DateTimeOffset now)
    {
        var (from, until) = (wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        var no = FieldFault(wish) ?? WindowFault(from, until, by, now);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        if (state.Code.Length > 0)
        {
            var same = (state.Kind, state.From, state.Until, state.Reason) == (wish.Kind, from, until, wish.Reason)
                && state.Areas.AsSpan().SequenceEqual(wish.Areas.AsSpan());
            return same ? Decision.Nothing : Decision.Refuse(DeclaredEventRefusals.Exists, ("code", state.Code));
        }

        return Decision.Of(new EventDeclared(
            wish.EventId, wish.Code, wish.Kind, wish.Reason, wish.Areas, from, until, by.Id, now));
    }

    private static Decision SetWindow(DeclaredEventState state, SetDeclaredWindow wish, Actor by, DateTimeOffset now)
    {
        var (from, until) = (wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        if (WindowFault(from, until, by, now) is { } no)
        {
            return Decision.Refuse(no);
        }

        // What a person has set the product does not set anew.
        var isPeoples = by.Role == ActorRoles.System && state.SetBy != by.Id;
        return isPeoples || (from, until) == (state.From, state.Until)
            ? Decision.Nothing
            : Decision.Of(
            [
                new DeclaredWindowSet(
                    state.EventId, state.Code, state.Kind, from, until, [.. state.Orders], by.Id, now, state.Areas),
                .. Bounded(state, from, until, state.Resting, now),
            ]);
    }

    // Also of an event that was withdrawn since the order asked: what rests on it has to hear of that.
    private static Decision Rest(DeclaredEventState state, RestOrders wish, DateTimeOffset now)
    {
        var fresh = wish.Orders.Except(state.Resting).ToImmutableArray();
        var until = state.Withdrawn ? state.From : state.Until;
        return fresh.Length + state.Resting.Count > OrdersMax
            ? Decision.Refuse(
                DeclaredEventRefusals.OrdersTooMany, ("max", OrdersMax.ToString(CultureInfo.InvariantCulture)))
            : Decision.Of([.. Bounded(state, state.From, until, fresh, now)]);
    }

    private static IEnumerable<IEvent> Bounded(
        DeclaredEventState state,
        DateTimeOffset from,
        DateTimeOffset? until,
        IReadOnlyCollection<Guid> orders,
        DateTimeOffset now) => orders.Count == 0
            ? []
            : [new RestingOrdersBounded(state.EventId, state.Code, from, until, [.. orders], now)];

    private static Decision Attach(DeclaredEventState state, AttachOrders wish, DateTimeOffset now)
    {
        ImmutableArray<Guid> told = [.. wish.Orders.Distinct().Where(o => wish.Again || !state.Orders.Contains(o))];
        if (state.Orders.Union(told).Count > OrdersMax)
        {
            return Decision.Refuse(
                DeclaredEventRefusals.OrdersTooMany, ("max", OrdersMax.ToString(CultureInfo.InvariantCulture)));
        }

        return told.IsEmpty
            ? Decision.Nothing
            : Decision.Of(new OrdersAttached(
                state.EventId, state.Code, state.Kind, state.From, state.Until, told, now));
    }

    private static Decision Detach(DeclaredEventState state, DetachOrders wish, DateTimeOffset now)
    {
        ImmutableArray<Guid> gone = [.. wish.Orders.Distinct().Where(state.Orders.Contains)];
        return gone.IsEmpty ? Decision.Nothing : Decision.Of(new OrdersDetached(state.EventId, gone, now));
    }

    private static Decision Withdraw(
        DeclaredEventState state, WithdrawDeclaredEvent wish, Actor by, DateTimeOffset now) =>
        IsText(wish.Reason, ReasonCharsMax)
            ? Decision.Of(
            [
                new DeclaredEventWithdrawn(
                    state.EventId, wish.Reason, [.. state.Orders], by.Id, now, state.Code, state.From, state.Areas),
                .. Bounded(state, state.From, state.From, state.Resting, now),
            ])
            : Decision.Refuse(DeclaredEventRefusals.FieldInvalid, ("field", "reason"));

    private static Refusal? FieldFault(DeclareEvent wish)
    {
        var field = !IsText(wish.Code, CodeCharsMax) ? "code"
            : !IsText(wish.Reason, ReasonCharsMax) ? "reason"
            : wish.Areas.IsDefaultOrEmpty || wish.Areas.Length > AreasMax
                || wish.Areas.Any(a => !IsText(a, CodeCharsMax * 2) || !a.Contains('/', StringComparison.Ordinal))
                ? "areas"
                : null;
        return field is null ? null : Refusal.Of(DeclaredEventRefusals.FieldInvalid, ("field", field));
    }

    // What the product declares has begun by the clock of the silo that decided so; this one's may be behind it.
    private static Refusal? WindowFault(DateTimeOffset from, DateTimeOffset? until, Actor by, DateTimeOffset now) =>
        until <= from || (from > now && by.Role != ActorRoles.System)
            ? Refusal.Of(
                DeclaredEventRefusals.WindowInvalid,
                ("from", from.ToString("O", CultureInfo.InvariantCulture)),
                ("until", until?.ToString("O", CultureInfo.InvariantCulture) ?? "-"))
            : null;

    private static bool IsText(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most;
}
