using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>The one map from refusal codes to statuses and texts.</summary>
public sealed class ProblemCatalog
{
    private const string UnknownEntitySuffix = ".unknown";

    private readonly FrozenDictionary<string, ProblemText> _byCode;

    /// <summary>A catalogue of all registered texts.</summary>
    /// <exception cref="ArgumentException">A code stands twice with different texts.</exception>
    public ProblemCatalog(IEnumerable<ProblemText> texts) =>
        _byCode = texts.Distinct().ToFrozenDictionary(t => t.Code, StringComparer.Ordinal);

    /// <summary>All texts, by code.</summary>
    public IEnumerable<ProblemText> All => _byCode.Values.OrderBy(t => t.Code, StringComparer.Ordinal);

    /// <summary>
    /// The text of a code. A code without one is still a refusal: 404 for <c>TYPE.unknown</c>, else 409,
    /// in general words.
    /// </summary>
    public ProblemText For(string code)
    {
        if (_byCode.TryGetValue(code, out var text))
        {
            return text;
        }

        return code.EndsWith(UnknownEntitySuffix, StringComparison.Ordinal)
            ? new ProblemText(code, StatusCodes.Status404NotFound, "There is no such thing.", "该对象不存在。")
            : new ProblemText(code, StatusCodes.Status409Conflict, "The request was refused.", "请求被拒绝。");
    }
}
