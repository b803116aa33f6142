using System.ComponentModel.DataAnnotations;
using FieldOps.Cluster.Hosting;

namespace FieldOps.Cluster.Tests;

public sealed class ClusterOptionsTests
{
    [Fact]
    public void Options_Default_AreValid() => Problems(new ClusterOptions()).ShouldBeEmpty();

    [Fact]
    public void Options_PortBeyondRange_AreRefused() =>
        Problems(new ClusterOptions { SiloPort = 65_536 }).ShouldHaveSingleItem();

    private static List<ValidationResult> Problems(ClusterOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), problems, validateAllProperties: true);
        return problems;
    }
}
