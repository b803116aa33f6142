using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;

namespace FieldOps.Host.Tests.Orders;

/// <summary>An operator's own system that takes notices over HTTP, and a mail server, both on loopback.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly HttpListener _http = new();
    private readonly TcpListener _smtp = new(IPAddress.Loopback, 0);
    private readonly Channel<(string Key, JsonElement Body)> _posts =
        Channel.CreateUnbounded<(string Key, JsonElement Body)>();
    private readonly Channel<string> _mails = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public Receiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/notices/";
        }

        _http.Prefixes.Add(Url);
        _http.Start();
        _smtp.Start();
        _serving = Task.WhenAll(ServeHttpAsync(), ServeSmtpAsync());
    }

    public string Url { get; }

    public int SmtpPort => ((IPEndPoint)_smtp.LocalEndpoint).Port;

    /// <summary>While set, posts are read and not answered: whoever sent one waits.</summary>
    public Task? Holding { get; set; }

    /// <summary>Posts to refuse before taking any.</summary>
    public int Refusals { get; set; }

    public ValueTask<(string Key, JsonElement Body)> PostAsync(CancellationToken patience) =>
        _posts.Reader.ReadAsync(patience);

    /// <summary>The key of a post that has come and nobody has read.</summary>
    public bool TryPost(out string key)
    {
        var came = _posts.Reader.TryRead(out var post);
        key = came ? post.Key : string.Empty;
        return came;
    }

    public ValueTask<string> MailAsync(CancellationToken patience) => _mails.Reader.ReadAsync(patience);

    public async ValueTask DisposeAsync()
    {
        // Only then are they stopped: they may just be about to listen for the next call.
        await _end.CancelAsync();
        await _serving;
        _http.Stop();
        _smtp.Stop();
        _end.Dispose();
    }

    private async Task ServeHttpAsync()
    {
        try
        {
            while (true)
            {
                var context = await _http.GetContextAsync().WaitAsync(_end.Token);
                try
                {
                    await TakePostAsync(context);
                }
                catch (Exception cut) when (cut is IOException or JsonException or HttpListenerException)
                {
                    // Who sent it has died in the middle.
                }
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or OperationCanceledException)
        {
            _posts.Writer.TryComplete();
        }
    }

    private async Task TakePostAsync(HttpListenerContext context)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.InputStream);
        var refused = Refusals-- > 0;
        var post = ($"{context.Request.Headers["Idempotency-Key"]}{(refused ? " refused" : "")}", body);
        context.Response.StatusCode = refused ? 503 : 204;
        if (Holding is { } holding)
        {
            _posts.Writer.TryWrite(post);
            await holding;
            context.Response.Close();
        }
        else
        {
            context.Response.Close();
            _posts.Writer.TryWrite(post);
        }
    }

    private async Task ServeSmtpAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _smtp.AcceptTcpClientAsync(_end.Token);
                try
                {
                    await TakeMailAsync(client);
                }
                catch (IOException)
                {
                    // Who sent it has died in the middle; it was not taken.
                }
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            _mails.Writer.TryComplete();
        }
    }

    private async Task TakeMailAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 test");
        var mail = new List<string>();
        var inData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (inData)
            {
                inData = line != ".";
                mail.Add(line);
                if (!inData)
                {
                    _mails.Writer.TryWrite(string.Join('\n', mail));
                    await writer.WriteLineAsync("250 ok");
                }
            }
            else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else
            {
                inData = line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase);
                mail.Add(line);
                await writer.WriteLineAsync(inData ? "354 go on" : "250 ok");
            }
        }
    }
}
