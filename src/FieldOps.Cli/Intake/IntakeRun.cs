using System.Globalization;
using System.Security.Cryptography;
using FieldOps.Cli.Api;
using FieldOps.Cli.Output;
using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>
/// One import: reads a file as a stream and sends it in batches. The keys follow from file and content, so that an
/// import that broke off is simply started again: what was accepted is answered as it was.
/// </summary>
internal sealed class IntakeRun(
    IntakeKind kind, IntakeFiles files, FieldOpsClient? client, Caller caller, Screen screen)
{
    /// <summary>Items of one call: half of what the API takes, so that a slow machine answers in time.</summary>
    private const int BatchItems = 500;

    /// <summary>
    /// Items held back at once, so that those of one asset are spread over batches: the host asks one asset one after
    /// the other and many side by side, and logs come sorted by device.
    /// </summary>
    private const int WindowItems = 50_000;

    private const int KeyHashHexDigits = 16;

    private readonly List<IntakeItem> _window = [];
    private int _batches;
    private long _items;
    private long _sent;
    private long _accepted;
    private long _refused;
    private long _problems;
    private string _fileHash = string.Empty;

    /// <param name="progress">Told bytes read and bytes in all.</param>
    /// <param name="cancellationToken">Ends the import between two batches.</param>
    public async Task<IntakeSummary> RunAsync(
        IProgress<(long Done, long All)> progress, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(files.File);
        _fileHash = Short(await SHA256.HashDataAsync(stream, cancellationToken));
        stream.Position = 0;
        // Bytes of what has been sent: reading runs ahead of it.
        void Report() => progress.Report((_items == 0 ? 0 : stream.Position * _sent / _items, stream.Length));
        await foreach (var row in kind.Read(stream, files, cancellationToken))
        {
            Take(row);
            if (_window.Count >= WindowItems)
            {
                await FlushAsync(Report, cancellationToken);
            }
        }

        await FlushAsync(Report, cancellationToken);
        progress.Report((stream.Length, stream.Length));
        return new(kind.Name, files.File, _items, _accepted, _refused, _problems, client is null);
    }

    private void Take(ImportRow<IntakeItem> row)
    {
        if (row.Problem is { } problem)
        {
            _problems++;
            Tell(problem.Line, problem.Column ?? 1, problem.Code, new(problem.TextEn, problem.TextZh));
        }

        if (row.Value is { } item)
        {
            _items++;
            _window.Add(item);
        }
    }

    private async Task FlushAsync(Action report, CancellationToken cancellationToken)
    {
        foreach (var batch in Spread(_window).Chunk(BatchItems))
        {
            await SendAsync(batch, cancellationToken);
            _sent += batch.Length;
            report();
        }

        _window.Clear();
    }

    /// <summary>First the first item of each target, then the second: those of one target stay in order.</summary>
    private static IEnumerable<IntakeItem> Spread(List<IntakeItem> items)
    {
        var turns = new Dictionary<string, int>(StringComparer.Ordinal);
        return items
            .Select(item => (Item: item, Turn: item.Target is { } t ? turns[t] = turns.GetValueOrDefault(t) + 1 : 0))
            .OrderBy(i => i.Turn)
            .Select(i => i.Item);
    }

    private async Task SendAsync(IntakeItem[] batch, CancellationToken cancellationToken)
    {
        if (client is not null)
        {
            var json = FieldOpsClient.Serialize(new { Items = batch.Select(i => i.Body) });
            var result = await client.PostBatchAsync(kind.Path, json, KeyOf(json), caller, cancellationToken);
            foreach (var outcome in result.Items)
            {
                await TakeAsync(batch[outcome.Index], outcome, cancellationToken);
            }
        }

        _batches++;
    }

    private async Task TakeAsync(IntakeItem item, BatchItem outcome, CancellationToken cancellationToken)
    {
        if (outcome.Outcome != BatchItem.Accepted)
        {
            var text = new Text(outcome.TitleEn ?? "", outcome.TitleZh ?? "");
            Refused(item.Line, outcome.Code ?? outcome.Outcome, text, outcome.Facts);
            return;
        }

        if (item is { Code: { } code, Standing: { } standing })
        {
            var body = FieldOpsClient.Serialize(new { To = standing, Reason = Path.GetFileName(files.File) });
            var answer = await client!.PostBytesAsync(
                $"contractors/{Uri.EscapeDataString(code)}:change-standing",
                body,
                $"{KeyOf(body)}-{code}",
                caller,
                null,
                cancellationToken);
            if (answer.Refusal is { } refusal)
            {
                Refused(item.Line, refusal.Code, new(refusal.TitleEn, refusal.TitleZh), refusal.Facts);
                return;
            }
        }

        _accepted++;
    }

    // With the content in it, another mapping or corrections file makes another key and not a reused one.
    private string KeyOf(byte[] json) => string.Create(
        CultureInfo.InvariantCulture, $"import-{kind.Name}-{_fileHash}-{_batches}-{Short(SHA256.HashData(json))}");

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash)[..KeyHashHexDigits];

    private void Refused(int line, string code, Text text, IReadOnlyDictionary<string, string>? facts)
    {
        _refused++;
        var named = facts is { Count: > 0 }
            ? " (" + string.Join(", ", facts.Select(f => $"{f.Key}: {f.Value}")) + ")"
            : string.Empty;
        Tell(line, 1, code, new(text.En + named, text.Zh + named));
    }

    private void Tell(int line, int column, string code, Text text)
    {
        if (screen.IsJson)
        {
            screen.Json(new { files.File, Line = line, Column = column, Code = code, text.En, text.Zh });
            return;
        }

        screen.Problem(string.Create(
            CultureInfo.InvariantCulture, $"{files.File}:{line}:{column} {code} {screen.Of(text)}"));
    }
}
