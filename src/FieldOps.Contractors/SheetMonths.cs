using FieldOps.Domain.Assessment;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>Finds out which months of contractors have a sheet, from the months themselves.</summary>
internal sealed class SheetMonths(IEntities entities, TimeZoneInfo zone)
{
    /// <summary>Months looked at for one change: a lot that begins further back pays those before it unseen.</summary>
    private const int MonthsMax = 120;

    /// <summary>The end of the last month of a span in which one of these has a sheet; null when none has.</summary>
    public async Task<DateTimeOffset?> LastEndAsync(
        ApiCall call,
        IReadOnlyCollection<Guid> contractors,
        (DateTimeOffset From, DateTimeOffset Now) span,
        Dictionary<Guid, bool> known,
        CancellationToken cancellationToken)
    {
        var month = MonthKey.Of(span.Now, zone);
        for (var n = 0; n < MonthsMax && span.From < month.EndsAt(zone); n++)
        {
            foreach (var contractor in contractors)
            {
                if (await HasSheetAsync(call, MonthRef.IdOf(contractor, month.ToString()), known, cancellationToken))
                {
                    return month.EndsAt(zone);
                }
            }

            month = month.Previous;
        }

        return null;
    }

    private async Task<bool> HasSheetAsync(
        ApiCall call, Guid month, Dictionary<Guid, bool> known, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(month, out var has))
        {
            return has;
        }

        var state = (MonthState)(await entities.ReadAsync(
            call.Key(MonthRef.EntityType, month), cancellationToken)).State;
        return known[month] = state.Status is not (MonthStatus.Open or MonthStatus.Frozen);
    }
}
