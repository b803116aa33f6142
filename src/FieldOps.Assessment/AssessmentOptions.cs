using System.ComponentModel.DataAnnotations;

namespace FieldOps.Assessment;

/// <summary>Settings of the slice: <c>FieldOps:Assessment</c>.</summary>
internal sealed class AssessmentOptions
{
    /// <summary>The scoring scheme of months for which nobody names another.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,60}$")]
    public string SchemeId { get; set; } = "line-station";

    /// <summary>
    /// Orders that a recompute reads or asks in one step: some megabytes at the default, after which a crash loses
    /// least and progress moves.
    /// </summary>
    [Range(1, 50_000)]
    public int RecomputePageOrders { get; set; } = 10_000;
}
