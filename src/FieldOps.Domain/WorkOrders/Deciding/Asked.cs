using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>One question to an order that exists.</summary>
internal sealed record Asked(WorkOrderState State, OrderCreated Origin, Actor By, DateTimeOffset Now)
{
    public OrderStatus Status => State.Status;

    public PinnedRules Rules => Origin.Rules;
}
