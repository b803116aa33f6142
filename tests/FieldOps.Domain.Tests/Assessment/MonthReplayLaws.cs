using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

public sealed class MonthReplayLaws
{
    private static readonly ContractorMonthEntity s_entity = new();

    /// <summary>What belongs to a month follows from the position, not from who was faster before the freeze.</summary>
    [Fact]
    public void FactsRacingTheFreeze_LeaveTheSameSheet() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var facts = RandomWishes(random);
            const long Position = 20;
            var inTime = facts.Where(f => f.Position <= Position).Select(f => f.Wish).ToArray();
            var racing = facts.Where(f => f.Position > Position).Select(f => f.Wish).ToArray();
            var cut = random.Next(racing.Length + 1);
            var early = SheetOf([.. inTime, .. racing.Take(cut)], Position, racing.Skip(cut));
            var late = SheetOf(inTime, Position, racing);
            return early == late;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void ReplayOfTheLog_GivesTheSameState() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var (state, log) = Run(RandomWishes(new Random(seed)).Select(f => f.Wish), s_entity.Initial);
            var orders = state.Orders.Values;
            return Decisions.Shown(log.Aggregate(s_entity.Initial, s_entity.Evolve)) == Decisions.Shown(state)
                && state.OrdersOpen == orders.Count(o => o is { Ended: null, Withdrawn: null })
                && state.OrdersWithdrawn == orders.Count(o => o.Withdrawn is not null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static (string Sheet, string Late, int Open, int Withdrawn) SheetOf(
        IEnumerable<ICommand> before, long position, IEnumerable<ICommand> after)
    {
        var (open, _) = Run(before, s_entity.Initial);
        var (frozen, _) = Run([new FreezeMonth(January, position, OpenOrdersAtFreeze.Carry), .. after], open);
        var (computed, _) = Run([new ComputeSheet(LineStation, [])], frozen);
        var late = frozen.Late.Select(l => $"{l.Kind()} {l.SubjectId()}").Order(StringComparer.Ordinal);
        return (
            Decisions.Shown(computed.Sheet!.Score), string.Join('\n', late), frozen.OrdersOpen,
            frozen.OrdersWithdrawn);
    }

    private static (MonthState State, List<IEvent> Log) Run(IEnumerable<ICommand> wishes, MonthState state)
    {
        var log = new List<IEvent>();
        foreach (var wish in wishes)
        {
            foreach (var happened in s_entity.Decide(state, wish, Assessor, InFebruary).Events)
            {
                log.Add(happened);
                state = s_entity.Evolve(state, happened);
            }
        }

        return (state, log);
    }

    private static (ICommand Wish, long Position)[] RandomWishes(Random random)
    {
        var wishes = new List<(ICommand, long)>();
        var entered = new HashSet<int>();
        var done = new HashSet<int>();
        for (var position = 1L; position <= 40; position++)
        {
            var number = random.Next(1, 10);
            if (entered.Add(number))
            {
                wishes.Add((Enter(number, position), position));
            }
            else if (done.Add(number))
            {
                ICommand wish = random.Next(4) == 0
                    ? new WithdrawOrder(January, Id(number), Number(number), "cancelled", position)
                    : new RecordOutcome(January, Outcome(number, random.Next(2) == 0, random.Next(4) == 0), position);
                wishes.Add((wish, position));
            }
        }

        return [.. wishes];
    }
}
