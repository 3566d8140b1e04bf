using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Commands;

/// <summary>A folder with files of places and a configuration that expects something of them.</summary>
internal sealed class PlacesInUse : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlacesInUse()
    {
        File.WriteAllText(Config, """
            regions: [{code: eu-west, name: Dublin}, {code: us-east, name: Ashburn}]
            pools:
              - {code: eu-web, region: eu-west, endpoints: [{code: eu-1, address: 192.0.2.1}]}
              - {code: us-web, region: us-east, unknownMeans: down, endpoints: [{code: us-1, address: 198.51.100.1}]}
            zones:
              - name: example.com.
                authority: {primaryNameServer: ns1.example.com., mailbox: hostmaster.example.com.}
                records: [{name: example.com., type: NS, value: ns1}, {name: ns1.example.com., type: A, value: 192.0.2.53}]
                steeredNames:
                  - name: www.example.com.
                    policy:
                      kind: geographic
                      branches: [{places: [continent:EU], node: {kind: pool, pool: eu-web}}]
                      otherwise: {kind: pool, pool: us-web}
            expectations: [{name: www.example.com., client: 203.0.113.7, expect: eu-west}]
            """);
    }

    public string Path => _folder.Path;

    /// <summary>The file in use.</summary>
    public string InUse => In("places.mmdb");

    public string Config => In("globallb.yaml");

    public void Dispose() => _folder.Dispose();

    public string In(string name) => System.IO.Path.Combine(_folder.Path, name);

    /// <summary>Writes a file of places: <c>203.0.113.0/24 DE; …</c>.</summary>
    public string Write(string name, string places, string type = "Own")
    {
        File.WriteAllBytes(In(name), Database(places, type));
        return In(name);
    }

    public static byte[] Database(string places, string type = "Own")
    {
        var writer = new PlaceFileWriter(type, DateTimeOffset.UnixEpoch.AddDays(20_000));
        foreach (var words in places.Split("; ").Select(line => line.Split(' '))) writer.Add(IPNetwork.Parse(words[0]), new PlaceEntry { Country = words[1] });
        return writer.Write();
    }

    /// <summary>Where the file in use has 203.0.113.7.</summary>
    public string? CountryInUse(string file = "places.mmdb")
    {
        Assert.True(PlaceFile.TryRead(File.ReadAllBytes(In(file)), out var places, out var problem), problem);
        return places.Places.Find(ClientAddress.From(IPAddress.Parse("203.0.113.7")), out _).CountryCode;
    }

    /// <summary>What is in the folder beside the configuration.</summary>
    public IEnumerable<string> Files => Directory.GetFiles(_folder.Path).Select(file => System.IO.Path.GetFileName(file)).Where(name => name != "globallb.yaml").Order(StringComparer.Ordinal);

    public Task<Spoken> SayAsync(params string[] arguments) => Spoken.ByAsync(["geo", .. arguments, "--places", InUse, "--config", Config]);
}
