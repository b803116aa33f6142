using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>
/// A county as the grid sees it (供电片区): counts its stations without mains power and finds mass outages (domain
/// reference, section 6.3). Each outage becomes a declared event, the parent of the stations' orders. One entity for
/// each county, so that no outage waits for another county's.
/// </summary>
public sealed class PowerAreaEntity : EntityDefinition<PowerAreaState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "power-area";

    private const int CountyCharsMax = 36;
    private const int AreaHexDigits = 8;

    private static readonly Guid s_space = new("6f0f9d0e-2f5b-5d0c-9a55-0c4a6f6a7a02");

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["power-area.mains-lost.v1"] = typeof(AreaMainsLost),
        ["power-area.mains-restored.v1"] = typeof(AreaMainsRestored),
        ["power-area.order-noted.v1"] = typeof(OutageOrderNoted),
        ["power-area.order-told.v1"] = typeof(OutageOrderTold),
        ["power-area.outage-begun.v1"] = typeof(OutageBegun),
        ["power-area.outage-joined.v1"] = typeof(OutageJoined),
        ["power-area.outage-window-set.v1"] = typeof(OutageWindowSet),
        ["power-area.outage-taken.v1"] = typeof(OutageTaken),
        ["power-area.outage-declared.v1"] = typeof(OutageDeclared),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["power-area.note-mains-lost"] = typeof(NoteMainsLost),
        ["power-area.note-mains-restored"] = typeof(NoteMainsRestored),
        ["power-area.note-order"] = typeof(NoteOutageOrder),
        ["power-area.take-outage"] = typeof(TakeOutage),
        ["power-area.note-declared-outage"] = typeof(NoteDeclaredOutage),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(PowerAreaState);

    /// <inheritdoc/>
    public override PowerAreaState Initial => PowerAreaState.None;

    /// <summary>The id of the area of a county.</summary>
    public static Guid IdOf(string tenant, string region, string county) =>
        NameBasedId.Of(s_space, $"{tenant}/{region}/{county}");

    /// <summary>
    /// The code of the county's outage with this number, from 1: county, digits that tell counties of one name apart,
    /// number: <c>MO-Huangpu-5f0c12ab-0001</c>.
    /// </summary>
    public static string CodeOf(PowerAreaState area, int number)
    {
        var county = new string([.. area.County.Where(char.IsLetterOrDigit).Take(CountyCharsMax)]);
        var digits = NameBasedId.Of(s_space, $"{area.Region}/{area.County}").ToString("N")[..AreaHexDigits];
        return string.Create(CultureInfo.InvariantCulture, $"MO-{county}-{digits}-{number:D4}");
    }

    /// <inheritdoc/>
    public override Decision Decide(PowerAreaState state, ICommand command, Actor by, DateTimeOffset now) =>
        SlaRights.Product.RefusalOf(by) is { } no
            ? Decision.Refuse(no)
            : command switch
            {
                NoteMainsLost wish => Lost(state, wish, now),
                NoteMainsRestored wish => Restored(state, wish, now),
                NoteOutageOrder wish => Order(state, wish, now),
                TakeOutage wish => Take(state, wish),
                NoteDeclaredOutage wish => Declared(state, wish, now),
                _ => Decision.Nothing,
            };

    /// <inheritdoc/>
    public override PowerAreaState Evolve(PowerAreaState state, IEvent happened) =>
        PowerAreaEvolution.After(state, happened);

    /// <inheritdoc/>
    public override object View(PowerAreaState state) => state;

    private static Decision Lost(PowerAreaState state, NoteMainsLost wish, DateTimeOffset now)
    {
        // A source system's clock may be ahead by a little; an outage never begins in the future.
        var lostAt = wish.LostAt.ToUniversalTime() is var told && told > now ? now : told;
        var restoredAt = wish.RestoredAt?.ToUniversalTime();
        var forgetBefore = now.AddHours(-wish.Terms.LateHours);
        var isKnown = state.Spells.Any(s => s.AssetId == wish.AssetId && s.Covers(lostAt, restoredAt)
            && (wish.OrderId is not { } order || s.Orders.Contains(order)));
        if (isKnown || lostAt < forgetBefore || restoredAt <= lostAt)
        {
            return Decision.Nothing;
        }

        var course = new OutageCourse(state, wish.Terms);
        course.Record(new AreaMainsLost(
            wish.Region, wish.County, wish.AssetId, wish.AssetCode, lostAt, wish.OrderId, forgetBefore, restoredAt));
        if (course.State.Spells.FirstOrDefault(s => s.AssetId == wish.AssetId && s.Holds(lostAt)) is not { } spell)
        {
            // It is older than all that is kept of the station, which later spells tell enough of.
            return Decision.Nothing;
        }

        if (wish.OrderId is { } late && course.State.OutageOf(spell) is { } outage)
        {
            course.Record(new OutageJoined(outage.Number, outage.Code, [], [late]));
        }

        course.Settle();
        return course.Decided();
    }

    private static Decision Restored(PowerAreaState state, NoteMainsRestored wish, DateTimeOffset now)
    {
        if (!state.Spells.Any(s => s.AssetId == wish.AssetId && s.RestoredAt is null))
        {
            return Decision.Nothing;
        }

        var course = new OutageCourse(state, wish.Terms);
        course.Record(new AreaMainsRestored(
            wish.AssetId, wish.RestoredAt.ToUniversalTime(), now.AddHours(-wish.Terms.LateHours)));
        course.Settle();
        return course.Decided();
    }

    // An order that was told by its station before it existed refused the window then: it is told again.
    private static Decision Order(PowerAreaState state, NoteOutageOrder wish, DateTimeOffset now)
    {
        if (state.Notes.Any(n => n.OrderId == wish.OrderId))
        {
            return Decision.Nothing;
        }

        var told = new OutageOrderTold(
            wish.AssetId, wish.OrderId, wish.OccurredAt.ToUniversalTime(), wish.CreatedAt.ToUniversalTime(),
            wish.Terms is { } terms ? now.AddHours(-terms.LateHours) : null);
        var after = PowerAreaEvolution.After(state, told);
        return Decision.Of(
        [
            told, .. OutageOrders.Again(after, wish.AssetId, wish.OrderId), .. OutageOrders.Claims(after),
        ]);
    }

    private static Decision Take(PowerAreaState state, TakeOutage wish)
    {
        var (from, until) = (wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        if (state.Outages.FirstOrDefault(o => o.Code == wish.Code) is not { } outage
            || (outage.ByHand && (outage.From, outage.Until) == (from, until)))
        {
            return Decision.Nothing;
        }

        var taken = new OutageTaken(outage.Number, from, until);
        if (wish.Terms is not { } terms)
        {
            return Decision.Of([taken, .. OutageOrders.Claims(PowerAreaEvolution.After(state, taken))]);
        }

        var course = new OutageCourse(state, terms);
        course.Record(taken);
        course.Settle();
        return course.Decided();
    }

    private static Decision Declared(PowerAreaState state, NoteDeclaredOutage wish, DateTimeOffset now)
    {
        var (from, until) = (wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        if (state.Outages.Any(o => o.Code == wish.Code) || until < now.AddHours(-wish.Terms.LateHours))
        {
            return Decision.Nothing;
        }

        var course = new OutageCourse(state, wish.Terms);
        course.Record(new OutageDeclared(
            state.OutageCount + 1, wish.Code, wish.Region, wish.County, from, until));
        course.Settle();
        return course.Decided();
    }
}
