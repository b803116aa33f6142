using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>
/// The file of a contractor: qualifications with their ends (domain reference, 9.1), maintenance bases and teams (3.3).
/// People have files of their own.
/// </summary>
public sealed class ContractorFileEntity : EntityDefinition<ContractorFileState>
{
    /// <summary>Qualifications of one contractor: every branch of every trade.</summary>
    public const int QualificationsMax = 200;

    /// <summary>Bases of one contractor: one a county of a province.</summary>
    public const int BasesMax = 300;

    /// <summary>Teams of one contractor.</summary>
    public const int TeamsMax = 1_000;

    private const string ExpiryDeadline = "expiry";

    /// <inheritdoc/>
    public override string Type => ContractorFileState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["contractor-file.qualification-recorded.v1"] = typeof(QualificationRecorded),
        ["contractor-file.qualification-withdrawn.v1"] = typeof(QualificationWithdrawn),
        ["contractor-file.qualification-expiring.v1"] = typeof(QualificationExpiring),
        ["contractor-file.base-put.v1"] = typeof(BasePut),
        ["contractor-file.base-closed.v1"] = typeof(BaseClosed),
        ["contractor-file.team-put.v1"] = typeof(TeamPut),
        ["contractor-file.team-disbanded.v1"] = typeof(TeamDisbanded),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contractor-file.record-qualification"] = typeof(RecordQualification),
        ["contractor-file.withdraw-qualification"] = typeof(WithdrawQualification),
        ["contractor-file.put-base"] = typeof(PutBaseSite),
        ["contractor-file.close-base"] = typeof(CloseBaseSite),
        ["contractor-file.put-team"] = typeof(PutTeam),
        ["contractor-file.disband-team"] = typeof(DisbandTeam),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ContractorFileState);

    /// <inheritdoc/>
    public override ContractorFileState Initial => ContractorFileState.None;

    /// <inheritdoc/>
    public override Decision Decide(ContractorFileState state, ICommand command, Actor by, DateTimeOffset now)
    {
        var whose = command switch
        {
            RecordQualification c => c.ContractorId,
            PutBaseSite c => c.ContractorId,
            PutTeam c => c.ContractorId,
            _ => state.ContractorId,
        };
        if (ContractorRights.KeepFile.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!by.IsOperator && by.ContractorId != whose)
        {
            return Decision.Refuse(ContractorFileRefusals.NotAllowed);
        }

        return command switch
        {
            DeadlineReached => Decision.Of(Expiring(state, now)),
            RecordQualification wish => Record(state, wish, by, now),
            PutBaseSite wish => Put(state, wish, by, now),
            PutTeam wish => Put(state, wish, by, now),
            _ when state.ContractorId == Guid.Empty => Decision.Refuse(ContractorFileRefusals.Unknown),
            WithdrawQualification wish => Withdraw(state, wish, by, now),
            CloseBaseSite wish => Close(state, wish, by, now),
            DisbandTeam wish => Disband(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override ContractorFileState Evolve(ContractorFileState state, IEvent happened) => happened switch
    {
        QualificationRecorded e => Of(state, e.ContractorId, e.ContractorCode) with
        {
            Qualifications = state.Qualifications.SetItem(e.Paper.Code, e.Paper),
        },
        QualificationWithdrawn e => state with { Qualifications = state.Qualifications.Remove(e.Code) },
        QualificationExpiring e when state.Qualifications.TryGetValue(e.Code, out var paper) => state with
        {
            Qualifications = state.Qualifications.SetItem(
                e.Code, paper with { Expiry = paper.Expiry with { ToldDays = e.Days } }),
        },
        BasePut e => Of(state, e.ContractorId, e.ContractorCode) with
        {
            Bases = state.Bases.SetItem(e.Base.Code, e.Base),
        },
        BaseClosed e => state with { Bases = state.Bases.Remove(e.Code) },
        TeamPut e => Of(state, e.ContractorId, e.ContractorCode) with
        {
            Teams = state.Teams.SetItem(e.Team.Code, e.Team),
        },
        TeamDisbanded e => state with { Teams = state.Teams.Remove(e.Code) },
        _ => state,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(ContractorFileState state) =>
        state.Qualifications.Values.Min(q => q.Expiry.NextNoticeAt) is { } next
            ? [new Deadline(ExpiryDeadline, next)]
            : [];

    /// <inheritdoc/>
    public override object View(ContractorFileState state) => state;

    private static ContractorFileState Of(ContractorFileState state, Guid contractorId, string code) =>
        state with { ContractorId = contractorId, Code = code };

    private static IEnumerable<IEvent> Expiring(ContractorFileState state, DateTimeOffset now) =>
        state.Qualifications.Values
            .Select(q => (Paper: q, Days: q.Expiry.DueAt(now)))
            .Where(q => q.Days is not null)
            .Select(q => new QualificationExpiring(
                state.ContractorId, state.Code, q.Paper.Code, q.Paper.Kind, q.Paper.Expiry.EndsAt, q.Days!.Value, now));

    private static Decision Record(
        ContractorFileState state, RecordQualification wish, Actor by, DateTimeOffset now)
    {
        if (CredentialCheck.Of(wish.Paper, now) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var paper = wish.Paper.ToCredential();
        if (!by.IsOperator && IsMissed(state, paper, now))
        {
            paper = paper with { Pending = true };
        }

        var known = state.Qualifications.GetValueOrDefault(paper.Code);
        if (known is null && state.Qualifications.Count >= QualificationsMax)
        {
            return Decision.Refuse(CredentialCheck.LimitReached, ("max", Text(QualificationsMax)));
        }

        return known?.IsSamePaper(paper) == true
            ? Decision.Nothing
            : Decision.Of(new QualificationRecorded(wish.ContractorId, wish.ContractorCode, paper, by.Id, now));
    }

    // A paper that has expired and that no other of its kind has followed keeps orders away: the contractor's own word
    // does not lift that.
    private static bool IsMissed(ContractorFileState state, Credential handedIn, DateTimeOffset now)
    {
        var all = state.Qualifications.Values;
        return all.Any(q => (q.Code == handedIn.Code || q.Kind == handedIn.Kind)
            && (q.Pending == true || !q.Expiry.HoldsAt(now))
            && !all.Any(o => o.Kind == q.Kind && o.HoldsAt(now)));
    }

    private static Decision Withdraw(
        ContractorFileState state, WithdrawQualification wish, Actor by, DateTimeOffset now)
    {
        if (!by.IsOperator)
        {
            return Decision.Refuse(ContractorFileRefusals.OperatorWithdraws);
        }

        if (!state.Qualifications.ContainsKey(wish.Code))
        {
            return Decision.Refuse(CredentialCheck.Unknown, ("code", wish.Code));
        }

        return ReasonRefusal(wish.Reason) is { } no
            ? Decision.Refuse(no)
            : Decision.Of(new QualificationWithdrawn(
                state.ContractorId, state.Code, wish.Code, wish.Reason, by.Id, now));
    }

    private static Decision Put(ContractorFileState state, PutBaseSite wish, Actor by, DateTimeOffset now)
    {
        var (put, known) = (wish.Base, state.Bases.GetValueOrDefault(wish.Base.Code));
        var no = Named(put.Code, put.NameZh, put.NameEn) ?? Text("region", put.Region) ?? Text("county", put.County)
            ?? Fits(known is null, state.Bases.Count, BasesMax);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        return known == put
            ? Decision.Nothing
            : Decision.Of(new BasePut(wish.ContractorId, wish.ContractorCode, put, by.Id, now));
    }

    private static Decision Close(ContractorFileState state, CloseBaseSite wish, Actor by, DateTimeOffset now)
    {
        if (!state.Bases.ContainsKey(wish.Code))
        {
            return Decision.Refuse(ContractorFileRefusals.BaseUnknown, ("base", wish.Code));
        }

        var teams = string.Join(", ", state.Teams.Values.Where(t => t.BaseCode == wish.Code).Select(t => t.Code));
        if (teams.Length > 0)
        {
            return Decision.Refuse(ContractorFileRefusals.BaseInUse, ("teams", teams));
        }

        return ReasonRefusal(wish.Reason) is { } no
            ? Decision.Refuse(no)
            : Decision.Of(new BaseClosed(state.ContractorId, wish.Code, wish.Reason, by.Id, now));
    }

    private static Decision Put(ContractorFileState state, PutTeam wish, Actor by, DateTimeOffset now)
    {
        var (put, known) = (wish.Team, state.Teams.GetValueOrDefault(wish.Team.Code));
        var no = Named(put.Code, put.NameZh, put.NameEn)
            ?? (ContractorLimits.IsCode(put.Speciality) ? null : Field("speciality"))
            ?? (put.BaseCode is { } at && !state.Bases.ContainsKey(at)
                ? Refusal.Of(ContractorFileRefusals.BaseUnknown, ("base", at))
                : null)
            ?? Fits(known is null, state.Teams.Count, TeamsMax);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        return known == put
            ? Decision.Nothing
            : Decision.Of(new TeamPut(wish.ContractorId, wish.ContractorCode, put, by.Id, now));
    }

    private static Decision Disband(ContractorFileState state, DisbandTeam wish, Actor by, DateTimeOffset now)
    {
        if (!state.Teams.ContainsKey(wish.Code))
        {
            return Decision.Refuse(ContractorFileRefusals.TeamUnknown, ("team", wish.Code));
        }

        return ReasonRefusal(wish.Reason) is { } no
            ? Decision.Refuse(no)
            : Decision.Of(new TeamDisbanded(state.ContractorId, wish.Code, wish.Reason, by.Id, now));
    }

    private static Refusal? Named(string code, string zh, string en) =>
        (ContractorLimits.IsCode(code) ? null : Field("code")) ?? Text("nameZh", zh) ?? Text("nameEn", en);

    private static Refusal? Text(string field, string text) =>
        ContractorLimits.IsText(text, ContractorLimits.NameCharactersMax) ? null : Field(field);

    private static Refusal? Fits(bool isNew, int count, int max) => isNew && count >= max
        ? Refusal.Of(ContractorFileRefusals.LimitReached, ("max", Text(max)))
        : null;

    private static Refusal? ReasonRefusal(string reason) =>
        ContractorLimits.IsText(reason, ContractorLimits.ReasonCharactersMax)
            ? null
            : Refusal.Of(ContractorRefusals.ReasonMissing);

    private static Refusal Field(string field) => Refusal.Of(ContractorFileRefusals.Invalid, ("field", field));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
