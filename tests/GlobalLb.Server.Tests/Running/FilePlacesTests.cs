using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Server.Commands;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Tests.Places;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Server.Tests.Running;

public sealed class FilePlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _countries;
    private readonly string _networks;

    public FilePlacesTests()
    {
        _countries = Path.Combine(_folder.Path, "countries.mmdb");
        _networks = Path.Combine(_folder.Path, "networks.mmdb");
        Write(_countries, ("192.0.2.0/24", MmdbWriter.Record("DE", "EU")));
        Write(_networks, ("192.0.0.0/16", Network(64_500)), ("198.51.100.0/24", Network(64_501)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_command_lays_files_over_one_another_as_an_edge_does()
    {
        Assert.Equal("DE (EU) AS64500, AS64501", Found(PlacesOption.Read([_countries, _networks])!));
        Assert.Null(PlacesOption.Read([]));
        File.WriteAllText(_networks, "nothing");
        Assert.StartsWith($"{_networks}: ", Assert.Throws<NotFoundException>(() => PlacesOption.Read([_countries, _networks])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_have_what_the_files_say_and_then_what_newer_ones_say()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var known = new FilePlaces([_countries, _networks], TimeProvider.System, NullLogger<FilePlaces>.Instance).FollowAsync(patience.Token).GetAsyncEnumerator();
        Assert.True(await known.MoveNextAsync());
        Assert.Equal("DE (EU) AS64500, AS64501", Found(known.Current));

        var next = known.MoveNextAsync();
        Write(_countries, ("192.0.2.0/24", MmdbWriter.Record("FR", "EU")), ("203.0.113.0/24", MmdbWriter.Record("FR", "EU")));
        Assert.True(await next);
        Assert.Equal("FR (EU) AS64500, AS64501", Found(known.Current));
    }

    private static string Found(PlaceTable places) =>
        string.Join(", ", new[] { "192.0.2.1", "198.51.100.1" }.Select(address => places.Find(ClientAddress.From(IPAddress.Parse(address)), out _)));

    private static Dictionary<string, object> Network(uint number) => new() { ["autonomous_system_number"] = number };

    private static void Write(string path, params (string Prefix, Dictionary<string, object> Record)[] networks)
    {
        var writer = new MmdbWriter();
        foreach (var (prefix, record) in networks) writer.Add(prefix, record);
        File.WriteAllBytes(path, writer.Write());
    }
}
