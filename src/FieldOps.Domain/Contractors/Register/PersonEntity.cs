using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>
/// A person of a contractor: certificates with their ends, and the operator's unified certification without which it
/// takes no orders (domain reference, 3.2 and 3.3).
/// </summary>
public sealed class PersonEntity : EntityDefinition<PersonState>
{
    /// <summary>Certificates of one person.</summary>
    public const int CertificatesMax = 50;

    private const string ExpiryDeadline = "expiry";

    /// <inheritdoc/>
    public override string Type => PersonState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["person.registered.v1"] = typeof(PersonRegistered),
        ["person.amended.v1"] = typeof(PersonAmended),
        ["person.certificate-recorded.v1"] = typeof(CertificateRecorded),
        ["person.certificate-withdrawn.v1"] = typeof(CertificateWithdrawn),
        ["person.certified.v1"] = typeof(PersonCertified),
        ["person.certification-revoked.v1"] = typeof(CertificationRevoked),
        ["person.paper-expiring.v1"] = typeof(PersonPaperExpiring),
        ["person.left.v1"] = typeof(PersonLeft),
        ["person.data-erased.v1"] = typeof(PersonDataErased),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["person.register"] = typeof(RegisterPerson),
        ["person.amend"] = typeof(AmendPerson),
        ["person.record-certificate"] = typeof(RecordCertificate),
        ["person.withdraw-certificate"] = typeof(WithdrawCertificate),
        ["person.certify"] = typeof(CertifyPerson),
        ["person.revoke-certification"] = typeof(RevokeCertification),
        ["person.leave"] = typeof(LeavePerson),
        ["person.record-erasure"] = typeof(RecordErasure),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(PersonState);

    /// <inheritdoc/>
    public override PersonState Initial => PersonState.None;

