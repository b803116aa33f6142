using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Log;

/// <summary>
/// The fingerprint of the code that folds an entity: the module version of its assembly, which a deterministic build
/// changes with any change of its source. A snapshot of other code is not read.
/// </summary>
internal static class Fingerprint
{
    public static string Of(EntityDefinition definition) =>
        definition.GetType().Assembly.ManifestModule.ModuleVersionId.ToString("N");
}
