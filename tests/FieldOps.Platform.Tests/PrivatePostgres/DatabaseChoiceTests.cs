using FieldOps.Platform.PrivatePostgres;
using Npgsql;

namespace FieldOps.Platform.Tests.PrivatePostgres;

public sealed class DatabaseChoiceTests
{
    [Fact]
    public void Resolve_WithOptionAndEnvironment_TakesTheOption() =>
        Address(DatabaseChoice.Resolve("Host=a;Database=x", "Host=b;Database=y", "data")).Host.ShouldBe("a");

    [Fact]
    public void Resolve_WithEnvironmentAlone_TakesIt() =>
        Address(DatabaseChoice.Resolve(" ", "Host=b;Database=y", "data")).Host.ShouldBe("b");

    [Fact]
    public void Resolve_WithNeither_IsPrivateInTheAbsoluteFolder() =>
        DatabaseChoice.Resolve(null, "", "data").ShouldBe(new DatabaseChoice.Private(Path.GetFullPath("data")));

    [Fact]
    public void Resolve_WithUri_UnderstandsItsParts()
    {
        var address = Address(
            DatabaseChoice.Resolve("postgresql://me:p%40ss@db.example:6543/field?sslmode=verify-full", null, "data"));

        address.Host.ShouldBe("db.example");
        address.Port.ShouldBe(6543);
        address.Username.ShouldBe("me");
        address.Password.ShouldBe("p@ss");
        address.Database.ShouldBe("field");
        address.SslMode.ShouldBe(SslMode.VerifyFull);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=a;Colour=red;Password=hush")]
    [InlineData("Database=x;Password=hush")]
    [InlineData("postgresql://")]
    [InlineData("postgresql://me:hush@db/x?sslmode=perhaps")]
    public void Resolve_WithAnAddressThatIsNone_IsRefusedNamingItsOriginWithoutItsPassword(string given)
    {
        var refusal = Should.Throw<PrivatePostgresException>(() => DatabaseChoice.Resolve(null, given, "data"));

        refusal.Code.ShouldBe("database.address-invalid");
        refusal.English.ShouldContain("FIELDOPS_DATABASE");
        refusal.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public void ToString_OfAGivenServer_ShowsNoPassword()
    {
        var given = DatabaseChoice.Resolve("Host=a;Database=x;Password=hush", null, "data");
        given.ToString().ShouldBe("a:5432/x");
    }

    private static NpgsqlConnectionStringBuilder Address(DatabaseChoice choice) =>
        new(choice.ShouldBeOfType<DatabaseChoice.Given>().ConnectionString);
}
