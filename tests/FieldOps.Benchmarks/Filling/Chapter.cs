using System.Collections.Immutable;

namespace FieldOps.Benchmarks.Filling;

/// <summary>One accepted command of a folded life.</summary>
/// <param name="Pages">Its events.</param>
/// <param name="Actor">Who sent it, as stored.</param>
/// <param name="At">When.</param>
internal sealed record Chapter(ImmutableArray<Page> Pages, Stencil Actor, DateTimeOffset At);

/// <summary>One event.</summary>
/// <param name="Name">Stored name.</param>
/// <param name="Body">Stored body.</param>
internal sealed record Page(string Name, Stencil Body);
