using System.Diagnostics.CodeAnalysis;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla;

/// <summary>Terms, or why there are none.</summary>
public sealed class SlaAnswer
{
    private SlaAnswer(SlaTerms? terms, Refusal? refusal)
    {
        Terms = terms;
        Refusal = refusal;
    }

    /// <summary>The terms; null when refused.</summary>
    public SlaTerms? Terms { get; }

    /// <summary>Why not; null when there are terms.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there are terms.</summary>
    [MemberNotNullWhen(true, nameof(Terms))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool HasTerms => Terms is not null;

    /// <summary>These terms.</summary>
    public static SlaAnswer Yes(SlaTerms terms) => new(terms, null);

    /// <summary>No terms.</summary>
    public static SlaAnswer No(string code, params (string Name, string Value)[] facts) =>
        new(null, Refusal.Of(code, facts));
}
