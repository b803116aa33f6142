namespace FieldOps.Platform.Http;

/// <summary>What people read when a call is refused.</summary>
/// <param name="Code">The refusal's code.</param>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="En">English title, the same for every occurrence.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="EnDetail">
/// English sentence about this occurrence; <c>{fact}</c> stands for a fact of the refusal.
/// </param>
/// <param name="ZhDetail">The same in Chinese.</param>
public sealed record ProblemText(
    string Code, int Status, string En, string Zh, string? EnDetail = null, string? ZhDetail = null);
