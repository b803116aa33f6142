using System.Reflection;
using System.Text.RegularExpressions;
using FieldOps.Platform.Config.Silo;

namespace FieldOps.Architecture.Tests;

/// <summary>A setting that nobody reads is a promise that nobody keeps.</summary>
public sealed class SiloSettingTests
{
    // Stored with every row and only compared with what a file says.
    private static readonly string[] s_fixed =
        [nameof(SiloStreamOptions.PartitionsCount), nameof(SiloDeadlineOptions.ShardsCount)];

    private static readonly SourceFile[] s_readers =
    [
        .. SourceFile.Under("src/FieldOps.Cluster"), .. SourceFile.Under("src/FieldOps.Silo"),
        .. SourceFile.Under("src/FieldOps.Cli"),
    ];

    [Fact]
    public void Settings_OfASilo_AreAllRead() => Unread(Settings(), s_readers).Except(s_fixed).ShouldBeEmpty();

    [Fact]
    public void Settings_OfASilo_AreFoundAtAll() => Settings().Count().ShouldBeGreaterThan(25);

    [Fact]
    public void Setting_PlantedAndNotRead_IsCaught() => Unread(["PlantedSeconds"], s_readers).ShouldHaveSingleItem();

    private static IEnumerable<string> Unread(IEnumerable<string> settings, SourceFile[] readers)
    {
        var text = string.Join('\n', readers.SelectMany(f => f.Lines));
        return settings.Where(s => !Regex.IsMatch(text, $@"\b(Own)?{s}\b"));
    }

    private static IEnumerable<string> Settings() => Settings(typeof(SiloOptions));

    private static IEnumerable<string> Settings(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)
            .SelectMany(p => p.PropertyType.Namespace == options.Namespace && p.PropertyType.IsClass
                ? Settings(p.PropertyType)
                : [p.Name]);
}
