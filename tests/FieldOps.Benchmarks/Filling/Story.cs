using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Log;

namespace FieldOps.Benchmarks.Filling;

/// <summary>Folds commands through one real decider and keeps what would have been stored.</summary>
internal sealed class Story<TState>(EntityDefinition<TState> definition, EventCodec codec)
    where TState : class
{
    private static readonly string[] s_tokens = LifeTokens.Template.Values();
    private readonly List<Chapter> _chapters = [];

    public TState State { get; private set; } = definition.Initial;

    public ImmutableArray<Chapter> Chapters => [.. _chapters];

    public ImmutableArray<Deadline> Deadlines => definition.Deadlines(State);

    /// <summary>Goes on from a state that is told elsewhere.</summary>
    public Story<TState> From(TState state)
    {
        State = state;
        return this;
    }

    /// <summary>Sends a command; a refusal is a bug of the bench.</summary>
    public Story<TState> Tell(ICommand command, Actor by, DateTimeOffset at)
    {
        var decision = definition.Decide(State, command, by, at);
        if (decision.Refusal is { } refusal || decision.Events.IsEmpty)
        {
            var facts = decision.Refusal?.Facts.Select(f => $"{f.Key}={f.Value}") ?? [];
            throw new InvalidOperationException(
                $"{command} was not accepted: {decision.Refusal?.Code} {string.Join(' ', facts)}");
        }

        State = decision.Events.Aggregate(State, definition.Evolve);
        var actor = $"{by.Role}|{by.ContractorId?.ToString("N")}|{by.Id}";
        _chapters.Add(new([.. decision.Events.Select(PageOf)], Stencil.Cut(actor, s_tokens), at));
        return this;
    }

    private Page PageOf(IEvent happened)
    {
        var (name, body) = codec.Write(happened);
        return new(name, Stencil.Cut(body, s_tokens));
    }
}
