using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>
/// Whatever people do to a month, in whatever order: it can be settled, and every late fact is paid once.
/// </summary>
public sealed class MonthLifeLaws
{
    private const string Restore = "back-end/assurance/timeliness/restore";
    private const int DeedsMax = 60;
    private const int ClosingStepsMax = 40;

    private static readonly ContractorMonthEntity s_entity = new();
    private static readonly ImmutableArray<FeeLine> s_fees = [new(Id(77), "L1", 120_000m, 31, 31)];
    private static readonly CountedVisits s_visits = new(
        "line-prices", 2,
        [
            new VisitPrice("fault", "故障处理", "Fault", 2m, 120m, "7.6") with
            {
                CountedFrom = [new CountedFrom("line", ["repair"])],
            },
        ]);

    private static readonly Actor s_second = new("deputy", ActorRoles.DepartmentHead);
    private static readonly MonthRef s_february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);

    [Theory]
    [InlineData(SignOff.ConfirmThenApprove)]
    [InlineData(SignOff.ApproveThenConfirm)]
    public void Month_AfterAnyDeeds_CanBeSettled_AndEveryLateFactIsPaidOnce(SignOff signOff)
    {
        var scheme = Seed3 with { SignOff = signOff, Appeal = new AppealRules(5, SilenceMeans.Nothing, "test") };
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var life = new Life(scheme, new Random(seed));
            var deeds = life.Random.Next(DeedsMax);
            for (var done = 0; done < deeds; done++)
            {
                life.Try(life.Deed());
            }

            life.Settle();
            life.Try((new CorrectMonth(scheme, s_february, "all that came late"), Assessor));
            return life.State.Status == MonthStatus.Settled && life.PaidCny() == life.DueCny();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void FinalResults_ChangeByTheirNamedEventsAlone_AndByEveryOneOfThem()
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signOff in Enum.GetValues<SignOff>())
        {
            var scheme = Seed3 with { SignOff = signOff, Appeal = new AppealRules(5, SilenceMeans.Agreement, "test") };
            for (var seed = 0; seed < 300; seed++)
            {
                var life = new Life(scheme, new Random(seed));
                for (var done = 0; done < DeedsMax; done++)
                {
                    life.Try(life.Deed());
                }

                life.Settle();
                changed.UnionWith(life.FinalChangedBy);
            }
        }

        changed.Order().ShouldBe(MonthStatuses.FinalResultEvents.Order());
    }

    private sealed class Life(ScoringScheme scheme, Random random)
    {
        private readonly List<ViolationFact> _breaches = [];
        private readonly List<WorkFact> _works = [];

        // Some months are paid by the visit as well.
        private readonly CountedVisits? _visits = random.Next(2) == 0 ? s_visits : null;
        private int _made;
        private decimal _paid;

        public Random Random => random;

        public MonthState State { get; private set; } = MonthState.None;

        /// <summary>Stored names of the events after which the month's final result was another, or none.</summary>
        public HashSet<string> FinalChangedBy { get; } = new(StringComparer.Ordinal);

        public bool Try((ICommand Command, Actor By) deed)
        {
            var now = deed.Command is DeadlineReached ? InFebruary.AddDays(5) : InFebruary;
            var decision = s_entity.Decide(State, deed.Command, deed.By, now);
            foreach (var happened in decision.Events)
            {
                var before = FinalResult();
                State = s_entity.Evolve(State, happened);
                Keep(happened);
                if (FinalResult() != before)
                {
                    FinalChangedBy.Add(s_entity.Events.Single(e => e.Value == happened.GetType()).Key);
                }
            }

            return !decision.Events.IsEmpty;
        }

        public (ICommand, Actor) Deed() => random.Next(16) switch
        {
            0 or 1 or 2 => (Fact(), Actor.System),
            3 => (Freeze(), Assessor),
            4 => (Compute(), Assessor),
            5 => (new ConfirmSheet(null), Finance),
            6 => (new DisputeSheet(null, $"no {++_made}"), Finance),
            7 => (Objection(), Finance),
            8 => (Decision(), Assessor),
            9 => (new ApproveSheet(null), Head),
            10 => (new PublishSheet(), Assessor),
            11 => (new SettleMonth(), Assessor),
            12 => random.Next(2) == 0
                ? (new AskReopening("meter was wrong"), Assessor)
                : (new ReopenMonth(), s_second),
            14 => Found(),
            13 => (new DeadlineReached("appeal", default), Actor.System),
            _ => (new CorrectMonth(scheme, s_february, "late"), Assessor),
        };

        /// <summary>Goes on until it is settled, or gives up: then the law is broken.</summary>
        public void Settle()
        {
            // Some operators decide what the contractor objects to before it may think better of it.
            var decides = random.Next(2) == 0;
            for (var step = 0; step < ClosingStepsMax && State.Status != MonthStatus.Settled; step++)
            {
                (ICommand, Actor)[] decisions =
                [
                    .. State.Disputes.Where(d => d.Decided is null)
                        .Select(d => ((ICommand)new DecideDispute(d.DisputeId, false, null, "no"), Assessor)),
                ];
                IEnumerable<(ICommand, Actor)> ways =
                [
                    (new SettleMonth(), Assessor), (new PublishSheet(), Assessor), (new ApproveSheet(null), Head),
                    .. decides ? decisions : [], (new ConfirmSheet(null), Finance), .. decisions,
                    (Compute(), Assessor), (Freeze(), Assessor),
                ];
                _ = ways.Any(Try);
            }
        }

        /// <summary>What was paid at each settlement, and what later months pay or take back for it.</summary>
        public decimal PaidCny() => _paid;

        /// <summary>What it should: all facts, whenever they came, with all that was upheld.</summary>
        public decimal DueCny()
        {
            var late = State.Late.Select(l => l.Outcome?.Order).OfType<OrderFact>().ToDictionary(o => o.OrderId);
            var facts = State.Facts() with
            {
                Orders = [.. State.Orders.Values.Where(o => !late.ContainsKey(o.OrderId)), .. late.Values],
                Violations = [.. _breaches],
            };
            var whole = State.WithLateFacts() with
            {
                Works = _works.ToImmutableSortedDictionary(w => w.WorkId, w => w), CorrectionsBefore = 0,
            };
            return SheetStatement.Of(s_fees, MonthScore.Of(facts, scheme).Score, scheme.Settlement, whole).TotalCny;
        }

        /// <summary>A breach or a fine, or one less, in time or not: the law keeps what the month took.</summary>
        private (ICommand, Actor) Found()
        {
            var id = Id(20_000 + ++_made);
            if (_works.Count > 0 && random.Next(3) == 0)
            {
                var work = _works[random.Next(_works.Count)].WorkId;
                return (new WithdrawWork(work, "typed twice") { LateReason = "typed twice" }, Assessor);
            }

            return random.Next(2) == 0
                ? (new RecordViolation(
                    January, id, ViolationClass.Class2, "error", random.Next(1, 5), "log", InJanuary, Seed3.Credit)
                {
                    LateReason = "found later",
                }, Assessor)
                : (new RecordWork(January, MonthWalks.Fine(random.Next(1, 9), 20_000 + _made))
                {
                    LateReason = "found later",
                }, Assessor);
        }

        private void Keep(IEvent happened)
        {
            _paid += happened switch
            {
                MonthSettled e => e.TotalCny - (e.PaidBeforeCny ?? 0m),
                MonthCorrectionComputed e => e.Correction.DifferenceCny(),
                _ => 0m,
            };
            switch (happened is MonthLateFactRecorded { Late: var late } ? late.Fact() : happened)
            {
                case MonthViolationRecorded e:
                    _breaches.Add(e.Violation);
                    break;
                case MonthWorkRecorded e:
                    _works.Add(e.Work);
                    break;
                case MonthWorkWithdrawn e:
                    _works.RemoveAll(w => w.WorkId == e.WorkId);
                    break;
            }
        }

        private (int Sheet, int Corrections)? FinalResult() =>
            State.Sheet is { } sheet && sheet.SignOff.IsFinal(State.Status)
                ? (sheet.Number, State.Corrections.Length)
                : null;

        private ComputeSheet Compute() => _visits is null
            ? new ComputeSheet(scheme, s_fees)
            : new ComputeCountedSheet(scheme, s_fees) { Visits = _visits };

        private static FreezeMonth Freeze() => new(January, 9, OpenOrdersAtFreeze.Carry);

        private RecordOutcome Fact() =>
            new(January, Outcome(++_made, random.Next(3) > 0), State.Status == MonthStatus.Open ? 4 : 90);

        private DisputeLines Objection()
        {
            var orders = State.Orders.Keys.ToArray();
            var fact = orders.Length > 0 && random.Next(2) == 0 ? orders[random.Next(orders.Length)] : (Guid?)null;
            var path = random.Next(4) switch
            {
                0 => "lot/L1",
                3 => "visits/line/fault",
                1 when _works.Count > 0 => $"work/{_works[random.Next(_works.Count)].WorkId:D}",
                _ => Restore,
            };
            return new(
                null,
                [new DisputedLine(Id(10_000 + ++_made), path, path == Restore ? fact : null, "not ours", null)]);
        }

        private DecideDispute Decision()
        {
            var open = State.Disputes.Where(d => d.Decided is null).ToArray();
            var which = open.Length == 0 ? Id(1) : open[random.Next(open.Length)].DisputeId;
            var path = open.FirstOrDefault(d => d.DisputeId == which)?.Path ?? "";
            var cny = State.Sheet is { } sheet ? StatementPaths.AmountOf(sheet.Statement, path) : null;
            return new(which, random.Next(2) == 0, random.Next(16), "looked at", Cny: cny < -100m ? cny + 100m : cny);
        }
    }
}
