using System.Reflection;
using System.Text.RegularExpressions;

namespace FieldOps.Architecture.Tests;

/// <summary>Who may know whom (design, section 3).</summary>
internal static partial class ReferenceLaws
{
    public static readonly string[] Slices =
        ["Assets", "Faults", "WorkOrders", "Compliance", "Contractors", "Assessment"];

    /// <summary>
    /// What the pure assembly may stand on: values, collections, text and the hash of name-based ids.
    /// </summary>
    private static readonly string[] s_pure =
    [
        "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.Linq", "System.Memory",
        "System.Security.Cryptography", "System.Text.RegularExpressions", "System.Runtime.InteropServices",
        "System.Threading", "System.Collections.Concurrent", "System.Runtime.Numerics",
    ];

    public static IEnumerable<string> Impure(IEnumerable<AssemblyName> references) =>
        references.Select(r => r.Name!).Except(s_pure);

    /// <summary>References of one of our projects that the law does not allow.</summary>
    public static IEnumerable<string> Forbidden(string project, IEnumerable<string> references) =>
        references.Where(r => r.StartsWith("FieldOps.", StringComparison.Ordinal) && !Allowed(project, r))
            .Select(r => $"{project} -> {r}");

    /// <summary>Domain words in the platform: anything of the domain but its kernel.</summary>
    public static IEnumerable<string> DomainWords(IEnumerable<SourceFile> platform) =>
        from file in platform
        from line in file.Lines.Index()
        where DomainBeyondKernel().IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}";

    /// <summary>Public types of a slice that are not its door: static classes of Add and Map methods.</summary>
    public static IEnumerable<string> PublicBesideTheDoor(IEnumerable<Type> types) =>
        types.Where(t => t.IsVisible && !IsDoor(t)).Select(t => t.FullName!);

    public static bool IsDoor(Type type) =>
        type is { IsAbstract: true, IsSealed: true } && type
            .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .All(m => m.Name.StartsWith("Add", StringComparison.Ordinal) ||
                m.Name.StartsWith("Map", StringComparison.Ordinal));

    private static bool Allowed(string project, string reference) => project switch
    {
        "FieldOps.Domain" or "FieldOps.Import" => false,
        "FieldOps.Platform" => reference == "FieldOps.Domain",
        "FieldOps.Host" => reference is not ("FieldOps.Cli" or "FieldOps.Import" or "FieldOps.Cluster"),
        "FieldOps.Silo" => reference is "FieldOps.Cluster" or "FieldOps.Host",
        "FieldOps.Cli" => true,
        "FieldOps.Cluster" => Slices.Select(s => "FieldOps." + s).Append("FieldOps.Domain").Append("FieldOps.Platform")
            .Contains(reference),
        _ => reference is "FieldOps.Domain" or "FieldOps.Platform",
    };

    [GeneratedRegex(@"FieldOps\.Domain\.(?!Kernel\b)")]
    private static partial Regex DomainBeyondKernel();
}
