using System.ComponentModel.DataAnnotations;

namespace FieldOps.Assets;

/// <summary>Settings of the asset register.</summary>
internal sealed class AssetsOptions
{
    public const string Section = "FieldOps:Assets";

    /// <summary>Id of the asset class catalogue in <c>policies/asset-classes</c>.</summary>
    [Required]
    [StringLength(60, MinimumLength = 1)]
    public string Catalog { get; set; } = "default";
}
