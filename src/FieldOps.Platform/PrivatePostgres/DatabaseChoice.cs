using Npgsql;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>Which PostgreSQL a host works on: one that it was given, or its own.</summary>
public abstract record DatabaseChoice
{
    /// <summary>Environment variable that names a server.</summary>
    public const string EnvironmentVariable = "FIELDOPS_DATABASE";

    /// <summary>The option of the command line that names a server; it wins over the environment.</summary>
    public const string OptionName = "--database";

    private DatabaseChoice()
    {
    }

    /// <summary>A server that somebody else runs.</summary>
    /// <param name="ConnectionString">Npgsql connection string; may hold a password: never log it.</param>
    public sealed record Given(string ConnectionString) : DatabaseChoice
    {
        /// <summary>Host and database only, fit for people's eyes.</summary>
        public override string ToString()
        {
            var address = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"{address.Host}:{address.Port}/{address.Database}";
        }
    }

    /// <summary>The host's own cluster in this data folder.</summary>
    /// <param name="DataFolder">Absolute path.</param>
    public sealed record Private(string DataFolder) : DatabaseChoice;

    /// <summary>The option if given, else the environment's value, else a private cluster in the data folder.</summary>
    /// <param name="option">Value of <c>--database</c>: connection string or <c>postgresql://</c> URI; blank is
    /// none.</param>
    /// <param name="environment">Value of <c>FIELDOPS_DATABASE</c>, of the same form; blank is none.</param>
    /// <param name="dataFolder">Folder of the private cluster.</param>
    /// <exception cref="PrivatePostgresException">With code <c>database.address-invalid</c>.</exception>
    public static DatabaseChoice Resolve(string? option, string? environment, string dataFolder)
    {
        if (!string.IsNullOrWhiteSpace(option))
        {
            return new Given(Normalize(option, OptionName));
        }

        return string.IsNullOrWhiteSpace(environment)
            ? new Private(Path.GetFullPath(dataFolder))
            : new Given(Normalize(environment, EnvironmentVariable));
    }

    private static string Normalize(string address, string origin)
    {
        var text = address.Trim();
        var isUri = text.StartsWith("postgres://", StringComparison.Ordinal)
            || text.StartsWith("postgresql://", StringComparison.Ordinal);
        try
        {
            var parsed = isUri ? FromUri(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(parsed.Host)
                ? throw PrivatePostgresFault.AddressInvalid(origin)
                : parsed.ConnectionString;
        }
        catch (Exception cause) when (cause is ArgumentException or UriFormatException or FormatException)
        {
            throw PrivatePostgresFault.AddressInvalid(origin);
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var address = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0)
        {
            address.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            address.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            address.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            address.Database = Uri.UnescapeDataString(database);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var value = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : string.Empty);
            if (parts[0].Equals("sslmode", StringComparison.Ordinal))
            {
                // PostgreSQL writes verify-full where Npgsql writes VerifyFull.
                address["SSL Mode"] = value.Replace("-", string.Empty, StringComparison.Ordinal);
            }
            else
            {
                address[parts[0]] = value;
            }
        }

        return address;
    }
}
