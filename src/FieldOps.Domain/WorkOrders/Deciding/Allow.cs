using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Who may do what (domain reference, section 5.2, the column "who"). Null means yes.</summary>
internal static class Allow
{
    private const int ReasonCharsMax = 500;
    private const int TextCharsMax = 2000;

    public static Refusal? Dispatcher(Actor by) => WorkOrderRights.Dispatch.RefusalOf(by);

    public static Refusal? Reviewer(Actor by) => WorkOrderRights.Review.RefusalOf(by);

    public static Refusal? Closer(Actor by) => WorkOrderRights.Close.RefusalOf(by);

    public static Refusal? Product(Actor by) => WorkOrderRights.Product.RefusalOf(by);

    /// <summary>Who may say that a clock is not to be judged: nobody whose own work it measures.</summary>
    public static Refusal? ClockKeeper(Actor by) => WorkOrderRights.KeepClocks.RefusalOf(by);

    /// <summary>The crew that has the order, whoever of it asks.</summary>
    public static Refusal? Lead(Asked asked) => Lead(asked, WorkOrderRights.Crew);

    public static Refusal? Lead(Asked asked, Right right)
    {
        if (right.RefusalOf(asked.By) is { } no)
        {
            return no;
        }

        if (asked.State.Lead is not { } lead)
        {
            return Refusal.Of(WorkOrderRefusals.NotAssigned);
        }

        return asked.By.ContractorId == lead.ContractorId ? null : Refusal.Of(WorkOrderRefusals.NotYours);
    }

    /// <summary>The crew, or the dispatcher who writes down what the crew says on the phone.</summary>
    public static Refusal? LeadOrDispatcher(Asked asked)
    {
        if (asked.By.ContractorId is not null)
        {
            return Lead(asked);
        }

        return Dispatcher(asked.By)
            ?? (asked.State.Lead is null ? Refusal.Of(WorkOrderRefusals.NotAssigned) : null);
    }

    public static Refusal? Status(Asked asked, string code, params ReadOnlySpan<OrderStatus> allowed)
    {
        if (allowed.Contains(asked.Status))
        {
            return null;
        }

        return asked.Status == OrderStatus.Suspended && code != WorkOrderRefusals.NotRefused
            ? Refusal.Of(WorkOrderRefusals.Suspended)
            : Refusal.Of(code, ("status", Words.Of(asked.Status)));
    }

    public static Refusal? Reason(string reason) => string.IsNullOrWhiteSpace(reason)
        ? Refusal.Of(WorkOrderRefusals.ReasonMissing)
        : NoLonger(reason, ReasonCharsMax);

    public static Refusal? Text(string text) => string.IsNullOrWhiteSpace(text)
        ? Refusal.Of(WorkOrderRefusals.ReasonMissing)
        : NoLonger(text, TextCharsMax);

    public static Refusal? Note(string? note) => NoLonger(note ?? string.Empty, ReasonCharsMax);

    private static Refusal? NoLonger(string text, int limit) => text.Length <= limit
        ? null
        : Refusal.Of(WorkOrderRefusals.TextTooLong, ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
