using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Log;

namespace FieldOps.Benchmarks.Filling;

internal sealed record EventRow(
    long Position, long Entity, int Version, string Type, Guid Id, string Name, string Body, string Actor, Guid Command,
    DateTimeOffset At);

internal sealed record HeadRow(long Entity, string Type, Guid Id, int Version, long FirstPosition);

internal sealed record CommandRow(long Entity, Guid Command, int Version, long Position, DateTimeOffset At);

internal sealed record DeadlineRow(long Entity, string Kind, DateTimeOffset DueAt);

/// <summary>Prints copies of lives as the rows of the log's tables.</summary>
internal sealed class LogRows(Lives? lives, long position, long entity)
{
    private readonly StringBuilder _paper = new(4_096);
    private int _order;

    public List<EventRow> Events { get; } = [];

    public List<HeadRow> Heads { get; } = [];

    public List<CommandRow> Commands { get; } = [];

    public List<DeadlineRow> Deadlines { get; } = [];

    public long Position { get; private set; } = position;

    public long Entity { get; private set; } = entity;

    public void Clear()
    {
        Events.Clear();
        Heads.Clear();
        Commands.Clear();
        Deadlines.Clear();
    }

    /// <summary>Rows of any other entity's folded story.</summary>
    public void Add(EntityKey key, ImmutableArray<Chapter> chapters)
    {
        var head = new Writing(++Entity, key.Type, key.Id, Position + 1);
        Print(head, chapters, LifeTokens.Template.Values());
        Finish(head);
    }

    /// <summary>Rows of an entity whose events are at hand, one command each, and of what it waits for.</summary>
    public void Add(
        EntityKey key,
        string actor,
        IEnumerable<(string Name, string Body, DateTimeOffset At)> events,
        IEnumerable<Deadline> deadlines)
    {
        var head = new Writing(++Entity, key.Type, key.Id, Position + 1);
        foreach (var (name, body, at) in events)
        {
            var command = NameBasedId.Of(head.Id, head.Version.ToString(CultureInfo.InvariantCulture));
            Events.Add(new(
                ++Position, head.Entity, ++head.Version, head.Type, head.Id, name, body, actor, command, at));
            Commands.Add(new(head.Entity, command, head.Version, Position, at));
        }

        Finish(head);
        Deadlines.AddRange(deadlines.Select(d => new DeadlineRow(head.Entity, d.Kind, d.DueAt)));
    }

    /// <summary>An asset and its orders, the last of them open where wanted.</summary>
    public void AddAsset(string code, string county, int orders, bool lastIsOpen)
    {
        var tokens = new LifeTokens(code, county, 0, string.Empty);
        var asset = new Writing(++Entity, AssetTypes.BaseStation, tokens.AssetId, Position + 1);
        Print(asset, [lives!.Registered], tokens.Values());
        for (var n = 1; n <= orders; n++)
        {
            var number = (++_order).ToString("0000000", CultureInfo.InvariantCulture);
            AddOrder(asset, new(code, county, n, "GD-BENCH-" + number), n == orders && lastIsOpen
                ? lives.Open : lives.Closed);
        }

        Finish(asset);
    }

    private void AddOrder(Writing asset, LifeTokens tokens, OneLife life)
    {
        var values = tokens.Values();
        var order = new Writing(++Entity, WorkOrderEntity.TypeName, tokens.OrderId, 0);
        Print(asset, life.Raised, values);
        order.FirstPosition = Position + 1;
        Print(order, life.Order, values);
        Print(asset, life.Closed, values);
        Finish(order);
        Deadlines.AddRange(life.Deadlines.Select(d => new DeadlineRow(order.Entity, d.Kind, d.DueAt)));
    }

    private void Print(Writing on, ImmutableArray<Chapter> chapters, string[] values)
    {
        foreach (var chapter in chapters)
        {
            var actor = chapter.Actor.Print(values, _paper);
            var command = NameBasedId.Of(on.Id, on.Version.ToString(CultureInfo.InvariantCulture));
            foreach (var page in chapter.Pages)
            {
                Events.Add(new(
                    ++Position, on.Entity, ++on.Version, on.Type, on.Id, page.Name, page.Body.Print(values, _paper),
                        actor,
                    command, chapter.At));
            }

            Commands.Add(new(on.Entity, command, on.Version, Position, chapter.At));
        }
    }

    private void Finish(Writing done) =>
        Heads.Add(new(done.Entity, done.Type, done.Id, done.Version, done.FirstPosition));

    private sealed class Writing(long entity, string type, Guid id, long firstPosition)
    {
        public long Entity { get; } = entity;

        public string Type { get; } = type;

        public Guid Id { get; } = id;

        public long FirstPosition { get; set; } = firstPosition;

        public int Version { get; set; }
    }
}
