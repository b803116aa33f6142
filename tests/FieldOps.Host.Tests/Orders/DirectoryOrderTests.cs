using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using FieldOps.WorkOrders.Directory;

namespace FieldOps.Host.Tests.Orders;

/// <summary>What dispatch knows does not hang on the order in which the parts of the log are read.</summary>
public sealed class DirectoryOrderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_day = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_contractor = NameBasedId.Of(Guid.Empty, "alpha");
    private static readonly ImmutableSortedDictionary<string, string> s_none =
        ImmutableSortedDictionary<string, string>.Empty;

    private static readonly ContractTerms s_terms = new(
        "合同", "Contract", s_contractor, "ALPHA", "after-sale", OutsourcingMode.Partial, ["L1", "L2"], "prices", s_day,
        s_day.AddYears(1), null, s_none, s_none, s_none);

    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        await RunAsync("create schema dispatch_directory");
        await RunAsync("set search_path = dispatch_directory; " + new DirectoryProjection().Ddl);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task HandOver_ReadBeforeTheRegister_IsNotLost_AndItsLastWordHolds()
    {
        var over = new ExitHandedOver(s_contractor, "ALPHA", [], "system", s_day);
        await ApplyAsync(7, over);
        await ApplyAsync(3, new ContractorRegistered(
            s_contractor, "ALPHA", ContractorKind.Contractor, "甲", "Alpha", s_day));
        (await ContractorAsync()).ShouldBe((false, "leaving"));

        await ApplyAsync(9, new ExitVoided(s_contractor, "ALPHA", ExitKind.BadCredit, "another company", s_day));
        (await ContractorAsync()).ShouldBe((true, null));
        await ApplyAsync(8, over);
        (await ContractorAsync()).ShouldBe((true, null));
    }

    // Read again, a hand-over holds only as long as no later word of its exit is known.
    [Fact]
    public async Task HandOver_FollowedByAnotherOrAVoid_HoldsNoLonger()
    {
        var over = new ExitHandedOver(s_contractor, "ALPHA", [], "system", s_day);
        await ApplyAsync(7, over);
        (await HoldsAsync(7)).ShouldBeTrue();
        await ApplyAsync(12, over);
        (await HoldsAsync(7), await HoldsAsync(12)).ShouldBe((false, true));
        await ApplyAsync(15, new ExitVoided(s_contractor, "ALPHA", ExitKind.BadCredit, "another company", s_day));
        (await HoldsAsync(12), await HoldsAsync(20)).ShouldBe((false, false));
    }

    // Shares are told of every hand-over of an exit that holds, but of none whose exit was void before the next began.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandOver_OfAnExitThatBecameVoid_PassesNoShares_ThoughALaterExitDoes(bool inOneBatch)
    {
        var over = new ExitHandedOver(s_contractor, "ALPHA", [], "system", s_day);
        (long, IEvent)[] told =
        [
            (7, over), (9, new ExitVoided(s_contractor, "ALPHA", ExitKind.BadCredit, "another company", s_day)),
            (12, over), (14, over),
        ];
        foreach (var batch in inOneBatch ? [told] : told.Chunk(1))
        {
            await ApplyAsync(batch);
        }

        var leaver = (await DirectoryAsync()).Contractors.ShouldHaveSingleItem();

        (leaver.StillLeavesBy(7), leaver.StillLeavesBy(12), leaver.StillLeavesBy(14)).ShouldBe((false, true, true));
    }

    private async Task<bool> HoldsAsync(long position) =>
        (await DirectoryAsync()).Contractors.ShouldHaveSingleItem().FollowsHandOver(position);

    // A batch deals each entity's events in their order, those of several entities in any.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LastWordInTheLog_Holds_WhateverIsDealtLast(bool inOneBatch)
    {
        var (one, other) = (NameBasedId.Of(Guid.Empty, "one"), NameBasedId.Of(Guid.Empty, "other"));
        (long, IEvent)[] dealt =
        [
            (1, new ContractorRegistered(s_contractor, "ALPHA", ContractorKind.Contractor, "甲", "Alpha", s_day)),
            (9, new ExitVoided(s_contractor, "ALPHA", ExitKind.BadCredit, "another company", s_day)),
            (7, new ExitHandedOver(s_contractor, "ALPHA", [], "system", s_day)),
            (6, new ContractTookEffect(other, "HT-2", s_terms, null!, s_day, s_day)),
            (5, new ContractTookEffect(one, "HT-1", s_terms, null!, s_day, s_day)),
            (10, new AmendmentAgreed(other, "HT-2", 1, s_terms with { Lots = ["L2"] }, null, s_day, "f", s_day)),
        ];
        foreach (var batch in inOneBatch ? [dealt] : dealt.Chunk(1))
        {
            await ApplyAsync(batch);
        }

        (await ContractorAsync()).ShouldBe((true, null));
        (await DirectoryAsync()).BegunContract(s_contractor, "L1", s_terms.From).ShouldBe("HT-2");
    }

    // Orders count from the lot's last terms on, wherever in a round the terms are dealt.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Volume_CountsFromTheLastTermsInTheLog_InWhateverOrderTheyAreDealt(bool inOneBatch)
    {
        var (other, terms) = (NameBasedId.Of(Guid.Empty, "beta"), Terms());
        (long, IEvent)[] told =
        [
            (1, new ContractLotOpened(s_contractor, "L1", terms, s_day)),
            (2, Sent(s_contractor)), (3, Sent(other)),
            (4, new ContractLotAmended(s_contractor, "L1", terms, s_day)),
            (5, Sent(s_contractor)), (6, Sent(s_contractor)), (7, Sent(other)),
            (8, new ContractLotAmended(s_contractor, "L1", terms, s_day)),
            (9, Sent(other)), (10, Sent(s_contractor)), (11, Sent(other)),
        ];
        (long, IEvent)[] lots = [.. told.Where(t => t.Item2 is not OrderDispatched)];
        (long, IEvent)[] orders = [.. told.Where(t => t.Item2 is OrderDispatched)];
        foreach (var order in ((long, IEvent)[][])[told, [.. orders, .. lots], [.. lots, .. orders.Reverse()]])
        {
            foreach (var batch in inOneBatch ? [order] : order.Chunk(1))
            {
                await ApplyAsync(batch);
            }

            var volumes = await VolumesAsync();
            (volumes[(s_contractor, s_contractor)], volumes[(s_contractor, other)]).ShouldBe((1, 2));
            await RunAsync("""
                truncate dispatch_directory.volume, dispatch_directory.counted_from, dispatch_directory.given,
                    dispatch_directory.lot
                """);
        }
    }

    private async Task<Dictionary<(Guid Lot, Guid Contractor), int>> VolumesAsync() =>
        await new DirectoryCache(_database.DataSource).VolumesAsync(
            "default", await DirectoryAsync(), CancellationToken.None);

    [Fact]
    public async Task Restricted_WhileItsNoticeRuns_TakesNoOrders()
    {
        await ApplyAsync(1, new ContractorRegistered(
            s_contractor, "ALPHA", ContractorKind.Contractor, "甲", "Alpha", s_day));
        await ApplyAsync(2, Changed(ContractorStanding.Active, ContractorStanding.Restricted));
        await ApplyAsync(3, Changed(ContractorStanding.Restricted, ContractorStanding.Restricted) with
        {
            NoticeGiven = true,
        });
        (await ContractorAsync()).ShouldBe((false, "restricted"));
    }

    [Fact]
    public async Task Listing_Lifted_LeavesTheHandOverOfAnExitThatGoesOn()
    {
        await ApplyAsync(1, new ContractorRegistered(
            s_contractor, "ALPHA", ContractorKind.Contractor, "甲", "Alpha", s_day));
        await ApplyAsync(2, new ExitHandedOver(s_contractor, "ALPHA", [], "system", s_day));
        await ApplyAsync(3, Changed(ContractorStanding.Blacklisted, ContractorStanding.Exited));
        (await DirectoryAsync()).Contractors.ShouldHaveSingleItem().HandsOver.ShouldNotBeNull();
        await ApplyAsync(4, Changed(ContractorStanding.Blacklisted, ContractorStanding.Active));
        (await ContractorAsync()).ShouldBe((false, "leaving"));
    }

    [Fact]
    public async Task Lot_DroppedByAnAmendment_StaysKnownAsSigned()
    {
        var id = NameBasedId.Of(Guid.Empty, "contract");
        await ApplyAsync(1, new ContractDrafted(id, "HT-1", s_terms, "a", s_day));
        (await DirectoryAsync()).BegunContract(s_contractor, "L1", s_terms.From).ShouldBeNull("a draft is none");
        await ApplyAsync(2, new ContractTookEffect(id, "HT-1", s_terms, null!, s_day, s_day));
        await ApplyAsync(3, new AmendmentAgreed(
            id, "HT-1", 1, s_terms with { Lots = ["L2"] }, null, s_day, "f", s_day));
        var directory = await DirectoryAsync();
        directory.ContractsOf(s_contractor, "L1").ShouldBeEmpty();
        directory.BegunContract(s_contractor, "L1", s_terms.From).ShouldBe("HT-1");
        directory.BegunContract(s_contractor, "L1", s_terms.From.AddTicks(-1)).ShouldBeNull("it had not begun");
    }

    // The tests' lot has the tests' only entity id.
    private static OrderDispatched Sent(Guid contractor)
    {
        var to = new Assignee(contractor, "X", false, s_contractor);
        return new OrderDispatched(
            s_contractor, "GD-1", to,
            new DispatchChoice(to, "lot-volume", new ScopeVerdict("p", 1, "r", "allowed", "x"), []), 1, null,
            s_contractor, "access", "Shanghai", "Huangpu", "repair", s_day, s_day, s_day);
    }

    private static LotTerms Terms() => new(
        "标段", "Lot", ["access"], ["Shanghai/*"], [], false, OutsourcingMode.Partial,
        [new Domain.Contractors.LotShare(s_contractor, "ALPHA", 100m, null)], 100_000m, 30, s_day, null,
        LotAllocation.Volume);

    private static ContractorStandingChanged Changed(ContractorStanding from, ContractorStanding to) =>
        new(s_contractor, "ALPHA", from, to, "x", s_day);

    private async Task<(bool Active, string? Standing)> ContractorAsync()
    {
        var found = (await DirectoryAsync()).Contractors.ShouldHaveSingleItem();
        return (found.Active, found.Standing);
    }

    private Task<DispatchDirectory> DirectoryAsync() =>
        new DirectoryCache(_database.DataSource).ReadAsync("default", CancellationToken.None);

    private Task ApplyAsync(long position, IEvent happened) => ApplyAsync((position, happened));

    private async Task ApplyAsync(params (long Position, IEvent Body)[] batch)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using (var path = connection.CreateCommand())
        {
            path.CommandText = "set search_path = dispatch_directory";
            await path.ExecuteNonQueryAsync();
        }

        await new DirectoryProjection().ApplyAsync(
            [
                .. batch.Select(e => new RecordedEvent(
                    e.Position, new EntityKey("default", "any", s_contractor), 1, "any", e.Body, s_day, Actor.System,
                    s_contractor)),
            ],
            connection, CancellationToken.None);
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
