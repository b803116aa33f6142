using System.Collections.Immutable;
using System.Text;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Platform.Tests.Log;

/// <summary>Between events and their stored form.</summary>
public sealed class EventCodecTests
{
    private static readonly EventCodec s_codec = new(new EntityCatalog([new SayingEntity()]), []);

    // The server's jsonb holds no NUL: a read model that wrote one would stand still for ever.
    [Theory]
    [InlineData("""{"text":"a\u0000b\u0000"}""", "a\uFFFDb\uFFFD")]
    [InlineData("""{"text":"\\\u0000"}""", "\\\uFFFD")]
    [InlineData("""{"text":"\\u0000"}""", "\\u0000")]
    [InlineData("""{"text":"\\\\u0000\n"}""", "\\\\u0000\n")]
    [InlineData("""{"text":"\u0001"}""", "\u0001")]
    public void TextWithNul_OfAnOlderBuild_IsReadWithoutIt(string body, string text) =>
        ((Said)s_codec.Read("saying.said.v1", Encoding.UTF8.GetBytes(body)).Body).Text.ShouldBe(text);

    private sealed record Said(string Text) : IEvent;

    private sealed record SayingState;

    private sealed class SayingEntity : EntityDefinition<SayingState>
    {
        public override string Type => "saying";

        public override ImmutableDictionary<string, Type> Events { get; } =
            ImmutableDictionary<string, Type>.Empty.Add("saying.said.v1", typeof(Said));

        public override ImmutableDictionary<string, Type> Commands =>
            ImmutableDictionary<string, Type>.Empty;

        public override Type ViewType => typeof(SayingState);

        public override SayingState Initial { get; } = new();

        public override Decision Decide(SayingState state, ICommand command, Actor by, DateTimeOffset now) =>
            Decision.Nothing;

        public override SayingState Evolve(SayingState state, IEvent happened) => state;

        public override object View(SayingState state) => state;
    }
}
