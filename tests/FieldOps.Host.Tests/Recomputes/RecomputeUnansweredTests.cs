using FieldOps.Assessment;
using FieldOps.Assessment.Recomputes;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>Orders that do not answer hold their recompute, and it says which.</summary>
public sealed class RecomputeUnansweredTests(RecomputeHost host) : IClassFixture<RecomputeHost>
{
    private const string Tenant = "default";

    [Fact]
    public async Task Orders_ThatDoNotAnswer_AreNamed_AndTheRunStaysWhereItIs()
    {
        var from = host.Now;
        await host.OrdersAsync("deaf", 2, 200);
        var version = await host.PolicyAsync(150);
        var body = new
        {
            reason = "Contract of April", scope = new { from, to = host.Now.AddMinutes(1) },
            change = new { slaPolicy = new { id = "default", version } },
        };
        var id = (await host.SendAsync("/sla-recomputes", body, "operations-manager")).GetProperty("recomputeId")
            .GetGuid();
        await host.UntilAsync(id, "ready");
        var runs = host.Services.GetRequiredService<RecomputeRunTable>();
        var run = (await runs.FindAsync(Tenant, id, CancellationToken.None))!;
        var recompute = (RecomputeState)(await host.Services.GetRequiredService<IEntities>().ReadAsync(
            new EntityKey(Tenant, RecomputeEntity.TypeName, id), CancellationToken.None)).State;
        var apply = new RecomputeApply(
            new Deaf(), host.Services.GetRequiredService<DifferenceTable>(), runs,
            host.Services.GetRequiredService<RecomputeEvents>(),
            host.Services.GetRequiredService<IOptions<AssessmentOptions>>());

        var said = await Should.ThrowAsync<RecomputeUnansweredException>(apply.RunAsync(
            Tenant, recompute with { ApprovedBy = "h-1" }, run, _ => Task.FromResult(true), CancellationToken.None));

        said.Message.ShouldStartWith("2 orders did not answer, among them GD-deaf-");
        said.Message.ShouldEndWith("no code reads it");
        (await runs.FindAsync(Tenant, id, CancellationToken.None)).ShouldBe(run);
    }

    // As a node whose build does not know an order's last event, or that has lost its database.
    private sealed class Deaf : IEntities
    {
        public Task<Answer> AskAsync(
            EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken) =>
            Task.FromResult<Answer>(new Answer.Unknown("no code reads it"));

        public Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
