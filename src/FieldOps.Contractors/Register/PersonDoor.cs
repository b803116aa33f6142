using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Contractors.Register;

/// <summary>
/// Takes calls about people. What names a person is written beside the log after the log has accepted; a call that is
/// repeated because the second step was lost writes it then.
/// </summary>
internal sealed class PersonDoor(
    IEntities entities, PersonalData personal, RegisterPolicies policies, IAppClock clock, TimeZoneInfo zone)
{
    public static EntityKey KeyOf(ApiCall call, string code) =>
        call.Key(PersonState.EntityType, PersonState.IdOf(call.Tenant, code));

    /// <summary>The person as the caller may see it; null when there is none, or none of the caller's.</summary>
    public async Task<(PersonState? Person, int Version)> ReadAsync(
        ApiCall call, string code, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, code), cancellationToken);
        var state = (PersonState)snapshot.State;
        var seen = snapshot.Version > 0 && (call.By.ContractorId is not { } own || own == state.ContractorId);
        return (seen ? state : null, snapshot.Version);
    }

    public async Task<IResult> AskAsync(
        ApiCall call, string code, ICommand command, CancellationToken cancellationToken) => HttpAnswers.From(
            await entities.AskAsync(KeyOf(call, code), command, call.ToContext(), cancellationToken));

    public async Task<IResult> RegisterAsync(ApiCall call, PersonBody body, CancellationToken cancellationToken)
    {
        var contractor = ContractorWrites.KeyOf(call, body.Contractor);
        if ((await entities.ReadAsync(contractor, cancellationToken)).Version == 0)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var key = KeyOf(call, body.Code);
        var wish = new RegisterPerson(key.Id, body.Code, contractor.Id, body.Contractor, body.Team, body.Duty);
        var answer = await entities.AskAsync(key, wish, call.ToContext(), cancellationToken);
        await NameAsync(key, answer, body.Name, body.Phone, cancellationToken);
        return HttpAnswers.From(
            answer, createdAt: $"{ApiEndpoints.Prefix}/people/{Uri.EscapeDataString(body.Code)}");
    }

    public async Task<IResult> AmendAsync(
        ApiCall call, string code, PersonPlaceBody body, CancellationToken cancellationToken)
    {
        var key = KeyOf(call, code);
        var answer = await entities.AskAsync(
            key, new AmendPerson(body.Team, body.Duty), call.ToContext(), cancellationToken);
        await NameAsync(key, answer, body.Name, body.Phone, cancellationToken);
        return HttpAnswers.From(answer);
    }

    public async Task<IResult> RecordAsync(
        ApiCall call, string code, PaperBody body, CancellationToken cancellationToken)
    {
        var rules = await policies.RegisterAtAsync(call.Tenant, clock.Now, cancellationToken);
        var key = KeyOf(call, code);
        var answer = await entities.AskAsync(
            key, new RecordCertificate(body.ToWish(rules)), call.ToContext(), cancellationToken);
        if (answer is Answer.Accepted accepted && body.Number is { } number)
        {
            await personal.PutNumberAsync(
                key.Tenant, key.Id, body.Code, number, accepted.Version, cancellationToken);
        }

        return HttpAnswers.From(answer);
    }

    public async Task<IResult> WithdrawAsync(
        ApiCall call, string code, string paper, string reason, CancellationToken cancellationToken)
    {
        var key = KeyOf(call, code);
        var answer = await entities.AskAsync(
            key, new WithdrawCertificate(paper, reason), call.ToContext(), cancellationToken);
        if (answer is Answer.Accepted accepted)
        {
            await personal.DropNumberAsync(key.Tenant, key.Id, paper, accepted.Version, cancellationToken);
        }

        return HttpAnswers.From(answer);
    }

    public async Task<IResult> CertifyAsync(
        ApiCall call, string code, CertifyBody body, CancellationToken cancellationToken)
    {
        var rules = await policies.RegisterAtAsync(call.Tenant, clock.Now, cancellationToken);
        return await AskAsync(
            call, code,
            new CertifyPerson(
                body.Until, body.Evidence, rules.RequiredCertificates, rules.CertificationMonthsMax, rules.NoticeDays)
            {
                Zone = zone.Id,
            },
            cancellationToken);
    }

    /// <summary>Erases what stands apart once the log has said so; asked again it erases again.</summary>
    public async Task<IResult> EraseAsync(
        ApiCall call, string code, string reason, CancellationToken cancellationToken)
    {
        var key = KeyOf(call, code);
        var answer = await entities.AskAsync(key, new RecordErasure(reason), call.ToContext(), cancellationToken);
        if (answer is Answer.Accepted accepted)
        {
            await personal.EraseAsync(key.Tenant, key.Id, accepted.Version, cancellationToken);
        }

        return HttpAnswers.From(answer);
    }

    private async Task NameAsync(
        EntityKey key, Answer answer, string? name, string? phone, CancellationToken cancellationToken)
    {
        if (answer is Answer.Accepted accepted && (name ?? phone) is not null)
        {
            await personal.PutAsync(key.Tenant, key.Id, name, phone, accepted.Version, cancellationToken);
        }
    }
}
