namespace FieldOps.Benchmarks.Peers.Ef;

/// <summary>
/// How much the plain service stores for one ticket: measured on our side, so that both store the same.
/// </summary>
/// <param name="Deadlines">Deadline rows.</param>
/// <param name="Audits">Audit rows: our events.</param>
/// <param name="AuditCharacters">Characters of one audit row's body: our events' mean.</param>
internal sealed record EfFacts(int Deadlines, int Audits, int AuditCharacters);
