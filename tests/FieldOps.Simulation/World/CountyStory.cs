using System.Globalization;
using System.Text.Json;
using FieldOps.Simulation.Auditing;
using Npgsql;

namespace FieldOps.Simulation.World;

/// <summary>How a run ended.</summary>
/// <param name="Now">What the application's clock shows.</param>
/// <param name="Ledger">What callers were told.</param>
/// <param name="Outcomes">How calls ended, counted by code.</param>
/// <param name="Storms">What was done to hosts, lines and wake-ups, counted.</param>
/// <param name="Answers">What the API lists at the end, by path.</param>
public sealed record StoryEnd(
    DateTimeOffset Now,
    IReadOnlyCollection<Acknowledged> Ledger,
    IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyDictionary<string, int> Storms,
    IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Answers);

/// <summary>
/// A county for some days: alarms and reports come in, crews work, people err, hosts die. Everything is drawn from the
/// seed; every wish is asked until somebody knows its answer, as real callers do.
/// </summary>
public sealed class CountyStory
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly SimulationPlan _plan;
    private readonly string _database;
    private readonly NpgsqlDataSource _source;
    private readonly Chance _chance;
    private readonly Caller _caller = new();
    private readonly LogView _view;
    private readonly FaultDeeds _faults;
    private readonly OrderDeeds _orders;
    private readonly MonthDeeds _months;
    private readonly Weather _weather;
    private readonly Blackout _blackout;
    private readonly ExitDeeds _exit;
    private readonly QuarterDeeds _quarter;
    private readonly List<Wish> _asked = [];
    private readonly List<Task> _burials = [];
    private readonly HashSet<string> _closed = [];
    private SimulatedHost _host = null!;
    private DateTimeOffset _now;
    private int _keys;

    private CountyStory(SimulationPlan plan, string database, NpgsqlDataSource source)
    {
        _plan = plan;
        _database = database;
        _source = source;
        _now = plan.Start;
        _chance = new Chance(plan.Seed);
        _view = new LogView(source);
        _faults = new FaultDeeds(_chance, NextKey);
        _orders = new OrderDeeds(_chance, NextKey);
        _months = new MonthDeeds(_chance, NextKey);
        _weather = new Weather(_chance, source);
        _blackout = new Blackout(plan.Seed, plan.Steps, NextKey);
        _exit = new ExitDeeds(plan.Seed, plan.Steps, NextKey);
        _quarter = new QuarterDeeds(NextKey, plan.Start);
    }

    /// <summary>Tells the story over a database.</summary>
    public static async Task<StoryEnd> TellAsync(SimulationPlan plan, string database, IProgress<string>? progress =
        null)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var story = new CountyStory(plan, database, source);
        story._host = await SimulatedHost.StartAsync(database, plan, plan.Start);
        try
        {
            await story.SettleAsync();
            await story.LiveAsync(progress);
            await story.EndAsync();
            await Task.WhenAll(story._burials);
            return new StoryEnd(
                story._now, story._caller.Ledger, story._caller.Outcomes, story._weather.Counts,
                await Reader.AllAsync(story._host));
        }
        finally
        {
            await story._host.DisposeAsync();
        }
    }

    private string NextKey() => string.Create(CultureInfo.InvariantCulture, $"wish-{++_keys}");

    private async Task SettleAsync()
    {
        foreach (var code in Sites.Contractors.Append(Sites.InHouse))
        {
            await MustAsync(new Wish(NextKey(), "contractors", Sites.ContractorBody(code), Person.Manager));
        }

        await QuietAsync();
        foreach (var lot in Sites.Lots())
        {
            await MustAsync(new Wish(NextKey(), "lots", lot, Person.Manager));
            await QuietAsync();
        }

        var items = Sites.All.Concat(Sites.Dark).Select(s => s.Body).ToArray();
        await MustAsync(new Wish(NextKey(), "assets:batch", new { items }, Person.Manager));
        await QuietAsync();
    }

    private async Task LiveAsync(IProgress<string>? progress)
    {
        var minutes = _plan.Days * 24 * 60 / _plan.Steps;
        for (var step = 1; step <= _plan.Steps; step++)
        {
            if (_plan.Storms)
            {
                await _weather.LoseWakeUpsAsync();
            }

            await AdvanceAsync(_now.AddMinutes(_chance.Between(1, Math.Max(1, (2 * minutes) - 1))));
            await _weather.FindWakeUpsAsync(_host);
            await _view.RefreshAsync();
            await DoAsync(
            [
                .. _plan.Exit ? _exit.At(step) : [], .. _plan.Blackout ? _blackout.At(step, _now) : [], .. Wishes(),
            ]);
            await CloseMonthsAsync(daysAfter: 2);
            await ChangeMonthsAsync(_chance.Of(8) ? 1 : 0);
            progress?.Report($"{step}/{_plan.Steps} {_now:yyyy-MM-dd HH:mm} {_view.Open.Count} open orders");
        }
    }

    private List<Wish> Wishes()
    {
        var wishes = new List<Wish>();
        if (_faults.Alarms(_now) is var alarms && FaultDeeds.HasItems(alarms))
        {
            wishes.Add(alarms);
        }

        if (_chance.Of(20))
        {
            wishes.Add(_chance.Of(75) ? _faults.Report(_now) : _faults.ByHand(_now));
        }

        if (_chance.Of(4))
        {
            wishes.Add(_months.Against(_now));
        }

        foreach (var order in _view.Open.Where(_ => _chance.Of(55)))
        {
            wishes.Add(_orders.For(order, _view.VersionOf(order), _now));
        }

        if (_asked.Count > 0 && _chance.Of(30))
        {
            wishes.Add(_chance.One(_asked));
        }

        return wishes;
    }

    private async Task DoAsync(List<Wish> wishes)
    {
        // Fresh wishes about orders are one an order: in whatever order they are answered, the story is the same.
        var apart = wishes.ToLookup(w =>
            w.Path.StartsWith("work-orders/", StringComparison.Ordinal) && !_asked.Contains(w));
        foreach (var wish in apart[false])
        {
            await UntilKnownAsync(wish);
        }

        // What a report does to an order comes before what people do to it.
        await QuietAsync();
        var storm = _plan.Storms && _chance.Of(10);
        if (storm && apart[true].Any())
        {
            await InAStormAsync([.. apart[true]]);
        }
        else
        {
            await Task.WhenAll(apart[true].Select(UntilKnownAsync));
        }

        _asked.AddRange(wishes.Where(w => !_asked.Contains(w)));
    }

    // All at once, and in the middle of it the host is dropped or its line cut; then all that nobody answered again.
    private async Task InAStormAsync(List<Wish> wishes)
    {
        var drops = _chance.Of(50);
        var after = _chance.Between(0, wishes.Count - 1);
        var asking = wishes.ConvertAll(w => _caller.AskAsync(_host, w));
        for (var answered = 0; answered < after; answered++)
        {
            await Task.WhenAny(asking.Where(a => !a.IsCompleted).DefaultIfEmpty(asking[0]));
        }

        if (drops)
        {
            await DropAsync(_now);
        }
        else
        {
            _weather.Count("line cut");
            _host.Cut();
        }

        var answers = await Task.WhenAll(asking);
        _host.Mend();
        foreach (var (wish, answer) in wishes.Zip(answers))
        {
            if (answer is null)
            {
                await UntilKnownAsync(wish);
            }
        }
    }

    private async Task DropAsync(DateTimeOffset restartAt)
    {
        _weather.Count("host dropped");
        _burials.Add(_host.Drop());
        _host = await SimulatedHost.StartAsync(_database, _plan, restartAt);
    }

    private async Task AdvanceAsync(DateTimeOffset to)
    {
        var wish = new Wish(NextKey(), "clock:advance", new { to }, Person.Dispatcher);
        if (_plan.Storms && _chance.Of(3))
        {
            // Nobody runs for a while: the next host begins at the later instant and finds late what was due.
            await QuietAsync();
            await DropAsync(to);
        }

        await MustAsync(wish);
        _now = to;
    }

    private async Task CloseMonthsAsync(int daysAfter)
    {
        var month = MonthDeeds.MonthOf(_now.AddDays(-daysAfter).AddMonths(-1));
        if (string.CompareOrdinal(MonthDeeds.MonthOf(_plan.Start), month) <= 0)
        {
            await CloseMonthAsync(month);
        }
    }

    private async Task CloseMonthAsync(string month)
    {
        if (!_closed.Add(month))
        {
            return;
        }

        await MustAsync(_months.Close(month));
        await QuietAsync();
        foreach (var wish in Sites.Contractors.SelectMany(c => _months.Sign(c, month)))
        {
            await UntilKnownAsync(wish);
        }
    }

    // What ended after the freeze reaches the money: now and then while people work, and once more before the end.
    private async Task ChangeMonthsAsync(int contractors)
    {
        foreach (var month in _closed.ToArray())
        {
            await QuietAsync();
            foreach (var wish in Sites.Contractors.OrderBy(_ => _chance.Between(0, 99)).Take(contractors).ToArray()
                .SelectMany(c => _months.Change(c, month)))
            {
                await UntilKnownAsync(wish);
            }
        }
    }

    // Everything that lasts is cleared, every wake-up that is due comes, and the last month is closed.
    private async Task EndAsync()
    {
        if (_faults.AllClear(_now) is { } clear)
        {
            await UntilKnownAsync(clear);
        }

        await _weather.FindAllWakeUpsAsync(_host);
        await AdvanceAsync(_now.AddDays(35));
        await QuietAsync();
        await ChangeMonthsAsync(Sites.Contractors.Length);
        await QuietAsync();
        await CloseMonthsAsync(daysAfter: 0);
        await QuietAsync();
        await AllAsync(_plan.Exit ? _exit.AtTheEnd() : []);
        if (_plan.Quarter)
        {
            await QuarterAsync();
        }
    }

    // The quarter is over: its last month is closed, everybody's is drawn up and signed. Then a month of one of them is
    // opened again and settled anew, and its quarter with it.
    private async Task QuarterAsync()
    {
        await AdvanceAsync(_now.AddMonths(1));
        await QuietAsync();
        foreach (var month in _quarter.Months)
        {
            await CloseMonthAsync(month);
            await QuietAsync();
        }

        await AllAsync([_quarter.Draw("季度 / quarter"), .. Sites.Contractors.SelectMany(c => _quarter.Sign(c, 1))]);
        var again = Sites.Contractors[_plan.Seed % Sites.Contractors.Length];
        await AllAsync(_months.Reopen(again, _quarter.Months[^1]));
        await AllAsync([_quarter.Draw("重新结算 / settled anew"), .. _quarter.Sign(again, 2)]);
    }

    private async Task AllAsync(IEnumerable<Wish> wishes)
    {
        foreach (var wish in wishes)
        {
            await UntilKnownAsync(wish);
        }

        await QuietAsync();
    }

    private async Task<Reply> UntilKnownAsync(Wish wish)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await _caller.AskAsync(_host, wish) is { } reply)
            {
                return reply;
            }
        }

        throw new InvalidOperationException($"nobody ever answers {wish.What}");
    }

    private async Task MustAsync(Wish wish)
    {
        var reply = await UntilKnownAsync(wish);
        var whole = !wish.Path.EndsWith(":batch", StringComparison.Ordinal)
            || reply.Body.Contains("\"refused\":0,\"unknown\":0", StringComparison.Ordinal);
        if (!reply.IsAccepted || !whole)
        {
            throw new InvalidOperationException($"{wish.What} was refused: {reply.Body}");
        }
    }

    private async Task QuietAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await _host.QuietAsync(patience.Token);
    }
}
