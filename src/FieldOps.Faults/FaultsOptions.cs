using System.ComponentModel.DataAnnotations;

namespace FieldOps.Faults;

/// <summary>Settings of the fault intake.</summary>
internal sealed class FaultsOptions
{
    public const string Section = "FieldOps:Faults";

    /// <summary>Id of the alarm policy in <c>policies/alarms</c>.</summary>
    [Required]
    [StringLength(60, MinimumLength = 1)]
    public string AlarmPolicy { get; set; } = "default";
}
