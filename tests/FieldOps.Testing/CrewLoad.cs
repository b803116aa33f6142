using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Testing;

/// <summary>
/// The people who bring a share of a load's orders from acceptance to archive, some of them over a pause. Which orders
/// and which pauses, a seed says. What was not acknowledged is sent again under the same key.
/// </summary>
public sealed class CrewLoad
{
    private const int Crews = 8;

    // Percent of the reports, and of those that are worked.
    private const int Worked = 25;
    private const int Paused = 40;
    private const int Approved = 50;

    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(20);
    private readonly SortedDictionary<int, CrewStep[]> _ways = [];
    private readonly ConcurrentDictionary<int, Guid> _archived = new();
    private readonly FaultLoad _load;

    /// <summary>Chooses what will be worked.</summary>
    /// <param name="load">Whose orders.</param>
    /// <param name="seed">The same seed, the same orders and pauses.</param>
    public CrewLoad(FaultLoad load, int seed)
    {
        _load = load;
#pragma warning disable CA5394 // Chance only spreads the work; the seed repeats it.
        var chance = new Random(seed);
        for (var n = 0; n < load.Reports; n++)
        {
            if (chance.Next(100) < Worked)
            {
                bool? judgement = chance.Next(100) < Paused ? chance.Next(100) < Approved : null;
                _ways.Add(n, CrewStep.Way(judgement));
            }
        }
#pragma warning restore CA5394
    }

    /// <summary>How many orders are worked.</summary>
    public int Orders => _ways.Count;

    /// <summary>Each order whose every step was acknowledged, and what its log has to hold, in this order.</summary>
    public IEnumerable<(Guid Order, string[] Events)> Archived =>
        _archived.Select(a => (a.Value, _ways[a.Key].Select(s => s.Event).ToArray()));

    /// <summary>Refusals of steps that were due, by verb and code: there is no reason for any.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new();

    /// <summary>Works the orders as they come up, until all are archived.</summary>
    /// <param name="client">Who asks for the how-manieth time is told, and gets where to send.</param>
    /// <param name="lost">Hears of every call that was not answered, or not well, and by which client.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task WorkAsync(
        Func<int, HttpClient> client, Action<HttpClient, string> lost, CancellationToken cancellationToken)
    {
        var turn = 0;
        var left = new ConcurrentQueue<int>(_ways.Keys);
        return Task.WhenAll(Enumerable.Range(0, Crews).Select(async _ =>
        {
            while (!cancellationToken.IsCancellationRequested && left.TryDequeue(out var n))
            {
                await WorkAsync(n, () => client(Interlocked.Increment(ref turn)), lost, cancellationToken);
            }
        }));
    }

    private async Task WorkAsync(
        int n, Func<HttpClient> client, Action<HttpClient, string> lost, CancellationToken cancellationToken)
    {
        string? ticket;
        while (!_load.Acknowledged.TryGetValue(n, out ticket))
        {
            await AgainAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }

        var order = WorkOrderEntity.IdForTicket(Guid.Parse(ticket));
        // Nobody takes an order that has not come up yet.
        foreach (var step in (CrewStep?[])[null, .. _ways[n]])
        {
            while (!await TryAsync(client(), new(order, n, step), lost, cancellationToken))
            {
                await AgainAsync(cancellationToken);
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }
            }
        }

        _archived.TryAdd(n, order);
    }

    private async Task<bool> TryAsync(
        HttpClient client, Deed deed, Action<HttpClient, string> lost, CancellationToken cancellationToken)
    {
        try
        {
            using var request = deed.Call();
            using var response = await client.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return true;
            }

            await NoteAsync(client, deed, response, lost);
            return false;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                lost(client, $"{deed.Key}: {gone.Message}");
            }

            return false;
        }
    }

    // The order follows its ticket: until then nobody knows it.
    private async Task NoteAsync(
        HttpClient client, Deed deed, HttpResponseMessage response, Action<HttpClient, string> lost)
    {
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            var why = await response.Content.ReadAsStringAsync();
            lost(client, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {deed.Key}: {why}"));
        }
        else if (deed.Step is { Verb: var verb })
        {
            Refused.AddOrUpdate($"{verb}: {await FaultLoad.CodeAsync(response)}", 1, (_, count) => count + 1);
        }
    }

    private static Task AgainAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(Task.Delay(s_again, TimeProvider.System, cancellationToken));

    /// <summary>A step of an order; null for a look at it.</summary>
    private sealed record Deed(Guid Order, int Number, CrewStep? Step)
    {
        public string Key => string.Create(CultureInfo.InvariantCulture, $"{Step?.Verb ?? "look"}-{Number}");

        public HttpRequestMessage Call() => Step is null ? CrewStep.Look(Order) : Step.Call(Order, Key);
    }
}
