using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FieldOps.Host.Tests.Orders;

/// <summary>A mail server on loopback that takes mail only of who signs in, as an operator's does.</summary>
internal sealed class MailRelay : IAsyncDisposable
{
    public const string User = "fieldops";
    public const string Password = "a pass phrase";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly List<string> _heard = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="tls">True: it offers STARTTLS, with a certificate that nobody has reason to trust.</param>
    public MailRelay(bool tls = false)
    {
        _certificate = tls ? Unknown() : null;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What it says to who sends without a sign-in.</summary>
    public string Refusal { get; init; } = "530 sign in first";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that was said to it in clear.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Only then is it stopped: it may just be about to listen for the next call.
        await _end.CancelAsync();
        await _serving;
        _listener.Stop();
        _end.Dispose();
        _certificate?.Dispose();
    }

    private static X509Certificate2 Unknown()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                try
                {
                    await TalkAsync(client.GetStream());
                }
                catch (Exception cut) when (cut is IOException or AuthenticationException)
                {
                    // The other side went away in the middle.
                }
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            // No more calls.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 relay");
        var signedIn = false;
        while (await ReadAsync(reader) is { } line)
        {
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (word == "STARTTLS")
            {
                await writer.WriteLineAsync("220 go on");
                await using var safe = new SslStream(stream);
                await safe.AuthenticateAsServerAsync(_certificate!);
                return;
            }

            signedIn |= word == "AUTH" && await SignInAsync(line, reader, writer);
            if (word == "AUTH")
            {
                await writer.WriteLineAsync(signedIn ? "235 welcome" : "535 who are you");
                continue;
            }

            await writer.WriteLineAsync(AnswerTo(word, signedIn));
            if (word == "DATA" && signedIn)
            {
                await UntilDotAsync(reader);
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    private string AnswerTo(string word, bool signedIn) => word switch
    {
        "EHLO" => _certificate is null ? "250-relay\r\n250 AUTH LOGIN" : "250-relay\r\n250-STARTTLS\r\n250 AUTH LOGIN",
        "QUIT" => "221 bye",
        "MAIL" or "RCPT" => signedIn ? "250 ok" : Refusal,
        "DATA" => signedIn ? "354 go on" : "530 sign in first",
        _ => "250 ok",
    };

    private async Task<bool> SignInAsync(string line, StreamReader reader, StreamWriter writer)
    {
        var words = line.Split(' ');
        if (words.Length < 3)
        {
            await writer.WriteLineAsync("334 " + Convert.ToBase64String("Username:"u8));
            words = ["AUTH", "LOGIN", await ReadAsync(reader) ?? string.Empty];
        }

        await writer.WriteLineAsync("334 " + Convert.ToBase64String("Password:"u8));
        var password = await ReadAsync(reader) ?? string.Empty;
        return (Plain(words[2]), Plain(password)) == (User, Password);
    }

    private async Task UntilDotAsync(StreamReader reader)
    {
        while (await ReadAsync(reader) is not (null or "."))
        {
            // All of it is kept as it comes.
        }
    }

    private async Task<string?> ReadAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync();
        lock (_heard)
        {
            _heard.Add(line ?? string.Empty);
        }

        return line;
    }

    private static string Plain(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
