using Microsoft.EntityFrameworkCore;

namespace FieldOps.Benchmarks.Peers.Ef;

/// <summary>The tables of the plain service, with the keys and indexes that its queries need.</summary>
internal sealed class EfContext(DbContextOptions<EfContext> options) : DbContext(options)
{
    public DbSet<EfAsset> Assets => Set<EfAsset>();

    public DbSet<EfTicket> Tickets => Set<EfTicket>();

    public DbSet<EfOrder> Orders => Set<EfOrder>();

    public DbSet<EfDeadline> Deadlines => Set<EfDeadline>();

    public DbSet<EfIdempotencyKey> Keys => Set<EfIdempotencyKey>();

    public DbSet<EfAudit> Audits => Set<EfAudit>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EfAsset>().HasIndex(a => new { a.Tenant, a.Code }).IsUnique();
        modelBuilder.Entity<EfTicket>(ticket =>
        {
            ticket.Property(t => t.Id).ValueGeneratedNever();
            ticket.HasIndex(t => new { t.Tenant, t.Number }).IsUnique();
            ticket.HasIndex(t => t.AssetId).IsUnique().HasFilter("\"ClosedAt\" is null");
        });
        modelBuilder.Entity<EfOrder>(order =>
        {
            order.Property(o => o.Id).ValueGeneratedNever();
            order.HasIndex(o => new { o.Tenant, o.Number }).IsUnique();
            order.HasIndex(o => o.TicketId);
            order.Property(o => o.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<EfDeadline>().HasKey(d => new { d.OrderId, d.Kind });
        modelBuilder.Entity<EfDeadline>().HasIndex(d => d.DueAt);
        modelBuilder.Entity<EfIdempotencyKey>().Property(k => k.Id).ValueGeneratedNever();
        modelBuilder.Entity<EfAudit>().HasIndex(a => a.SubjectId);
    }
}
