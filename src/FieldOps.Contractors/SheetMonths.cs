using FieldOps.Domain.Assessment;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>Finds out which months of contractors have a sheet, or are frozen, from the months themselves.</summary>
internal sealed class SheetMonths(IEntities entities, TimeZoneInfo zone)
{
    /// <summary>Months looked at for one change: a lot that begins further back pays those before it unseen.</summary>
    private const int MonthsMax = 120;

    /// <summary>
    /// The ends of the last months of a span in which one of these has a sheet, and in which one is frozen, its
    /// sheet to come; null where none is.
    /// </summary>
    public async Task<FixedMonths> LastEndsAsync(
        ApiCall call,
        IReadOnlyCollection<Guid> contractors,
        (DateTimeOffset From, DateTimeOffset Now) span,
        Dictionary<Guid, MonthStatus> known,
        CancellationToken cancellationToken)
    {
        var (month, frozen) = (MonthKey.Of(span.Now, zone), (DateTimeOffset?)null);
        for (var n = 0; n < MonthsMax && span.From < month.EndsAt(zone); n++)
        {
            foreach (var contractor in contractors)
            {
                var id = MonthRef.IdOf(contractor, month.ToString());
                switch (await StatusAsync(call, id, known, cancellationToken))
                {
                    case MonthStatus.Open:
                        break;
                    case MonthStatus.Frozen:
                        frozen ??= month.EndsAt(zone);
                        break;
                    default:
                        return new FixedMonths(month.EndsAt(zone), frozen);
                }
            }

            month = month.Previous;
        }

        return new FixedMonths(null, frozen);
    }

    private async Task<MonthStatus> StatusAsync(
        ApiCall call, Guid month, Dictionary<Guid, MonthStatus> known, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(month, out var status))
        {
            return status;
        }

        var state = (MonthState)(await entities.ReadAsync(
            call.Key(MonthRef.EntityType, month), cancellationToken)).State;
        return known[month] = state.Status;
    }
}

/// <summary>Until when months of some contractors are fixed.</summary>
/// <param name="ComputedUntil">End of the last one that has a sheet, UTC; null without any.</param>
/// <param name="FrozenUntil">End of the last one that is frozen, its sheet to come, UTC; null without any.</param>
internal sealed record FixedMonths(DateTimeOffset? ComputedUntil, DateTimeOffset? FrozenUntil);
