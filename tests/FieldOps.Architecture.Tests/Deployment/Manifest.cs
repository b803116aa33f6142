using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>The objects of one rendered overlay.</summary>
internal sealed class Manifest
{
    private readonly JsonObject[] _objects;

    private Manifest(string yaml)
    {
        Yaml = yaml;
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        _objects = [.. stream.Documents.Select(d => (JsonObject)Json(d.RootNode)!)];
    }

    public string Yaml { get; }

    public IReadOnlyList<JsonObject> Objects => _objects;

    public static Manifest Of(string overlay) => new(Renderer.Overlay(overlay));

    public static Manifest Parse(string yaml) => new(yaml);

    public JsonObject One(string kind) => OfKind(kind).Single();

    public IEnumerable<JsonObject> OfKind(string kind) => _objects.Where(o => Text(o["kind"]) == kind);

    /// <summary>The description of a pod within its owner.</summary>
    public JsonNode PodOf(string kind) => One(kind)["spec"]!["template"]!;

    /// <summary>Containers of a pod, the ones that run beside it too.</summary>
    public static IEnumerable<JsonNode> Containers(JsonNode pod) =>
        Items(pod["spec"]!["initContainers"]).Concat(Items(pod["spec"]!["containers"]));

    public static JsonNode Container(JsonNode pod, string name) => Containers(pod).Single(c => Text(c["name"]) == name);

    public static IEnumerable<JsonNode> Items(JsonNode? list) => list is JsonArray array ? array.Select(i => i!) : [];

    public static string Text(JsonNode? node) => node?.ToString() ?? string.Empty;

    public static int Number(JsonNode? node) => int.Parse(Text(node), CultureInfo.InvariantCulture);

    public static string NameOf(JsonNode of) => Text(of["metadata"]!["name"]);

    /// <summary>Every scalar below a node.</summary>
    public static IEnumerable<string> Scalars(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(e => Scalars(e.Value)),
        JsonArray list => list.SelectMany(Scalars),
        null => [],
        _ => [node.ToString()],
    };

    // Every scalar stays text: what is a number is read where it is wanted.
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(e =>
            KeyValuePair.Create(((YamlScalarNode)e.Key).Value!, Json(e.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidDataException(node.NodeType.ToString()),
    };
}