    /// <inheritdoc/>
    public override Decision Decide(PersonState state, ICommand command, Actor by, DateTimeOffset now)
    {
        var whose = command is RegisterPerson wish ? wish.ContractorId : state.ContractorId;
        if (command is not (DeadlineReached or CertifyPerson or RevokeCertification or RecordErasure)
            && ContractorRights.KeepFile.RefusalOf(by) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var mayAsk = by.IsOperator || by.ContractorId == whose;
        return command switch
        {
            DeadlineReached => Decision.Of(Expiring(state, now)),
            RegisterPerson register => mayAsk ? Register(state, register, by, now) : NotAllowed,
            // To another contractor's people the person does not exist.
            _ when state.PersonId == Guid.Empty || !mayAsk => Decision.Refuse(PersonRefusals.Unknown),
            RecordErasure erasure => Erase(state, erasure, by, now),
            _ when state.LeftAt is not null => command is LeavePerson
                ? Decision.Nothing
                : Decision.Refuse(PersonRefusals.Left),
            AmendPerson amend => Amend(state, amend, by, now),
            RecordCertificate record => Record(state, record, by, now),
            WithdrawCertificate withdraw => Withdraw(state, withdraw, by, now),
            LeavePerson leave => Reasoned(
                leave.Reason, () => new PersonLeft(state.Code, state.ContractorId, leave.Reason, by.Id, now)),
            _ when ContractorRights.Certify.RefusalOf(by) is { } no => Decision.Refuse(no),
            CertifyPerson certify => Certify(state, certify, by, now),
            RevokeCertification revoke => state.Certification is null
                ? Decision.Refuse(PersonRefusals.NotCertified)
                : Reasoned(
                    revoke.Reason, () => new CertificationRevoked(state.Code, revoke.Reason, by.Id, now)),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override PersonState Evolve(PersonState state, IEvent happened) => happened switch
    {
        PersonRegistered e => PersonState.None with
        {
            PersonId = e.PersonId, Code = e.Code, ContractorId = e.ContractorId, ContractorCode = e.ContractorCode,
            Team = e.Team, Duty = e.Duty,
        },
        PersonAmended e => state with { Team = e.Team, Duty = e.Duty },
        CertificateRecorded e => state with { Certificates = state.Certificates.SetItem(e.Paper.Code, e.Paper) },
        CertificateWithdrawn e => state with { Certificates = state.Certificates.Remove(e.Certificate) },
        PersonCertified e => state with { Certification = e.Certification },
        CertificationRevoked => state with { Certification = null },
        PersonPaperExpiring e => Told(state, e),
        PersonLeft e => state with { LeftAt = e.LeftAt },
        PersonDataErased e => state with { ErasedAt = e.ErasedAt },
        _ => state,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(PersonState state)
    {
        if (state.LeftAt is not null)
        {
            return [];
        }

        var next = state.Certificates.Values.Select(c => c.Expiry.NextNoticeAt)
            .Append(state.Certification?.Expiry.NextNoticeAt).Min();
        return next is { } due ? [new Deadline(ExpiryDeadline, due)] : [];
    }

    /// <inheritdoc/>
    public override object View(PersonState state) => state;

    private static Decision NotAllowed => Decision.Refuse(PersonRefusals.NotAllowed);

    private static PersonState Told(PersonState state, PersonPaperExpiring e)
    {
        if (e.Subject == ExpirySubjects.Certification)
        {
            return state with
            {
                Certification = state.Certification is { } held
                    ? held with { Expiry = held.Expiry with { ToldDays = e.Days } }
                    : null,
            };
        }

        return state.Certificates.TryGetValue(e.Paper, out var paper)
            ? state with
            {
                Certificates = state.Certificates.SetItem(
                    e.Paper, paper with { Expiry = paper.Expiry with { ToldDays = e.Days } }),
            }
            : state;
    }

    private static IEnumerable<IEvent> Expiring(PersonState state, DateTimeOffset now)
    {
        if (state.LeftAt is not null)
        {
            yield break;
        }

        foreach (var paper in state.Certificates.Values)
        {
            if (paper.Expiry.DueAt(now) is { } days)
            {
                yield return new PersonPaperExpiring(
                    state.Code, state.ContractorId, state.ContractorCode, ExpirySubjects.Certificate, paper.Code,
                    paper.Expiry.EndsAt, days, now);
            }
        }

        if (state.Certification?.Expiry is { } expiry && expiry.DueAt(now) is { } left)
        {
            yield return new PersonPaperExpiring(
                state.Code, state.ContractorId, state.ContractorCode, ExpirySubjects.Certification, "", expiry.EndsAt,
                left, now);
        }
    }

    private static Decision Register(PersonState state, RegisterPerson wish, Actor by, DateTimeOffset now)
    {
        if ((ContractorLimits.IsCode(wish.Code) ? PlaceFault(wish.Team, wish.Duty) : "code") is { } field)
        {
            return Decision.Refuse(PersonRefusals.Invalid, ("field", field));
        }

        // Who comes back to the trade, to this contractor or another, keeps the code but no certification.
        if (state.PersonId == Guid.Empty || state.LeftAt is not null)
        {
            return Decision.Of(new PersonRegistered(
                wish.PersonId, wish.Code, wish.ContractorId, wish.ContractorCode, wish.Team, wish.Duty, by.Id, now));
        }

        var same = state.ContractorId == wish.ContractorId && state.Team == wish.Team && state.Duty == wish.Duty;
        return same
            ? Decision.Nothing
            : Decision.Refuse(PersonRefusals.AlreadyRegistered, ("code", wish.Code));
    }

    private static Decision Amend(PersonState state, AmendPerson wish, Actor by, DateTimeOffset now)
    {
        if (PlaceFault(wish.Team, wish.Duty) is { } field)
        {
            return Decision.Refuse(PersonRefusals.Invalid, ("field", field));
        }

        return state.Team == wish.Team && state.Duty == wish.Duty
            ? Decision.Nothing
            : Decision.Of(new PersonAmended(state.Code, wish.Team, wish.Duty, by.Id, now));
    }

    private static Decision Record(PersonState state, RecordCertificate wish, Actor by, DateTimeOffset now)
    {
        // The number of a person's paper names the person: it stands apart.
        var bare = wish.Paper with { Number = null };
        if (CredentialCheck.Of(bare, now) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var paper = bare.ToCredential();
        var known = state.Certificates.GetValueOrDefault(paper.Code);
        if (known is null && state.Certificates.Count >= CertificatesMax)
        {
            return Decision.Refuse(
                CredentialCheck.LimitReached, ("max", CertificatesMax.ToString(CultureInfo.InvariantCulture)));
        }

        return known?.IsSamePaper(paper) == true
            ? Decision.Nothing
            : Decision.Of(new CertificateRecorded(
                state.Code, state.ContractorId, state.ContractorCode, paper, by.Id, now));
    }

    private static Decision Withdraw(PersonState state, WithdrawCertificate wish, Actor by, DateTimeOffset now) =>
        state.Certificates.ContainsKey(wish.Code)
            ? Reasoned(
                wish.Reason, () => new CertificateWithdrawn(state.Code, wish.Code, wish.Reason, by.Id, now))
            : Decision.Refuse(CredentialCheck.Unknown, ("code", wish.Code));

    private static Decision Certify(PersonState state, CertifyPerson wish, Actor by, DateTimeOffset now)
    {
        if (wish.Until <= now || wish.Until > WallCalendar.AddMonths(now, wish.MonthsMax, wish.Zone))
        {
            return Decision.Refuse(
                PersonRefusals.CertificationPeriodInvalid,
                ("monthsMax", wish.MonthsMax.ToString(CultureInfo.InvariantCulture)));
        }

        if (!ContractorLimits.IsText(wish.Evidence, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(PersonRefusals.Invalid, ("field", "evidence"));
        }

        var missing = wish.RequiredKinds
            .Where(k => !state.Certificates.Values.Any(c => c.Kind == k && c.HoldsAt(now)))
            .ToArray();
        return missing.Length > 0
            ? Decision.Refuse(PersonRefusals.CertificatesMissing, ("kinds", string.Join(", ", missing)))
            : Decision.Of(new PersonCertified(
                state.Code, state.ContractorId, state.ContractorCode,
                new Certification(
                    now, new Expiry(wish.Until.ToUniversalTime(), wish.NoticeDays), wish.RequiredKinds, wish.Evidence,
                    by.Id)));
    }

    private static Decision Erase(PersonState state, RecordErasure wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.Certify.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.ErasedAt is not null)
        {
            return Decision.Nothing;
        }

        return state.LeftAt is null
            ? Decision.Refuse(PersonRefusals.NotLeft)
            : Reasoned(wish.Reason, () => new PersonDataErased(state.Code, wish.Reason, by.Id, now));
    }

    private static Decision Reasoned(string reason, Func<IEvent> happened) =>
        ContractorLimits.IsText(reason, ContractorLimits.ReasonCharactersMax)
            ? Decision.Of(happened())
            : Decision.Refuse(ContractorRefusals.ReasonMissing);

    private static string? PlaceFault(string? team, string duty) => team switch
    {
        not null when !ContractorLimits.IsCode(team) => "team",
        _ when !ContractorLimits.IsCode(duty) => "duty",
        _ => null,
    };
}
