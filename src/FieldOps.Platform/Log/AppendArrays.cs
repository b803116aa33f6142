using FieldOps.Domain.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>The parameters of <c>log.append</c>: a batch of appends turned into columns.</summary>
internal sealed class AppendArrays
{
    private readonly List<string> _tenant = [], _type = [], _actor = [], _name = [], _body = [];
    private readonly List<Guid> _id = [], _command = [];
    private readonly List<long> _entity = [], _hash = [];
    private readonly List<int> _expected = [], _count = [], _eventOf = [], _seq = [];
    private readonly List<DateTimeOffset> _at = [];
    private readonly DeadlineColumns _removed = new(), _added = new();

    public void Fill(IEnumerable<WrittenAppend> appends)
    {
        Clear();
        foreach (var (append, events) in appends)
        {
            AddHead(append);
            var ordinal = _id.Count;
            for (var n = 0; n < events.Length; n++)
            {
                var (name, body) = events[n];
                _eventOf.Add(ordinal);
                _seq.Add(n + 1);
                _name.Add(name);
                _body.Add(body);
            }

            _removed.Add(ordinal, append.Removed);
            _added.Add(ordinal, append.Added);
        }
    }

    public void Bind(NpgsqlCommand command)
    {
        Text(command, _tenant);
        Text(command, _type);
        Add(command, NpgsqlDbType.Uuid, _id);
        Add(command, NpgsqlDbType.Bigint, _entity);
        Add(command, NpgsqlDbType.Integer, _expected);
        Add(command, NpgsqlDbType.Integer, _count);
        Add(command, NpgsqlDbType.Uuid, _command);
        Add(command, NpgsqlDbType.Bigint, _hash);
        Text(command, _actor);
        Add(command, NpgsqlDbType.TimestampTz, _at);
        Add(command, NpgsqlDbType.Integer, _eventOf);
        Add(command, NpgsqlDbType.Integer, _seq);
        Text(command, _name);
        Text(command, _body);
        _removed.Bind(command);
        _added.Bind(command);
        command.Parameters.Add(new() { Value = DeadlineShard.Count });
    }

    private static void Text(NpgsqlCommand command, List<string> values) => Add(command, NpgsqlDbType.Text, values);

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, List<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<List<T>>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private void AddHead(Append append)
    {
        _tenant.Add(append.Key.Tenant);
        _type.Add(append.Key.Type);
        _id.Add(append.Key.Id);
        _entity.Add(append.Entity);
        _expected.Add(append.ExpectedVersion);
        _count.Add(append.Events.Length);
        _command.Add(append.CommandId);
        _hash.Add(append.BodyHash);
        _actor.Add(ActorText.Write(append.By));
        _at.Add(append.At);
    }

    private void Clear()
    {
        _tenant.Clear();
        _type.Clear();
        _actor.Clear();
        _name.Clear();
        _body.Clear();
        _id.Clear();
        _command.Clear();
        _entity.Clear();
        _hash.Clear();
        _expected.Clear();
        _count.Clear();
        _eventOf.Clear();
        _seq.Clear();
        _at.Clear();
        _removed.Clear();
        _added.Clear();
    }

    private sealed class DeadlineColumns
    {
        private readonly List<int> _append = [];
        private readonly List<string> _kind = [];
        private readonly List<DateTimeOffset> _due = [];

        public void Add(int ordinal, IEnumerable<Deadline> deadlines)
        {
            foreach (var deadline in deadlines)
            {
                _append.Add(ordinal);
                _kind.Add(deadline.Kind);
                _due.Add(deadline.DueAt);
            }
        }

        public void Bind(NpgsqlCommand command)
        {
            AppendArrays.Add(command, NpgsqlDbType.Integer, _append);
            Text(command, _kind);
            AppendArrays.Add(command, NpgsqlDbType.TimestampTz, _due);
        }

        public void Clear()
        {
            _append.Clear();
            _kind.Clear();
            _due.Clear();
        }
    }
}
