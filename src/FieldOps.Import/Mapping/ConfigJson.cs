using System.Text.Json;
using System.Text.Json.Serialization;

namespace FieldOps.Import;

/// <summary>Reads one of our own JSON documents; an unknown or missing member is a problem with its line.</summary>
internal static class ConfigJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static async Task<T?> ReadAsync<T>(
        string path, ProblemList problems, Action<T, DocumentCheck> validate, CancellationToken cancellation)
        where T : class
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            problems.Add(FileProblems.Missing(file));
            return null;
        }

        try
        {
            await using var stream = File.OpenRead(path);
            var document = await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellation);
            var check = new DocumentCheck(file, problems);
            check.That(document is not null, "the document is empty.", "文件内容为空。");
            if (document is not null)
            {
                validate(document, check);
            }

            return check.Failed ? null : document;
        }
        catch (JsonException broken)
        {
            var (line, column) = ((int)(broken.LineNumber ?? -1) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            problems.Add(FieldProblems.Malformed("json", line, column, $"{file} {broken.Path}"));
            return null;
        }
    }
}
