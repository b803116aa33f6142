using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Assessment.Papers;

/// <summary>Brings together what a paper needs, for those who may see it.</summary>
internal sealed class StatementPapers(IEntities entities, TimeZoneInfo zone)
{
    public async Task<(StatementPaper? Paper, IResult? Refused)> OfAsync(
        ApiCall call, string contractor, string month, CancellationToken cancellationToken)
    {
        if (MonthAccess.IdOf(call, contractor, month) is not { } id)
        {
            return (null, MonthAccess.Refuse(call, contractor, month));
        }

        var snapshot = await entities.ReadAsync(call.Key(MonthRef.EntityType, id), cancellationToken);
        if (snapshot.Version == 0)
        {
            return (null, HttpAnswers.Refuse(MonthRefusals.Unknown));
        }

        var state = (MonthState)snapshot.State;
        if (state.Sheet is not { } sheet || !MonthAccess.SeesSheet(call.By, state))
        {
            return (null, HttpAnswers.Refuse(MonthRefusals.NotComputed));
        }

        var key = call.Key(ContractorIds.ContractorType, ContractorIds.Contractor(call.Tenant, contractor));
        var known = (ContractorState)(await entities.ReadAsync(key, cancellationToken)).State;
        var clock = new PaperClock(zone);
        return (
            new StatementPaper(
                contractor, known.NameZh, known.NameEn, month, state.Status, sheet.Number, sheet.Score,
                sheet.Statement, state.Signatures, [.. new CorrectedRecords(clock).Of(state)], clock),
            null);
    }
}
