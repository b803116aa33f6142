using FieldOps.Platform.Config;

namespace FieldOps.Platform.Http;

/// <summary>A request model with limits that types do not tell: lengths, ranges, counts.</summary>
public interface ICheckedBody
{
    /// <summary>What is wrong, with paths like <c>$.description</c>; empty when nothing is.</summary>
    IEnumerable<JsonFault> Faults();
}
