using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Live;
using FieldOps.Testing;

namespace FieldOps.Platform.Tests.Live;

public sealed class BoardReaderTests
{
    private readonly LiveBoards _boards = new();

    [Fact]
    public async Task News_NotTakenYet_IsPutTogetherOnePieceABoard()
    {
        using var reader = _boards.Follow("t1", ["b1", "b2"]);

        _boards.Post("b1", [Event("t1", 1)], 4);
        _boards.Post("b1", [Event("t1", 2), Event("t2", 3)], 7);
        _boards.Post("b2", [Event("t1", 1)], 5);

        var taken = await reader.TakeAsync(default);
        taken.Select(n => (n.Board, n.Position, n.Entities?.Count)).ShouldBe([("b1", 7L, 2), ("b2", 5L, 1)]);
    }

    [Fact]
    public async Task News_OfManyEntities_SaysOnlyThatAnyMayHaveChanged()
    {
        using var reader = _boards.Follow("t1", ["b1"]);

        _boards.Post("b1", [.. Enumerable.Range(0, BoardNews.EntitiesMax).Select(n => Event("t1", n))], 4);
        (await reader.TakeAsync(default))[0].Entities!.Count.ShouldBe(BoardNews.EntitiesMax);
        _boards.Post("b1", [.. Enumerable.Range(0, BoardNews.EntitiesMax).Select(n => Event("t1", n))], 4);
        _boards.Post("b1", [Event("t1", BoardNews.EntitiesMax)], 5);
        (await reader.TakeAsync(default))[0].Entities.ShouldBeNull();
        _boards.Post("b1", [.. Enumerable.Range(0, BoardNews.EntitiesMax + 1).Select(n => Event("t1", n))], 6);
        (await reader.TakeAsync(default))[0].Entities.ShouldBeNull();
    }

    [Fact]
    public void News_OfOthers_IsNotTold()
    {
        using var reader = _boards.Follow("t1", ["b1"]);

        _boards.Post("b1", [Event("t2", 1)], 4);
        _boards.Post("b2", [Event("t1", 1)], 4);

        reader.TakeAsync(default).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Refresh_TellsOfEveryBoardThatIsFollowed()
    {
        using var reader = _boards.Follow("t1", ["b1", "b2"]);

        _boards.Refresh(9);

        (await reader.TakeAsync(default)).ShouldBe([new("b1", "t1", 9, null), new("b2", "t1", 9, null)]);
    }

    private static RecordedEvent Event(string tenant, int entity) => new(
        1, new(tenant, "thing", NameBasedId.Of(Guid.Empty, $"{entity}")), 1, "thing.moved.v1", null!,
        DateTimeOffset.UnixEpoch, Actor.System, Guid.Empty);
}
