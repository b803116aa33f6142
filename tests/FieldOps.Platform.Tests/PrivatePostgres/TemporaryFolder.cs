using System.Security.Cryptography;

namespace FieldOps.Platform.Tests.PrivatePostgres;

/// <summary>A folder of one test, made by whoever uses it and gone with whatever is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string root = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), $"fieldops-folder-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    public TemporaryFolder(string below = "") => Path = System.IO.Path.Combine(root, below).TrimEnd('/');

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
