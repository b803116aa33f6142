using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Serialization;

namespace FieldOps.Platform.Log;

/// <summary>Between events and their stored form: a name and a JSON text.</summary>
public sealed class EventCodec
{
    private readonly EntityCatalog _catalog;
    private readonly FrozenDictionary<string, Upcaster> _upcasters;

    /// <summary>A codec over the catalogue's names.</summary>
    /// <exception cref="ArgumentException">An upcaster leads to a name that nothing reads, or two start at one
    /// name.</exception>
    public EventCodec(EntityCatalog catalog, IEnumerable<Upcaster> upcasters)
    {
        _catalog = catalog;
        _upcasters = upcasters.ToFrozenDictionary(u => u.From, StringComparer.Ordinal);
        foreach (var upcaster in _upcasters.Values)
        {
            if (catalog.TypeOf(upcaster.To) is null && !_upcasters.ContainsKey(upcaster.To))
            {
                throw new ArgumentException($"{upcaster.From} is read as {upcaster.To}, which nothing reads.",
                    nameof(upcasters));
            }
        }
    }

    /// <summary>The stored name and body.</summary>
    public (string Name, string Body) Write(IEvent happened) =>
        (_catalog.NameOf(happened.GetType()),
            JsonSerializer.Serialize(happened, happened.GetType(), PlatformJson.Options));

    /// <summary>The stored name of an event.</summary>
    public string NameOf(IEvent happened) => _catalog.NameOf(happened.GetType());

    /// <summary>
    /// The event of a stored name and body, in UTF-8, read through upcasters where the name is an old one.
    /// </summary>
    /// <returns>Today's name and the event.</returns>
    /// <exception cref="UnreadableEventException">No code reads that name, or the body does not fit it.</exception>
    public (string Name, IEvent Body) Read(string name, ReadOnlySpan<byte> body)
    {
        try
        {
            var text = WithoutNul(body);
            return _catalog.TypeOf(name) is { } type
                ? (name, (IEvent)JsonSerializer.Deserialize(text, type, PlatformJson.Options)!)
                : ReadOld(name, JsonSerializer.Deserialize<JsonObject>(text)!);
        }
        catch (JsonException broken)
        {
            throw new UnreadableEventException(name, broken);
        }
    }

    /// <summary>
    /// The same for who keeps the order of all events, whoever wrote them: what cannot be read stands there as
    /// <see cref="UnreadableEvent"/>, under today's name as far as it is known.
    /// </summary>
    public (string Name, IEvent Body) ReadOrPass(string name, ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(name, body);
        }
        catch (UnreadableEventException unreadable)
        {
            var today = name;
            while (_upcasters.TryGetValue(today, out var upcaster))
            {
                today = upcaster.To;
            }

            return (today, new UnreadableEvent(new(name, unreadable.InnerException)));
        }
    }

    /// <summary>
    /// Every stored name that is read as one of <paramref name="todaysNames"/>, old versions included.
    /// </summary>
    public IReadOnlyList<string> StoredNamesOf(IEnumerable<string> todaysNames)
    {
        var names = todaysNames.ToHashSet(StringComparer.Ordinal);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var upcaster in _upcasters.Values)
            {
                grown |= names.Contains(upcaster.To) && names.Add(upcaster.From);
            }
        }

        return [.. names];
    }

    // Older builds took NUL in texts, which the server's jsonb cannot hold: no read model would get past such an event.
    private static ReadOnlySpan<byte> WithoutNul(ReadOnlySpan<byte> body)
    {
        var nul = "\\u0000"u8;
        if (body.IndexOf(nul) < 0)
        {
            return body;
        }

        var copy = body.ToArray();
        for (var at = 0; at < copy.Length; at++)
        {
            if (copy.AsSpan(at).StartsWith(nul))
            {
                "\\ufffd"u8.CopyTo(copy.AsSpan(at));
            }

            // What is escaped is no beginning of another escape.
            at += copy[at] == '\\' ? 1 : 0;
        }

        return copy;
    }

    private (string Name, IEvent Body) ReadOld(string name, JsonObject body)
    {
        while (_upcasters.TryGetValue(name, out var upcaster))
        {
            body = upcaster.Upcast(body);
            name = upcaster.To;
        }

        var type = _catalog.TypeOf(name) ?? throw new UnreadableEventException(name, null);
        return (name, (IEvent)body.Deserialize(type, PlatformJson.Options)!);
    }
}
