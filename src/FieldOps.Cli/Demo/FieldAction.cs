using FieldOps.Cli.Api;

namespace FieldOps.Cli.Demo;

/// <summary>One call that somebody makes about an order.</summary>
/// <param name="At">When it is made.</param>
/// <param name="Verb">As in the address: <c>accept</c>.</param>
/// <param name="Body">Sent as JSON.</param>
/// <param name="Caller">Who.</param>
internal sealed record FieldAction(
    DateTimeOffset At, string Verb, object? Body, Caller Caller);

/// <summary>What will happen to one order from one dispatch on.</summary>
internal sealed class OrderPlan(SeenOrder order, int assignment, OrderCourse course, IEnumerable<FieldAction> actions)
{
    private readonly Queue<FieldAction> _actions = new(actions);
    private int _step;

    public SeenOrder Order { get; } = order;

    /// <summary>1 for the first dispatch of the order.</summary>
    public int Assignment { get; } = assignment;

    public OrderCourse Course { get; } = course;

    /// <summary>Until when nothing is told: what the product has just heard of the asset comes to rest first.</summary>
    public DateTimeOffset HeldUntil { get; set; }

    /// <summary>When the next action is due; null when all is done.</summary>
    public DateTimeOffset? NextAt => _actions.TryPeek(out var next) ? Later(next.At, HeldUntil) : null;

    /// <summary>Until when the next action may wait to be told together with others; null when all is done.</summary>
    public DateTimeOffset? TellBy =>
        _actions.TryPeek(out var next) ? Later(next.At + Patience.Of(next.Verb), HeldUntil) : null;

    /// <summary>The next action and the key of its call, if it is due.</summary>
    public bool TryTake(DateTimeOffset now, out FieldAction action, out string key)
    {
        if (_actions.TryPeek(out var next) && next.At <= now)
        {
            action = _actions.Dequeue();
            key = FormattableString.Invariant($"demo/{Order.OrderId:D}/{Assignment}/{_step++}/{action.Verb}");
            return true;
        }

        action = null!;
        key = string.Empty;
        return false;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
