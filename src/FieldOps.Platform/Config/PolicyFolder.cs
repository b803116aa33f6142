using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using FieldOps.Domain.Kernel;
using Microsoft.Extensions.Configuration;

namespace FieldOps.Platform.Config;

/// <summary>The rule sets of this installation: <c>silo-config/policies/KIND/ID.vN.json</c>.</summary>
public sealed partial class PolicyFolder
{
    /// <summary>Configuration key of the folder that holds the kinds.</summary>
    public const string PathKey = "FieldOps:PolicyFolder";

    // A rule set is a few pages; a larger file is a mistake and would be read at every start.
    private const long FileBytesMax = 4 * 1024 * 1024;

    private readonly string _root;

    /// <summary>The folder at <paramref name="root"/>.</summary>
    /// <exception cref="PolicyFormatException">There is no such folder.</exception>
    public PolicyFolder(string root)
    {
        _root = Path.GetFullPath(root);
        if (!Directory.Exists(_root))
        {
            throw new PolicyFormatException(_root, "there is no such policy folder");
        }
    }

    /// <summary>The configured folder, else the one of the nearest <c>silo-config</c> above the binaries.</summary>
    /// <exception cref="PolicyFormatException">Neither exists.</exception>
    public static PolicyFolder Open(IConfiguration configuration)
    {
        if (configuration[PathKey] is { Length: > 0 } configured)
        {
            return new PolicyFolder(configured);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "silo-config", "policies");
            if (Directory.Exists(candidate))
            {
                return new PolicyFolder(candidate);
            }
        }

        throw new PolicyFormatException(
            AppContext.BaseDirectory, $"no silo-config/policies here or above; name the folder by {PathKey}");
    }

    /// <summary>Reads all versions of all documents of one kind; a kind without a folder has none.</summary>
    /// <typeparam name="TDocument">The record that the documents become; its members are the JSON members.</typeparam>
    /// <param name="kind">Name of the sub-folder: <c>sla</c>, <c>scope</c>.</param>
    /// <exception cref="PolicyFormatException">
    /// A file is not what it should be; the message names file and path.
    /// </exception>
    public PolicySet<TDocument> Load<TDocument>(string kind)
        where TDocument : class, IPolicyDocument
    {
        var folder = Path.Combine(_root, kind);
        if (!Directory.Exists(folder))
        {
            return new PolicySet<TDocument>(kind, []);
        }

        var documents = Directory.EnumerateFiles(folder, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(Read<TDocument>)
            .ToImmutableArray();
        return new PolicySet<TDocument>(kind, documents);
    }

    private static TDocument Read<TDocument>(string file)
        where TDocument : class, IPolicyDocument
    {
        if (new FileInfo(file).Length > FileBytesMax)
        {
            throw new PolicyFormatException(file, $"larger than {FileBytesMax} bytes");
        }

        var result = StrictJson.Read<TDocument>(File.ReadAllBytes(file));
        if (result.Syntax is { } syntax)
        {
            throw new PolicyFormatException(file, $"no JSON at line {syntax.Line}, byte {syntax.Byte}");
        }

        if (result.Value is not { } document)
        {
            throw new PolicyFormatException(file, string.Join("; ", result.Faults));
        }

        RequireName(file, document);
        return document;
    }

    private static void RequireName(string file, IPolicyDocument document)
    {
        var name = FileNamePattern.Match(Path.GetFileName(file));
        var agrees = name.Success
            && name.Groups["id"].Value == document.Id
            && name.Groups["version"].Value == document.Version.ToString(CultureInfo.InvariantCulture)
            && document.Version > 0;
        if (!agrees)
        {
            throw new PolicyFormatException(
                file, $"holds id '{document.Id}' version {document.Version}, so its name must be "
                    + $"{document.Id}.v{document.Version}.json in lower case, version 1 or above");
        }
    }

    [GeneratedRegex(
        @"^(?<id>[a-z0-9-]{1,60})\.v(?<version>[1-9][0-9]{0,5})\.json$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileNamePattern { get; }
}
