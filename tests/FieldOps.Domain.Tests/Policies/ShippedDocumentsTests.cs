using System.Security.Cryptography;
using System.Text;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Policies;

/// <summary>
/// A version never changes silently: orders, months and sheets name the versions that they ran under. Who changes a
/// shipped document writes its next version; the golden file gets a line for it, and keeps all others.
/// </summary>
public sealed class ShippedDocumentsTests
{
    private static readonly string s_folder = Path.Combine(RepoFiles.Root, "silo-config", "policies");

    [Fact]
    public void EveryShippedDocument_IsAsItWasPinned() => RepoFiles.ShouldMatchGolden(
        "tests/FieldOps.Domain.Tests/Policies/golden/shipped-documents.txt",
        string.Join('\n', Directory.GetFiles(s_folder, "*.json", SearchOption.AllDirectories)
            .Select(f => $"{Path.GetRelativePath(s_folder, f).Replace('\\', '/')} {DigestOf(File.ReadAllText(f))}")
            .Order(StringComparer.Ordinal)));

    [Fact]
    public void Digest_TellsOneChangedCharacter_AndOverlooksLineEndings()
    {
        DigestOf("{\"days\": 5}\n").ShouldNotBe(DigestOf("{\"days\": 6}\n"));
        DigestOf("{\"days\": 5}\r\n").ShouldBe(DigestOf("{\"days\": 5}\n"));
    }

    private static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
