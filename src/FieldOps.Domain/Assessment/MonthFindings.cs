using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>Words and ids of findings that the product itself makes.</summary>
public static class MonthFindings
{
    /// <summary>A claimed restoration that the alarm's clear time contradicts (虚假回单).</summary>
    public const string FalseReply = "false-reply";

    /// <summary>
    /// The id of an order's false reply: one per order, from whichever event it is learnt, in the month of each party
    /// of whom one is found.
    /// </summary>
    public static Guid FalseReplyId(Guid orderId) => NameBasedId.Of(orderId, FalseReply);
}
