using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>The stored form of every event of contractors, lots and months: it is read for ever.</summary>
public sealed class MoneyGoldenTests
{
    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    private static readonly Dictionary<string, IEvent> s_samples = Samples();

    private static readonly EntityDefinition[] s_definitions =
        [new ContractorEntity(), new ContractLotEntity(), new ContractorMonthEntity(), new CreditRecordEntity(),
         new ContractorExitEntity(), new SuspensionEntity()];

    public static TheoryData<string> Names => [.. s_definitions.SelectMany(d => d.Events.Keys).Order()];

    private static WorkFact Cables => new(
        Id(96), "line-prices", 1, "list", "a", InJanuary,
        Cables: new CableMonth(
            [new CableInCare("C-1", "backbone", 700m, new DateOnly(2023, 12, 1), "Huangpu")], 12m,
            new CableTerms(
                [new UnitPrice("backbone", "骨干", "Backbone", 150m, "7.6")],
                [new LengthBand(1m, 1_000m), new LengthBand(0.95m)], SplitAtEdge: true, 20m, "7.6"))
        {
            AddsUp = true,
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsStoredAsTheGoldenFileSays(string name)
    {
        var sample = s_samples[name];
        var type = s_definitions.SelectMany(d => d.Events).Single(e => e.Key == name).Value;
        sample.ShouldBeOfType(type);
        var text = JsonSerializer.Serialize(sample, type, s_indented);
        RepoFiles.ShouldMatchGolden($"tests/FieldOps.Domain.Tests/golden/{name}.json", text);
        var back = JsonSerializer.Deserialize(text, type, PlatformJson.Options)!;
        JsonSerializer.Serialize(back, type, s_indented).ShouldBe(text);
    }

    /// <summary>What an event holds beside what logs from before know of it.</summary>
    [Fact]
    public void Event_WithWhatCameToItLater_IsStoredAsTheGoldenFileSays()
    {
        var breach = new ViolationFact(Id(70), ViolationClass.Class1, "data-leak", 100m, "case 7", InJanuary, "a");
        var late = LateFact.Of(new MonthViolationRecorded(breach, InFebruary)) with
        {
            Grounds = new LateGrounds("found on the 5th", "a", InFebruary),
        };
        Dictionary<string, IEvent> samples = new(StringComparer.Ordinal)
        {
            ["contractor-month.late-fact-recorded.v1.of-people"] = new MonthLateFactRecorded(late, InFebruary),
            ["contractor-month.dispute-decided.v1.of-money"] = new MonthDisputeDecided(
                Id(90),
                new DisputeDecided(true, "a guard was there", "a", InFebruary),
                new SheetAdjustment(
                    Id(90), $"work/{Id(95):D}", null, null, "a guard was there", "a", InFebruary, 60, 0m, -600m)),
            ["contractor-month.dispute-decided.v1.of-lot"] = new MonthDisputeDecided(
                Id(90),
                new DisputeDecided(true, "the fee is 130,000", "a", InFebruary),
                new SheetAdjustment(
                    Id(90), "lot/L1", null, null, "the fee is 130,000", "a", InFebruary, 60, 123_500m, 114_000m)
                {
                    Fees = [new FeeLine(Id(60), "L1", 120_000m, 31, 31)],
                }),
            ["contractor-month.dispute-decided.v1.of-visits"] = new MonthDisputeDecided(
                Id(90), new DisputeDecided(false, "none is missing", "a", InFebruary) { CountedCny = 4_800m }, null),
            ["contractor-month.reopened.v1.with-violations"] = new MonthReopened(
                new ReopeningWish("meter was wrong", "a", InFebruary), "h", 2, 20, 1, 3, InFebruary, 4),
        };
        foreach (var (name, sample) in samples)
        {
            var text = JsonSerializer.Serialize(sample, sample.GetType(), s_indented);
            RepoFiles.ShouldMatchGolden($"tests/FieldOps.Domain.Tests/golden/{name}.json", text);
            var back = JsonSerializer.Deserialize(text, sample.GetType(), PlatformJson.Options)!;
            JsonSerializer.Serialize(back, sample.GetType(), s_indented).ShouldBe(text);
        }
    }

    private static MonthCountedSheetComputed CountedSheet(ScoreSheet sheet)
    {
        var (scheme, fee) = (Seed3, new FeeLine(Id(60), "L1", 120_000m, 31, 31));
        var price = new VisitPrice("fault", "故障处理", "Fault", 2m, 120m, "7.6") with
        {
            CountedFrom =
            [
                new CountedFrom("line", ["repair"]) { AssetClasses = ["access"], ExcludedAttributions = ["operator"] },
            ],
        };
        var (visits, lots) = (
            new CountedVisits("line-prices", 2, [price]),
            ScoreLinkedSettlement.Of([fee], sheet.Score, scheme.Settlement));
        var items = SettlementItems.Of([], sheet.Score, visits, Facts(2, 0).Orders);
        return new MonthCountedSheetComputed(
            1, scheme.SignOff, [fee], sheet with { Headings = [], Lines = [] },
            lots with { Items = items, TotalCny = lots.TotalCny + items.Sum(i => i.AmountCny) }, "a", InFebruary)
        {
            Visits = visits,
        };
    }

    private static Dictionary<string, IEvent> SuspensionSamples()
    {
        var grounds = new SuspensionGrounds(
            [new MonthGrade("2024-01", 71.5m, "C"), new MonthGrade("2024-02", 60m, "C")], 2, "2 个月为 C",
            "2 months of C");
        return new Dictionary<string, IEvent>(StringComparer.Ordinal)
        {
            ["suspension.proposed.v1"] = new SuspensionProposed(
                ContractorId, "DW-A", "2024", grounds, 1, new Audience(["department-head"], ["log"]), InFebruary,
                4711),
            ["suspension.withdrawn.v1"] = new SuspensionWithdrawn(InFebruary, 4712),
            ["suspension.weighed.v1"] = new SuspensionWeighed(ContractorId, "DW-A", "2024", 4713),
            ["suspension.confirmed.v1"] = new SuspensionConfirmed(
                ContractorId, "2024", grounds, "no hope", "h", InFebruary),
            ["suspension.dismissed.v1"] = new SuspensionDismissed("new crew", "h", InFebruary),
        };
    }

    private static Dictionary<string, IEvent> AppealSamples(ScoreSheet sheet)
    {
        var february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);
        var wish = new ReopeningWish("meter was wrong", "a", InFebruary);
        var empty = sheet with { Headings = [], Lines = [], Excluded = [], Open = [] };
        return new Dictionary<string, IEvent>(StringComparer.Ordinal)
        {
            ["contractor-month.counted-sheet-computed.v1"] = CountedSheet(sheet),
            ["contractor-exit.drafted.v1"] = new ExitDrafted(
                ContractorId, "DW-A", ExitKind.Voluntary, "after-sale", "sold", "plan 3", 3, true,
                ["complaints", "arrears"], "a", InJanuary),
            ["contractor-exit.decided.v1"] = new ExitDecided(true, "minutes 7", "h", InJanuary),
            ["contractor-exit.started.v1"] = new ExitStarted(
                ContractorId, ExitKind.Voluntary, InFebruary, "a", InJanuary),
            ["contractor-exit.replacement-named.v1"] = new ReplacementNamed(
                ContractorId, new LotReplacement(Id(60), "L1", Id(61), "DW-B"), "a", InJanuary),
            ["contractor-exit.handed-over.v1"] = new ExitHandedOver(
                ContractorId, "DW-A", [new LotReplacement(Id(60), "L1", Id(61), "DW-B")], "system", InFebruary),
            ["contractor-exit.leftover-closed.v1"] = new ExitLeftoverClosed("arrears", "receipt", "a", InJanuary),
            ["contractor-exit.completed.v1"] = new ExitCompleted(
                ContractorId, ExitKind.Voluntary, "a", InFebruary),
            ["contractor-exit.voided.v1"] = new ExitVoided(
                ContractorId, "DW-A", ExitKind.BadCredit, "another company", InFebruary),
            ["contractor.organisation-set.v1"] = new ContractorOrganisationSet(
                ContractorId, "DW-A", "91310000MA1K35XX8Q", InJanuary),
            ["credit-record.listed.v1"] = new OrganisationListed(
                "91310000MA1K35XX8Q", "DW-A", "data leak", "case 7", "h", InJanuary, InJanuary.AddYears(2)),
            ["credit-record.appealed.v1"] = new ListingAppealed("91310000MA1K35XX8Q", "not us", "f", InJanuary),
            ["credit-record.appeal-decided.v1"] = new ListingAppealDecided(
                "91310000MA1K35XX8Q", true, "another company", "h2", InFebruary),
            ["contractor-month.lines-disputed.v1"] = new MonthLinesDisputed(
                [new LineDispute(Id(90), 1, "a/b/c/d", Id(1), "not ours", "photo", "f", InFebruary)]),
            ["contractor-month.dispute-decided.v1"] = new MonthDisputeDecided(
                Id(90),
                new DisputeDecided(true, "customer's cut", "a", InFebruary),
                new SheetAdjustment(Id(90), "a/b/c/d", Id(1), null, "customer's cut", "a", InFebruary, 60)),
            ["contractor-month.appeal-lapsed.v1"] = new MonthAppealLapsed(1, InFebruary),
            ["contractor-month.work-recorded.v1"] = new MonthWorkRecorded(new WorkFact(
                Id(95), "line-prices", 1, "photo", "a", InJanuary,
                Fine: new PricedCount(new UnitPrice("no-guard", "未盯防", "No guard", 300m, "7.6"), 2))),
            ["contractor-month.cables-recorded.v1"] = new MonthCablesRecorded(Cables),
            ["contractor-month.late-cables-told.v1"] = new MonthLateCablesTold(
                LateFact.Of(new MonthCablesRecorded(Cables)) with
                {
                    Grounds = new LateGrounds("found on the 5th", "a", InFebruary),
                },
                InFebruary),
            ["contractor-month.work-withdrawn.v1"] = new MonthWorkWithdrawn(
                Id(95), new WithdrawnWork("typed twice", "a", InJanuary)),
            ["contractor-month.reopening-asked.v1"] = new MonthReopeningAsked(wish),
            ["contractor-month.reopening-declined.v1"] = new MonthReopeningDeclined(
                new DeclinedReopening(wish, "the fee was right", "head-2", wish.At.AddDays(1))),
            ["contractor-month.reopened.v1"] = new MonthReopened(wish, "h", 2, 20, 1, 3, InFebruary),
            ["contractor-month.corrected-reopened.v1"] = new MonthCorrectedReopened(
                wish, "h", 2, 20, 1, 3, InFebruary, 4),
            ["contractor-month.late-facts-weighed.v1"] = new MonthLateFactsWeighed(2, "a", InFebruary),
            ["contractor-month.correction-computed.v1"] = new MonthCorrectionComputed(
                January,
                new MonthCorrection(1, 2, february, 95m, 91m, 114_000m, 109_200m, empty, "late", "a", InFebruary)),
            ["contractor-month.correction-carried.v1"] = new MonthCorrectionCarried(
                new CarriedCorrection("2024-01", 1, -4_800m, 95m, 91m, "late", "a", InFebruary)),
            ["contractor-month.correction-passed-on.v1"] = new MonthCorrectionPassedOn(
                february, new CarriedCorrection("2024-01", 1, -4_800m, 95m, 91m, "late", "a", InFebruary)),
        };
    }

    private static Dictionary<string, IEvent> MarkSamples()
    {
        return new Dictionary<string, IEvent>(StringComparer.Ordinal)
        {
            ["contractor-month.mark-recorded.v1"] = new MonthMarkRecorded(new MarkFact(
                Id(80), "daily-marks", "marks/marks/marks/quality", 1.5m, new DateOnly(2024, 1, 10), Number(1), "photo",
                "a", InJanuary)),
            ["contractor-month.mark-corrected.v1"] = new MonthMarkCorrected(
                Id(80), new CorrectedMark(0.5m, "half of it was the neighbour's", "a", InJanuary)),
            ["contractor-month.late-mark-corrected.v1"] = new MonthLateMarkCorrected(
                LateFact.Of(new MonthMarkCorrected(Id(80), new CorrectedMark(null, "twice", "a", InFebruary))) with
                {
                    Grounds = new LateGrounds("found on the 5th", "a", InFebruary),
                },
                InFebruary),
        };
    }

    private static Dictionary<string, IEvent> Samples()
    {
        var scheme = Seed3;
        FeeLine fee = new(Id(60), "L1", 120_000m, 31, 31);
        var rolled = RollingSample.Of(
            Facts(1, 1), Rolling, new MonthKey(2024, 1), key => key.Month == 12 ? [Order(30, true)] : []);
        var sheet = MonthScore.Of(
            Facts(1, 1) with
            {
                Findings = Findings("false-reply", 1),
                Violations = [new ViolationFact(Id(70), ViolationClass.Class2, "x", 2m, "log", InJanuary, "a")],
            },
            scheme);
        var order = Order(1, false, from: 5);
        var finding = Findings("false-reply", 1)[0];
        var violation = new ViolationFact(Id(70), ViolationClass.Class1, "data-leak", 100m, "case 7", InJanuary, "a");
        var share = new LotShare(ContractorId, "DW-A", 100m, null);
        var terms = new LotTerms(
            "一标", "Lot 1", ["access"], ["Shanghai/*"], ["repair"], true, OutsourcingMode.Whole, [share], 120_000.50m,
            30, InJanuary, InFebruary);
        return new Dictionary<string, IEvent>(
            AppealSamples(sheet).Concat(SuspensionSamples()).Concat(MarkSamples()), StringComparer.Ordinal)
        {
            ["contractor.registered.v1"] = new ContractorRegistered(
                ContractorId, "DW-A", ContractorKind.InHouse, "甲代维", "Contractor A", InJanuary),
            ["contractor.amended.v1"] = new ContractorAmended(ContractorId, "DW-A", "甲", "A", InJanuary),
            ["contractor.standing-changed.v1"] = new ContractorStandingChanged(
                ContractorId, "DW-A", ContractorStanding.Active, ContractorStanding.Notice, "exit", InJanuary,
                HasLeft: false, ExitFrom: 12),
            ["contract-lot.opened.v1"] = new ContractLotOpened(Id(60), "L1", terms, InJanuary),
            ["contract-lot.amended.v1"] = new ContractLotAmended(
                Id(60), "L1", terms, InJanuary, new FollowedHandOver(ContractorId, InJanuary, 12)),
            ["contract-lot.closed.v1"] = new ContractLotClosed(Id(60), "L1", InFebruary, "end", InJanuary),
            ["contract-lot.backdating-asked.v1"] = new LotBackdatingAsked(
                Id(60), "L1", new LotBackdating(null, InJanuary, "never worked", "m", InFebruary)),
            ["contract-lot.share-kept.v1"] = new ContractLotShareKept(
                Id(60), "L1", ContractorId, Id(61), "DW-B", "not-active", InJanuary, InJanuary, 12),
            ["contractor-month.opened.v1"] = new MonthOpened(January),
            ["contractor-month.order-entered.v1"] = new MonthOrderEntered(order with { Ended = null }),
            ["contractor-month.outcome-recorded.v1"] = new MonthOutcomeRecorded(order),
            ["contractor-month.order-withdrawn.v1"] = new MonthOrderWithdrawn(
                Id(1), Number(1), new WithdrawnFact("cancelled", 7)),
            ["contractor-month.finding-recorded.v1"] = new MonthFindingRecorded(finding),
            ["contractor-month.violation-recorded.v1"] = new MonthViolationRecorded(violation, InJanuary),
            ["contractor-month.reading-recorded.v1"] = new MonthReadingRecorded(new ReadingFact(
                Id(81), "availability", 44_600, 44_640, new DateOnly(2024, 1, 31), "report", "a", InJanuary)),
            ["contractor-month.reading-corrected.v1"] = new MonthReadingCorrected(
                Id(81), new CorrectedReading(44_610, 44_640, "recount", "a", InJanuary)),
            ["contractor-month.late-fact-recorded.v1"] = new MonthLateFactRecorded(
                new LateFact(Outcome: new MonthOutcomeRecorded(order)), InFebruary),
            ["contractor-month.late-record-told.v1"] = new MonthLateRecordTold(
                LateFact.Of(new MonthViolationRecorded(violation, InFebruary)) with
                {
                    Grounds = new LateGrounds("found on the 5th", "a", InFebruary),
                },
                InFebruary),
            ["contractor-month.frozen.v1"] = new MonthFrozen(42, 2, 1, 3, InFebruary),
            ["contractor-month.sheet-computed.v1"] = new MonthSheetComputed(
                1, scheme.SignOff, [fee], sheet, ScoreLinkedSettlement.Of([fee], sheet.Score, scheme.Settlement), "a",
                InFebruary, Earlier: [new EarlierFault(Id(9), Number(9), SomeAsset, "access", "repair", InJanuary)]),
            ["contractor-month.rolled-sheet-computed.v1"] = new MonthRolledSheetComputed(
                1, scheme.SignOff, [fee], MonthScore.Of(Facts(1, 1) with { Rolled = rolled }, Rolling),
                ScoreLinkedSettlement.Of([fee], sheet.Score, scheme.Settlement), "a", InFebruary)
            {
                Rolled = rolled,
            },
            ["contractor-month.sheet-confirmed.v1"] = new MonthSheetConfirmed(1, "f", InFebruary),
            ["contractor-month.sheet-disputed.v1"] = new MonthSheetDisputed(1, "not mine", "f", InFebruary),
            ["contractor-month.sheet-approved.v1"] = new MonthSheetApproved(1, "h", InFebruary),
            ["contractor-month.sheet-published.v1"] = new MonthSheetPublished(1, "a", InFebruary),
            ["contractor-month.settled.v1"] = new MonthSettled(1, 103_800.00m, "a", InFebruary),
        };
    }
}
