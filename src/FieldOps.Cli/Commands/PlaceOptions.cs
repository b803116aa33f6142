using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Commands;

/// <summary>The options that say where host and data are; the same words in every command.</summary>
internal static class PlaceOptions
{
    public static Option<string?> DataFolder(Screen screen) => new("--data-folder")
    {
        Description = screen.Of(
            $"folder of the host's data; {DataFolders.EnvironmentVariable} or ~/.fieldops/single-node (root:"
                + " /var/lib/fieldops/single-node) when absent",
            $"主机数据目录；缺省为 {DataFolders.EnvironmentVariable} 或 ~/.fieldops/single-node（root 为"
                + " /var/lib/fieldops/single-node）"),
        HelpName = "FOLDER",
    };

    public static Option<string?> Database(Screen screen) => new(DatabaseChoice.OptionName)
    {
        Description = screen.Of(
            "connection string or postgresql:// address; FIELDOPS_DATABASE or a private server when absent",
            "连接字符串或 postgresql:// 地址；缺省为 FIELDOPS_DATABASE 或自带的私有数据库"),
        HelpName = "CONNECTION",
    };

    public static Option<bool> Json(Screen screen) => new(Screen.JsonOption)
    {
        Description = screen.Of("JSON lines for scripts", "输出供脚本使用的 JSON 行"),
    };

    public static Option<string> Tenant(Screen screen) => new("--tenant")
    {
        Description = screen.Of("operator company; 'default' when absent", "运营公司；缺省为 default"),
        HelpName = "NAME",
        DefaultValueFactory = _ => "default",
    };

    /// <summary>Reads an instant with its offset; one without would be somebody's guess.</summary>
    public static DateTimeOffset? Instant(ArgumentResult result, Screen screen)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
        var zoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        if (zoned
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant))
        {
            return instant.ToUniversalTime();
        }

        result.AddError(screen.Of(
            $"'{text}' is no instant with an offset like 2024-01-01T00:00:00+08:00",
            $"“{text}”不是带时区偏移的时刻，应如 2024-01-01T00:00:00+08:00"));
        return null;
    }
}
