using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Commands;

/// <summary>The running host that a command talks to: named, that of the data folder, or the usual address.</summary>
internal sealed class HostAddress
{
    private readonly Screen _screen;
    private readonly Surroundings _surroundings;

    public HostAddress(Screen screen, Surroundings surroundings)
    {
        (_screen, _surroundings) = (screen, surroundings);
        Url = new("--url")
        {
            Description = screen.Of("address of the host; that of the data folder's when absent", "主机地址；缺省取数据目录中的主机"),
            HelpName = "URL",
            CustomParser = result => Address(
                result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty, result.AddError),
        };
        DataFolder = PlaceOptions.DataFolder(screen);
    }

    public Option<Uri?> Url { get; }

    public Option<string?> DataFolder { get; }

    /// <exception cref="HostUnreachableException">Nobody is there who is ready.</exception>
    public async Task<FieldOpsClient> ClientAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = DataFolders.Resolve(parsed.GetValue(DataFolder), _surroundings.Environment);
        var url = parsed.GetValue(Url)
            ?? (RunningHost.Of(folder)?.Record is { } record ? new Uri(record.Url) : null)
            ?? new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Default}"));
        var client = new FieldOpsClient(url);
        if (await client.IsReadyAsync(cancellationToken))
        {
            return client;
        }

        client.Dispose();
        throw new HostUnreachableException(url, _screen.Of("not ready", "未就绪"));
    }

    private Uri? Address(string text, Action<string> fail)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        fail(_screen.Of($"'{text}' is no http address", $"“{text}”不是 http 地址"));
        return null;
    }
}
