using System.Text;
using System.Text.Json;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Serialization;

namespace FieldOps.Platform.Tests.Serialization;

public class PinnedConverterTests
{
    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    [Fact]
    public void Equal_texts_are_one_object()
    {
        var text = Text(Terms(1, "station-vip", 120));

        Read<SlaTerms>(text).ShouldBeSameAs(Read<SlaTerms>(text));
    }

    [Fact]
    public void Blanks_between_tokens_make_no_difference()
    {
        var terms = Terms(2, "station-vip", 120);

        Read<SlaTerms>(JsonSerializer.Serialize(terms, s_indented)).ShouldBeSameAs(Read<SlaTerms>(Text(terms)));
    }

    [Theory]
    [InlineData("""{"policyId":"a","policyVersion":1}""", """{"policyId":"a1","policyVersion":1}""")]
    [InlineData("""{"policyId":"ab","ruleId":"c"}""", """{"policyId":"a","ruleId":"bc"}""")]
    [InlineData("""{"policyId":"a","ruleId":"c"}""", """{"policyId":"a","outcome":"c"}""")]
    [InlineData("""{"policyId":"a","ruleId":"c"}""", """{"policyId":"a","ruleId":null}""")]
    public void Texts_that_say_something_else_are_others(string one, string other)
    {
        var read = Read<ScopeVerdict>(one);

        Read<ScopeVerdict>(other).ShouldNotBeSameAs(read);
        Read<ScopeVerdict>(one).ShouldBeSameAs(read);
    }

    [Fact]
    public void What_stands_around_it_is_read_as_ever()
    {
        var before = new Around("first", Terms(3, "station-b", 240), "last");

        var after = Read<Around>(Text(before));

        (after.First, after.Last).ShouldBe(("first", "last"));
        Text(after).ShouldBe(Text(before));
        Read<Around>("""{"first":"f","terms":null,"last":"l"}""").Terms.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"policyId":"a","policyVersion":"one"}""")]
    [InlineData("""{"policyId":"a","policyVersion":1""")]
    [InlineData("""["a"]""")]
    public void A_text_that_is_none_is_refused_each_time(string broken)
    {
        Should.Throw<JsonException>(() => Read<SlaTerms>(broken));
        Should.Throw<JsonException>(() => Read<SlaTerms>(broken));
    }

    [Fact]
    public void More_texts_than_are_known_at_once_are_all_read_right()
    {
        var count = PinnedConverter<SlaTerms>.KnownMax * 2;

        Enumerable.Range(0, count).Append(0)
            .ShouldAllBe(n => Read<SlaTerms>(Text(Terms(n, "x", 60))).PolicyVersion == n);
    }

    private static SlaTerms Terms(int version, string line, int minutes) => new(
        "default", version, line, BoundaryInclusive: true,
        [new ClockLimit(ClockKind.Restore, minutes, Pausable: true)]);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, PlatformJson.Options);

    private static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(Encoding.UTF8.GetBytes(text), PlatformJson.Options)!;

    private sealed record Around(string First, SlaTerms? Terms, string Last);
}
