using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Peers.Ef;
using FieldOps.Benchmarks.Peers.Raw;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Faults accepted per second over HTTP, until ticket, order and deadlines exist.</summary>
internal sealed class IntakeBench : Bench
{
    private const int Rounds = 2;
    private const int SampleRows = 50_000;
    private const double RatioToEf = 1.5;
    private const double RatioToRaw = 0.3;
    private const double Flat = 0.9;

    // More than any machine of this kind takes in: a load never runs out of assets.
    private const int SinglesPerSecondMax = 5_000;
    private const int BatchedPerSecondMax = 12_000;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(12);

    public override string Name => "intake";

    public override string Summary => "tickets over HTTP by 64 callers: single, batches of 100, event rows, flatness";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var seconds = run.Settings.Seconds + (int)s_warmUp.TotalSeconds;
        var assets = seconds * (SinglesPerSecondMax + BatchedPerSecondMax);
        await using (var ours = await HostUnderTest.StartAsync(run, "ours", new FillPlan(assets), cancellationToken))
        {
            await CompareAsync(run, new(ours, assets), assets, cancellationToken);
        }

        if (run.Settings.FlatnessEvents > 0)
        {
            await FlatnessAsync(run, seconds * SinglesPerSecondMax, cancellationToken);
        }
    }

    private async Task CompareAsync(BenchRun run, OurIntake ours, int assets, CancellationToken cancellationToken)
    {
        run.Say("warms our side up");
        var facts = await ours.WarmUpAsync(s_warmUp, cancellationToken);
        run.Say(
            $"one ticket is {facts.Audits} events of {facts.AuditCharacters} characters, {facts.Deadlines} deadlines");
        await using var ef = await EfUnderTest.StartAsync(run, assets, facts, cancellationToken);
        var theirs = new EfLoad(ef, assets);
        run.Say("warms ef up");
        await theirs.WarmUpAsync(s_warmUp, cancellationToken);
        var time = TimeSpan.FromSeconds((double)run.Settings.Seconds / Rounds);
        await SinglesAsync(run, ours, theirs, time, cancellationToken);
        await BatchesAsync(run, ours, theirs, time, cancellationToken);
    }

    private async Task SinglesAsync(
        BenchRun run, OurIntake ours, EfLoad theirs, TimeSpan time, CancellationToken cancellationToken)
    {
        var (our, their) = (new IntakeRates(), new IntakeRates());
        for (var round = 1; round <= Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            our.Add(await ours.SinglesAsync(time, cancellationToken));
            await run.Server.SettleAsync(cancellationToken);
            their.Add(await theirs.SinglesAsync(time, cancellationToken));
            run.Say($"round {round}, single: ours {our.Tickets.PerSecond:#,0}/s, ef {their.Tickets.PerSecond:#,0}/s");
        }

        run.Figures.Write(new Figure(Name, "single_tickets_per_s", our.Tickets.PerSecond, "1/s")
        {
            Note = our.Text(),
        }.Beside("ef", their.Tickets.PerSecond).RatioAtLeast(RatioToEf));
        run.Figures.Write(Cpu("single_cpu_us", our, their));
        run.Figures.Write(new Figure(Name, "single_ms_p99", our.MillisecondsP99, "ms").Beside("ef",
            their.MillisecondsP99));
    }

    private async Task BatchesAsync(
        BenchRun run, OurIntake ours, EfLoad theirs, TimeSpan time, CancellationToken cancellationToken)
    {
        var (our, their, raw, arrays) = (new IntakeRates(), new IntakeRates(), new Rate(), new Rate());
        var sample = await RawWriter.SampleAsync(ours.Database, SampleRows, cancellationToken);
        var rawDatabase = await run.Server.CreateDatabaseAsync("raw", cancellationToken);
        await using var writer = await RawWriter.OpenAsync(rawDatabase, cancellationToken);
        for (var round = 1; round <= Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            our.Add(await ours.BatchesAsync(time, cancellationToken));
            await run.Server.SettleAsync(cancellationToken);
            their.Add(await theirs.BatchesAsync(time, cancellationToken));
            await run.Server.SettleAsync(cancellationToken);
            raw.Add(await writer.RunAsync(sample, arrays: false, time, cancellationToken));
            arrays.Add(await writer.RunAsync(sample, arrays: true, time, cancellationToken));
            run.Say(
                $"round {round}, batch: ours {our.Tickets.PerSecond:#,0}/s, ef {their.Tickets.PerSecond:#,0}/s; " +
                $"events {our.Events.PerSecond:#,0}/s, raw {raw.PerSecond:#,0}/s");
        }

        run.Figures.Write(new Figure(Name, "batch_tickets_per_s", our.Tickets.PerSecond, "1/s")
        {
            Note = our.Text(),
        }.Beside("ef", their.Tickets.PerSecond).RatioAtLeast(RatioToEf));
        run.Figures.Write(Cpu("batch_cpu_us", our, their));
        run.Figures.Write(new Figure(Name, "events_per_s", our.Events.PerSecond, "1/s")
        {
            Note = "event rows committed during the batch intake over HTTP, until every consumer is at the log's end",
        }.Beside("raw", raw.PerSecond).RatioAtLeast(RatioToRaw));
        run.Figures.Write(new Figure(Name, "events_per_s_to_arrays", our.Events.PerSecond, "1/s")
        {
            Note = "the same beside inserts whose parameters are arrays, as the log's own append has them",
        }.Beside("raw-arrays", arrays.PerSecond));
    }

    private Figure Cpu(string metric, IntakeRates our, IntakeRates their) =>
        new Figure(Name, metric, our.CpuMicrosecondsPerTicket, "us")
        {
            Note = "CPU a ticket, service and database connections, until every consumer is done",
        }.Beside("ef", their.CpuMicrosecondsPerTicket);

    private async Task FlatnessAsync(BenchRun run, int assets, CancellationToken cancellationToken)
    {
        await using var empty = await HostUnderTest.StartAsync(run, "empty", new FillPlan(assets), cancellationToken);
        await using var full = await HostUnderTest.StartAsync(
            run, "full", FillPlan.OfEvents(run.Settings.FlatnessEvents, assets), cancellationToken);
        var (onEmpty, onFull) = (new OurIntake(empty, assets), new OurIntake(full, assets));
        await onEmpty.WarmUpAsync(s_warmUp, cancellationToken);
        await onFull.WarmUpAsync(s_warmUp, cancellationToken);
        var (emptyRate, fullRate) = (new IntakeRates(), new IntakeRates());
        var time = TimeSpan.FromSeconds((double)run.Settings.Seconds / Rounds);
        for (var round = 1; round <= Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            emptyRate.Add(await onEmpty.SinglesAsync(time, cancellationToken));
            await run.Server.SettleAsync(cancellationToken);
            fullRate.Add(await onFull.SinglesAsync(time, cancellationToken));
        }

        var (before, after) = (emptyRate.Tickets.PerSecond, fullRate.Tickets.PerSecond);
        run.Figures.Write(new Figure(Name, "flatness", before > 0 ? after / before : 0, "ratio")
        {
            Note = $"single tickets: empty log {before:#,0}/s, log of {run.Settings.FlatnessEvents:#,0} events " +
                $"(loaded by copy, read models made by the host) {after:#,0}/s",
        }.ValueAtLeast(Flat));
    }
}
