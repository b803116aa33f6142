using System.Globalization;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Orders;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Policies;

/// <summary>
/// Documents that somebody wrote by hand, and wrong: each slip is told with its place, none is an error of ours.
/// </summary>
public sealed class PolicyBadInputTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    public static TheoryData<string, string, string, string> Slips => new()
    {
        { "calendar/china-office", "days[+]", "null", "$.days[39]: null" },
        { "calendar/china-office", "week[0].open[+]", "null", "$.week[0].open[1]: null" },
        { "calendar/china-office", "days", "null", "$.days: null" },
        {
            "calendar/china-office", "days[+]", Day("2023-02-29"), "$.days[39].date: wrong-value"
        },
        {
            "calendar/china-office", "days[+]", Day("9999-12-31"),
            "$: days: 9999-12-31 until 9999-12-31 is not within 1970 to 2199"
        },
        {
            "calendar/china-office", "days[+]", Day("0001-01-01"),
            "$: days: 0001-01-01 until 0001-01-01 is not within 1970 to 2199"
        },
        { "calendar/china-office", "days[+]", Day("2024-02-04"), "$: days: 2024-02-04 appears twice" },
        { "calendar/china-office", "zone", "\"Asia/Peking\"", "Asia/Peking is no IANA zone that is known here" },
        { "calendar/china-office", "effectiveFrom", "\"2027-01-01T00:00:00\"", "$.effectiveFrom: wrong-value" },
        { "sla/default", "lines[+]", "null", "$.lines[13]: null" },
        { "sla/default", "lines[0].assetClasses[+]", "null", "]: null" },
        { "ladder/default", "steps[+]", "null", "$.steps[4]: null" },
        { "ladder/default", "steps[0].roles[+]", "null", "$.steps[0].roles[1]: null" },
        { "ladder/default", "templates[+]", "null", "$.templates[4]: null" },
        { "ladder/default", "steps[0].percent", "0", ": percent is 1 to 1000, beforeDueMinutes 1 and more" },
        { "ladder/default", "steps[1].id", "\"at-50\"", "$: step at-50 is empty or appears twice" },
        { "scope/seed-0", "lines[+]", "null", "]: null" },
        {
            "settlement/line-prices", "visits[0].countedFrom",
            """[{"speciality": "line", "workKinds": ["repair"], "assetClasses": ["access", "acess"]}]""",
            "$: visits/fault: acess is no class of asset."
        },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public async Task Document_WithOneSlip_IsToldWithItsPlace(string set, string place, string value, string fault)
    {
        var parts = set.Split('/');
        var content = await host.ReadAsync($"/policies/{set}/versions/1");
        var document = JsonNode.Parse(content.GetProperty("document").GetRawText())!.AsObject();
        Put(document, place.Split('.'), JsonNode.Parse(value));

        var answer = await host.DoAsync(
            $"/policies/{parts[0]}:check", new { document }, As("operations-manager"));

        answer.GetProperty("faults").EnumerateArray()
            .Select(f => $"{f.GetProperty("path").GetString()}: {f.GetProperty("fault").GetString()}")
            .ShouldContain(told => told.EndsWith(fault, StringComparison.Ordinal));
    }

    private static string Day(string date) => $$"""{"name": "x", "date": "{{date}}", "isOffDay": true}""";

    // "steps[0].roles[+]": into the first step, at the end of its roles.
    private static void Put(JsonNode at, string[] path, JsonNode? value)
    {
        foreach (var (member, isLast) in path.Select((p, n) => (p, n == path.Length - 1)))
        {
            var bracket = member.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? member : member[..bracket];
            if (bracket < 0 && isLast)
            {
                at[name] = value;
            }
            else if (bracket > 0 && member.EndsWith("[+]", StringComparison.Ordinal))
            {
                at[name]!.AsArray().Add(value);
            }
            else
            {
                var place = bracket < 0 ? null : member[(bracket + 1)..^1];
                at = place is null ? at[name]! : at[name]![int.Parse(place, CultureInfo.InvariantCulture)]!;
            }
        }
    }
}
