namespace FieldOps.Compliance.Closed;

/// <summary>An order that was counted and is counted anew, told without its history.</summary>
internal sealed record RecountedOrder(ClosedOrder Before, ClosedOrder Now);
