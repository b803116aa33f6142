using System.Text;

namespace FieldOps.Import.Tests;

public sealed class TopologyTests
{
    private const string SmallJson = """
        {"directed": false, "graph": {"nodes": [1, 2]},
         "edges": [
          {"source": "a", "target": "b", "dist": 12.5, "ecmp": {"x": 1}},
          {"source": "a", "target": "c"},
          {"source": "a", "target": "zz"},
          {"source": "b", "target": "a"},
          {"source": "a", "target": "a"}],
         "nodes": [
          {"id": "a", "name": "Alpha", "pos": [121.0, 31.0]},
          {"id": "b", "name": "Beta", "lon": 122.0, "lat": 31.0},
          {"id": "c", "name": "Gamma"},
          {"name": "nameless"},
          {"id": "a", "name": "Again", "pos": [1, 1]}
         ]}
        """;

    private const string SmallGml = """
        Creator "somebody"
        graph [
          Network "Small"
          hyper [ id 9 inner [ id 8 ] ]
          node [
            id 0
            label "Hong Kong &#38; more"
            Longitude 114.17
            Latitude 22.30
          ]
          node [ id 1 label "Guangzhou" Longitude 113.26 Latitude 23.13 graphics [ id 5 ] ]
          node [ id 2 label "Nowhere" ]
          edge [ source 0 target 1 LinkLabel "10G" ]
          edge [ source 0 target 1 ]
          edge [ source 1 target 7 ]
        ]

        """;

    [Fact]
    public async Task RealNetwork_Loads_WithItsPlacesAndLinks()
    {
        var problems = new ProblemList();
        await using var file = RealData.Open("topology", "chinanet.json");

        var network = await Topology.LoadAsync(file, file.Name, problems);

        problems.Items.ShouldBeEmpty();
        network.Places.Count.ShouldBe(38);
        network.Links.Count.ShouldBe(62);
        network.Places.ShouldAllBe(p => p.Longitude != null && p.Latitude != null);
        network.Links.Single(l => l.Id == "8-39").LengthKm.ShouldBe(1068.56);
        network.Places[0].Line.ShouldBe(32);
    }

    [Fact]
    public async Task RealNetwork_RecordedLengths_AreGreatCircles()
    {
        await using var file = RealData.Open("topology", "chinanet.json");
        var network = await Topology.LoadAsync(file, file.Name, new ProblemList());
        var places = network.Places.ToDictionary(p => p.Id);

        foreach (var link in network.Links)
        {
            Topology.Between(places[link.AId], places[link.ZId])!.Value.ShouldBe(link.LengthKm!.Value, tolerance: 3);
        }
    }

    [Fact]
    public async Task Json_WithFaults_ReportsEachWithItsLineAndKeepsTheRest()
    {
        var problems = new ProblemList();

        var network = await Topology.LoadAsync(Reading.Bytes(SmallJson), "x.json", problems);

        problems.Items.Select(p => (p.Code, p.Line)).ShouldBe(
        [
            ("import.topology.coordinates-missing", 11),
            ("import.shape", 12),
            ("import.topology.node-doubled", 13),
            ("import.topology.length-unknown", 4),
            ("import.topology.node-missing", 5),
            ("import.topology.loop", 7),
        ]);
        network.Places.Select(p => p.Name).ShouldBe(["Alpha", "Beta", "Gamma"]);
        network.Links.Select(l => (l.Id, l.LengthKm)).ShouldBe([("a-b", 12.5), ("a-c", null), ("b-a", 95.31)]);
    }

    [Fact]
    public async Task Json_CutAnywhere_IsTruncatedAndNeverThrows()
    {
        var bytes = Encoding.UTF8.GetBytes(SmallJson);
        for (var length = 1; length < bytes.Length; length++)
        {
            var (_, problems) = await NodeLinkJson.ReadAsync(new MemoryStream(bytes, 0, length)).DrainAsync();

            problems[^1].Code.ShouldBe("import.file.truncated", $"cut after {length} bytes");
            problems[^1].Line.ShouldBe(1 + Encoding.UTF8.GetString(bytes, 0, length).TrimEnd().Count(c => c == '\n'));
        }
    }

    [Theory]
    [InlineData("{\n\"nodes\": [\n{\"id\": oops}]}", "import.json.malformed", 3)]
    [InlineData("", "import.file.empty", 0)]
    [InlineData("{\"nodes\": [1]}", "import.shape", 1)]
    [InlineData("{\"nodes\": [{\"id\": \"1\", \"pos\": [200, 10]}]}", "import.topology.coordinates-missing", 1)]
    public async Task Json_Malformed_NamesTheLine(string text, string code, int line)
    {
        var (_, problems) = await NodeLinkJson.ReadAsync(Reading.Bytes(text)).DrainAsync();

        problems.ShouldBeOne(code, line);
    }

    [Fact]
    public async Task Gml_WithMissingNode_ReportsTheLineAndKeepsTheRest()
    {
        var problems = new ProblemList();

        var network = await Topology.LoadAsync(Reading.Bytes(SmallGml), "zoo.GML", problems);

        problems.Items.Select(p => (p.Code, p.Line)).ShouldBe(
            [("import.topology.coordinates-missing", 12), ("import.topology.node-missing", 15)]);
        network.Places.Select(p => p.Name).ShouldBe(["Hong Kong & more", "Guangzhou", "Nowhere"]);
        network.Links.Select(l => l.Id).ShouldBe(["0-1", "0-1#2"]);
        network.Links[0].LengthKm!.Value.ShouldBe(131, tolerance: 2);
    }

    [Theory]
    [InlineData("graph [\n node [ id 1 ]\n", "import.file.truncated", 2)]
    [InlineData("graph [\n node [ id 1 label \"x\n ] ]\n", "import.gml.malformed", 2)]
    [InlineData("graph [ ]\n]\n", "import.gml.malformed", 2)]
    [InlineData("<graphml>\n", "import.shape", 1)]
    [InlineData("graph [\n node [ id ]\n]\n", "import.gml.malformed", 2)]
    public async Task Gml_Malformed_NamesTheLine(string text, string code, int line)
    {
        var (_, problems) = await Gml.ReadAsync(Reading.Bytes(text)).DrainAsync();

        (problems[^1].Code, problems[^1].Line).ShouldBe((code, line));
    }
}
