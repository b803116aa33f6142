using System.Globalization;
using System.Text.Json.Nodes;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Testing;
using FieldOps.WorkOrders;

namespace FieldOps.Host.Tests.Orders;

/// <summary>A matrix that leaves a clock no time stops the start while it makes orders, and no longer.</summary>
public sealed class OrderPoliciesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fieldops-orders-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("2020-06-01T00:00:00Z", false)]
    [InlineData("2020-12-31T15:59:59Z", false)]
    [InlineData("2020-12-31T16:00:00Z", true)]
    public void Matrix_ThatNeverLetsAClockBeLate_StopsTheStart_UntilAnotherTookItsPlace(string now, bool starts)
    {
        Write("old", 1, "2020-01-01T00:00:00+08:00", rests: ["00:00-12:00", "12:00-24:00"]);
        Write("old", 2, "2021-01-01T00:00:00+08:00");

        ShouldStart(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), starts, "sla/old.v1");
    }

    // The office closes on the day on which the next matrix begins, and that asks nothing of it.
    [Theory]
    [InlineData("2022-01-01T00:00:00+08:00", true)]
    [InlineData("2021-12-31T23:59:59+08:00", false)]
    public void Calendar_OfAfterTheEndOfAMatrix_IsNotHeldAgainstIt(string closes, bool starts)
    {
        Write("old", 1, "2020-01-01T00:00:00+08:00", "little");
        Write("old", 2, "2022-01-01T00:00:00+08:00");
        Calendar(1, "2020-01-01T00:00:00+08:00", "08:00", "18:00");
        Calendar(2, closes, "08:00", "08:01");

        ShouldStart(new DateTimeOffset(2021, 6, 1, 0, 0, 0, TimeSpan.Zero), starts, "sla/old.v1");
    }

    private void ShouldStart(DateTimeOffset now, bool starts, string document)
    {
        Copy();
        OrderPolicies Start() => new(
            new PolicyFolder(_root), Microsoft.Extensions.Options.Options.Create(new OrderPolicyOptions()),
            new PolicyShelf(null!), new SimulatedClock(now));
        if (starts)
        {
            Start().ShouldNotBeNull();
        }
        else
        {
            Should.Throw<PolicyFormatException>(Start).Message.ShouldSatisfyAllConditions(
                m => m.ShouldContain(document), m => m.ShouldContain("Arrive is never late"));
        }
    }

    private void Copy()
    {
        foreach (var kind in new[] { "sla", "work-order", "scope", "calendar", "ladder" })
        {
            var from = Path.Combine(RepoFiles.Root, "silo-config", "policies", kind);
            var to = Directory.CreateDirectory(Path.Combine(_root, kind)).FullName;
            foreach (var file in Directory.GetFiles(from))
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        }
    }

    private void Write(string id, int version, string effectiveFrom, string? calendar = null, string[]? rests = null)
    {
        var document = Read("sla", "default.v1.json");
        (document["id"], document["version"], document["effectiveFrom"]) = (id, version, effectiveFrom);
        document["zone"] = "Asia/Shanghai";
        var line = document["lines"]!.AsArray()[0]!;
        if (calendar is not null)
        {
            line["limits"]!.AsArray()[1]!["calendar"] = calendar;
        }

        if (rests is not null)
        {
            line["rests"] = new JsonArray(rests.Select(r => r.Split('-')).Select(r => (JsonNode)new JsonObject
            {
                ["clocks"] = new JsonArray("arrive"), ["from"] = r[0], ["to"] = r[1],
            }).ToArray());
        }

        Store("sla", id, version, document);
    }

    private void Calendar(int version, string effectiveFrom, string opens, string closes)
    {
        var document = Read("calendar", "china-office.v1.json");
        (document["id"], document["version"], document["effectiveFrom"]) = ("little", version, effectiveFrom);
        document["days"] = new JsonArray();
        document["week"] = new JsonArray(new JsonObject
        {
            ["days"] = new JsonArray("monday"),
            ["open"] = new JsonArray(new JsonObject { ["from"] = opens, ["to"] = closes }),
        });
        Store("calendar", "little", version, document);
    }

    private static JsonNode Read(string kind, string file) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(RepoFiles.Root, "silo-config", "policies", kind, file)))!;

    private void Store(string kind, string id, int version, JsonNode document)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, kind)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{id}.v{version}.json"), document.ToJsonString());
    }
}
