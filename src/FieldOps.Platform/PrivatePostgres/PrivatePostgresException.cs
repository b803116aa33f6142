namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// The private PostgreSQL cannot serve: a condition of the machine that a person has to mend, told by a stable code
/// and in both languages. No text of it ever holds a password.
/// </summary>
public sealed class PrivatePostgresException : Exception
{
    internal PrivatePostgresException(string code, string english, string chinese, Exception? cause = null)
        : base($"{english} | {chinese} [{code}]", cause)
    {
        Code = code;
        English = english;
        Chinese = chinese;
    }

    /// <summary>Another living process holds the data folder.</summary>
    public const string DataFolderInUse = "data-folder.in-use";

    /// <summary>The user that PostgreSQL must run as cannot reach the data folder or the programs.</summary>
    public const string DataFolderNotReachable = "data-folder.not-reachable";

    /// <summary>The data folder cannot be read or written by this process.</summary>
    public const string DataFolderNotAccessible = "data-folder.not-accessible";

    /// <summary>The data folder's path holds a character that PostgreSQL's own programs give to a shell.</summary>
    public const string DataFolderNameUnusable = "data-folder.name-unusable";

    /// <summary>No PostgreSQL of the wanted version is installed.</summary>
    public const string ProgramsMissing = "postgres.programs-missing";

    /// <summary>The process is root and no unprivileged user, or no program to become one, exists.</summary>
    public const string UnprivilegedUserMissing = "postgres.unprivileged-user-missing";

    /// <summary>The cluster could not be created.</summary>
    public const string CreationFailed = "postgres.creation-failed";

    /// <summary>The server did not become ready, or did not stop.</summary>
    public const string ServerFailed = "postgres.server-failed";

    /// <summary>The installed PostgreSQL was built without ICU collations.</summary>
    public const string IcuMissing = "postgres.icu-missing";

    /// <summary>The given database address is not a PostgreSQL connection string or URI.</summary>
    public const string AddressInvalid = "database.address-invalid";

    /// <summary>One of the constants above; stable, for scripts and tests.</summary>
    public string Code { get; }

    /// <summary>What is wrong and what to do, in English.</summary>
    public string English { get; }

    /// <summary>The same in Chinese.</summary>
    public string Chinese { get; }
}
