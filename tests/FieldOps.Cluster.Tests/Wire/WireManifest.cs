using System.Reflection;
using System.Text;

namespace FieldOps.Cluster.Tests.Wire;

/// <summary>
/// Every name and number by which silos of two releases know each other's messages. A line may be added; one that
/// changes or goes breaks a rolling upgrade.
/// </summary>
internal static class WireManifest
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        var named = assembly.GetTypes()
            .Select(t => (Type: t, Alias: t.GetCustomAttribute<AliasAttribute>()?.Alias))
            .Where(t => t.Alias is not null && !t.Type.Name.Contains('<') && !IsGenerated(t.Type))
            .OrderBy(t => t.Alias, StringComparer.Ordinal);
        foreach (var (type, alias) in named)
        {
            text.AppendLine(alias);
            foreach (var line in Lines(type).Order(StringComparer.Ordinal))
            {
                text.Append("  ").AppendLine(line);
            }
        }

        foreach (var grain in assembly.GetTypes()
            .Select(t => t.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, null!).ToString())
            .OfType<string>().Order(StringComparer.Ordinal))
        {
            text.Append("grain ").AppendLine(grain);
        }

        return text.ToString();
    }

    private static bool IsGenerated(Type type) =>
        type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null;

    private static IEnumerable<string> Lines(Type type) => type.IsInterface
        ? type.GetMethods().Select(m =>
            $"{m.GetCustomAttribute<AliasAttribute>()?.Alias}({string.Join(", ", m.GetParameters().Select(Name))})")
        : type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(m => (Member: m, Id: m.GetCustomAttribute<IdAttribute>()?.Id))
            .Where(m => m.Id is not null)
            .Select(m => $"{m.Id:00} {m.Member.Name} {TypeOf(m.Member)}");

    private static string Name(ParameterInfo parameter) => parameter.ParameterType.ToString();

    private static string TypeOf(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType.ToString() : ((PropertyInfo)member).PropertyType.ToString();
}
