using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Tests.Places;
using GlobalLb.Tests;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class PlaceFollowerTests : FileEdgeTest
{
    private readonly string _places;

    public PlaceFollowerTests() => _places = In("places.mmdb");

    [Fact]
    public async Task Places_of_a_file_decide_and_a_newer_file_decides_anew()
    {
        Write(Sample.ByPlace);
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        await StartAsync(_places);
        await Heard.UntilAsync("Took configuration version");
        Assert.Equal(["DE (EU)", "an unknown place"], PlacesOf("192.0.2.1", "198.51.100.1"));
        Assert.Equal(1_700_000_000, Metrics.PlacesBuilt);
        Assert.Equal(1, Heard.Count($"Took the places in {_places}: Test-Country of 2023-11-14, 4 blocks of addresses"));

        WritePlaces(("198.51.100.0/24", "FR", "EU"), ("192.0.2.0/24", "US", "NA"));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1", "198.51.100.1") is ["US (NA)", "FR (EU)"]);
        Assert.Equal(Version, Current.Value!.Version);
    }

    [Fact]
    public async Task A_damaged_file_of_places_changes_nothing()
    {
        Write(Sample.ByPlace);
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        await StartAsync(_places);
        await Heard.UntilAsync("Took configuration version");
        await File.WriteAllTextAsync(_places, "192.0.2.0/24,DE");
        await PassAsync();
        await Heard.UntilAsync($"The places in {_places} were refused and what is held is kept: it is no MaxMind DB file (.mmdb), or its end is missing");
        Assert.Equal(["DE (EU)"], PlacesOf("192.0.2.1"));
        Assert.Equal(1, Metrics.PlacesRefused);
    }

    [Fact]
    public async Task Without_its_file_of_places_an_edge_answers_and_takes_the_file_when_it_comes()
    {
        Write(Sample.ByPlace);
        await StartAsync(_places);
        await Heard.UntilAsync("Took configuration version");
        Assert.Equal(["an unknown place"], PlacesOf("192.0.2.1"));
        Assert.Equal(0, Metrics.PlacesBuilt);
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1") is ["DE (EU)"]);
    }

    [Fact]
    public async Task What_the_operator_wrote_wins_over_the_file_of_places()
    {
        Write(Sample.ByPlace with { Places = [new KnownPlace { Prefix = IPNetwork.Parse("192.0.2.128/25"), Country = "JP" }] });
        WritePlaces(("192.0.2.0/24", "DE", "EU"), ("192.0.2.192/26", "FR", "EU"));
        await StartAsync(_places);
        await Heard.UntilAsync("Took configuration version");
        Assert.Equal(["DE (EU)", "JP (AS)", "JP (AS)"], PlacesOf("192.0.2.1", "192.0.2.129", "192.0.2.200"));
    }

    [Fact]
    public async Task Several_files_of_places_are_laid_over_one_another_and_each_is_taken_by_itself_when_it_is_another()
    {
        Write(Sample.ByPlace);
        var networks = In("networks.mmdb");
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        WriteNetworks(("192.0.0.0/16", 64_500));
        await StartAsync(_places, networks);
        await Heard.UntilAsync("Took configuration version");
        Assert.Equal(["DE (EU) AS64500", "an unknown place"], PlacesOf("192.0.2.1", "198.51.100.1"));

        WriteNetworks(("192.0.2.0/24", 64_501), ("198.51.100.0/24", 64_502));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1", "198.51.100.1") is ["DE (EU) AS64501", "AS64502"]);

        File.Delete(networks);
        await PassAsync();
        await Heard.UntilAsync($"The places in {networks} were refused and what is held is kept: there is no such file");
        WritePlaces(("192.0.2.0/24", "FR", "EU"), ("203.0.113.0/24", "FR", "EU"));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1", "198.51.100.1") is ["FR (EU) AS64501", "AS64502"]);

        void WriteNetworks(params (string Prefix, uint Asn)[] known)
        {
            var writer = new MmdbWriter();
            foreach (var (prefix, asn) in known) writer.Add(prefix, new Dictionary<string, object> { ["autonomous_system_number"] = asn });
            File.WriteAllBytes(networks, writer.Write());
        }
    }

    private string[] PlacesOf(params string[] addresses) =>
        [.. addresses.Select(address => Current.Value!.FindPlace(ClientAddress.From(IPAddress.Parse(address)), out _).ToString())];

    private void WritePlaces(params (string Prefix, string Country, string Continent)[] networks)
    {
        var writer = new MmdbWriter();
        foreach (var (prefix, country, continent) in networks) writer.Add(prefix, MmdbWriter.Record(country, continent));
        File.WriteAllBytes(_places, writer.Write());
    }
}
