using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Append, urge, notes, repeats: verbs that change no state.</summary>
internal static class Informing
{
    // An order with more notes than this is a chat; the reader of its history would drown.
    private const int NotesMax = 500;

    public static Decision Append(AppendToOrder wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By) ?? Allow.Text(wish.Text) ?? Room(asked);
        return no is null ? Decision.Of(new OrderAppended(wish.Text, asked.Now)) : Decision.Refuse(no);
    }

    public static Decision Urge(UrgeOrder wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By) ?? Allow.Note(wish.Note);
        if (no is null && asked.State.Lead is null)
        {
            no = Refusal.Of(WorkOrderRefusals.NotAssigned);
        }

        var next = asked.State.LastUrgedAt?.AddMinutes(asked.Rules.UrgeIntervalMinutes);
        if (no is null && asked.Now < next)
        {
            no = Refusal.Of(WorkOrderRefusals.UrgedRecently, ("nextAt", Words.Of(next.Value)));
        }

        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var urged = new OrderUrged(asked.State.UrgeCount + 1, wish.Note ?? string.Empty, asked.Now);
        return asked.Rules.Ladder is { } ladder
            ? Decision.Of(urged, Laddering.Announce(urged, ladder, asked))
            : Decision.Of(urged);
    }

    public static Decision Note(RecordNote wish, Asked asked)
    {
        var operators = wish.Kind is NoteKind.RecoveryConfirmation or NoteKind.FollowUpCall;
        var no = (operators ? Allow.Closer(asked.By) : Allow.LeadOrDispatcher(asked))
            ?? Allow.Text(wish.Text)
            ?? Room(asked);
        return no is null ? Decision.Of(new NoteRecorded(wish.Kind, wish.Text, asked.Now)) : Decision.Refuse(no);
    }

    public static Decision Repeat(RecordRepeat wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        return asked.State.HasEnded || wish.RepeatCount <= asked.State.RepeatCount
            ? Decision.Nothing
            : Decision.Of(new RepeatRecorded(wish.RepeatCount, wish.ReportedAt.ToUniversalTime()));
    }

    private static Refusal? Room(Asked asked) => asked.State.NoteCount < NotesMax
        ? null
        : Refusal.Of(WorkOrderRefusals.NotesLimitReached, ("max", Words.Of(NotesMax)));
}
