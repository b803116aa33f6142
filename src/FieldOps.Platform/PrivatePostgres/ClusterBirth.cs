using System.Security.Cryptography;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// Makes the cluster aside and moves it into place in one step: a process killed at any moment leaves either no cluster
/// or a whole one.
/// </summary>
internal sealed class ClusterBirth(ClusterFiles files, ServerUser user, PostgresBinaries binaries)
{
    public const string SuperUser = "fieldops";

    private const int PasswordBytes = 32;
    private const int SuffixHexDigits = 8;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var remains in files.Stillborn().ToList())
        {
            Directory.Delete(remains, recursive: true);
        }

        // A name of its own each time: an initdb that outlived its killed host must not write into ours.
        var place = files.NewBirthplace(RandomNumberGenerator.GetHexString(SuffixHexDigits, lowercase: true));
        UnixMode.CreateFolder(place, UnixMode.OwnerFolder);
        var password = ClusterFiles.PasswordIn(place);
        UnixMode.WriteFile(
            password, RandomNumberGenerator.GetHexString(PasswordBytes * 2, lowercase: true), UnixMode.OwnerFile);
        await user.OwnAsync(password, cancellationToken);
        await user.OwnAsync(place, cancellationToken);

        var result = await user.RunAsync(
            binaries.InitDb,
            [
                $"--pgdata={ClusterFiles.DataIn(place)}",
                $"--username={SuperUser}",
                $"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--lc-messages=C",
                "--data-checksums",
                "--no-instructions",
            ],
            cancellationToken);
        if (!result.Succeeded)
        {
            Directory.Delete(place, recursive: true);
            throw PrivatePostgresFault.CreationFailed("initdb", result.Output);
        }

        Directory.Move(place, files.Home);
    }
}
