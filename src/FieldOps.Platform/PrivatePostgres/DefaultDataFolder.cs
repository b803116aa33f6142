using System.Security.Cryptography;
using System.Text;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>Where the data go when nobody named a folder.</summary>
public static class DefaultDataFolder
{
    private const string SystemFolder = "/var/lib/fieldops";
    private const int NameHexDigits = 12;

    /// <summary>
    /// The preferred folder, absolute; or, for root whose PostgreSQL user cannot reach it (a clone under root's
    /// home), a folder of its own under <c>/var/lib/fieldops</c>, the same one for the same preferred path. A folder
    /// that a person named is never replaced: there <see cref="PrivateCluster"/> says what is closed.
    /// </summary>
    /// <exception cref="PrivatePostgresException">Root without an unprivileged user to become.</exception>
    public static async Task<string> PickAsync(string preferred, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetFullPath(preferred);
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        if (await ServerUser.Choose().FirstClosedAsync(existing, cancellationToken) is null)
        {
            return folder;
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..NameHexDigits];
        return Path.Combine(SystemFolder, name);
    }
}
