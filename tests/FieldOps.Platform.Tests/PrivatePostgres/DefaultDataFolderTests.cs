using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Platform.Tests.PrivatePostgres;

public sealed class DefaultDataFolderTests
{
    [Fact]
    public async Task Pick_ForAFolderThatTheServerCanReach_KeepsIt()
    {
        using var folder = new TemporaryFolder("data");
        (await DefaultDataFolder.PickAsync(folder.Path)).ShouldBe(folder.Path);
    }

    [Fact]
    public async Task Pick_BelowAClosedFolder_LeavesItOnlyAsRoot()
    {
        using var folder = new TemporaryFolder();
        UnixMode.CreateFolder(folder.Path, UnixMode.OwnerFolder);
        var below = Path.Combine(folder.Path, ".fieldops");

        var first = await DefaultDataFolder.PickAsync(below);

        (await DefaultDataFolder.PickAsync(below)).ShouldBe(first);
        if (Environment.IsPrivilegedProcess)
        {
            first.ShouldStartWith("/var/lib/fieldops/");
            (await DefaultDataFolder.PickAsync(below + "2")).ShouldNotBe(first);
        }
        else
        {
            first.ShouldBe(below);
        }
    }
}
