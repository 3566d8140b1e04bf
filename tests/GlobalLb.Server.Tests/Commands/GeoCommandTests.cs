using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Server.Commands;
using GlobalLb.Steering.Places;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Commands;

public sealed class GeoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "out.mmdb");

    // No database was ever there, so that none is started.
    private string Nowhere => Path.Combine(_folder.Path, "nowhere");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_makes_one_database_of_lists_of_prefixes_and_of_ranges()
    {
        var own = Write("own.csv", "# ours\n\n192.0.2.128/25,US,CA,37.5,-122.25,64500\n192.0.2.0/24,DE\n2001:db8::/32,FR,,,,64501\n");
        var geoip = Write("geoip", "# Last updated\n16777216,16777471,AU\n16777472,16778239,CN\n33554432,33554432,??\n");
        var geoip6 = Write("geoip6", "2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n");
        var spoken = await Spoken.ByAsync("geo", "build", own, geoip, geoip6, Output, "--type", "Own");
        Assert.Equal((ExitCode.Done, ""), (spoken.Code, spoken.Error));
        Assert.Equal("DE (EU)", At("192.0.2.1"));
        Assert.Equal("US-CA (NA) at 37.5, -122.25 AS64500", At("192.0.2.129"));
        Assert.Equal("FR (EU) AS64501", At("2001:db8::1"));
        Assert.Equal(("AU (OC)", "CN (AS)", "CN (AS)", "an unknown place"), (At("1.0.0.255"), At("1.0.1.0"), At("1.0.3.255"), At("1.0.4.0")));
        Assert.Equal(("JP (AS)", "an unknown place"), (At("2001:200:ffff::1"), At("2.0.0.0")));
    }

    [Fact]
    public async Task Build_says_everything_that_is_wrong_and_writes_nothing()
    {
        var list = Write("list", "192.0.2.0/24,DE\n192.0.2.0/24,FR\n192.0.2.1/24,DE\n198.51.100.0/24,de\n198.51.100.0/25,US,california\n5,4,DE\n::1.2.3.0/120,DE\n203.0.113.0/24,DE,,91,0\n203.0.113.0/25\n");
        var spoken = await Spoken.ByAsync("geo", "build", list, Output);
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains($"{list}:2: 192.0.2.0/24 is written twice, also at {list}:1", spoken.Error, StringComparison.Ordinal);
        for (var line = 2; line <= 9; line++) Assert.Contains($"{list}:{line}: ", spoken.Error, StringComparison.Ordinal);
        Assert.DoesNotContain($"{list}:1: ", spoken.Error, StringComparison.Ordinal);
        Assert.Equal([list], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Build_does_not_write_over_a_list()
    {
        var list = Write("geoip", "16777216,16777471,AU\n");
        Assert.NotEqual(ExitCode.Done, (await Spoken.ByAsync("geo", "build", list, list)).Code);
        Assert.Equal("16777216,16777471,AU\n", await File.ReadAllTextAsync(list));
    }

    [Fact]
    public async Task Activate_keeps_what_was_in_use_and_revert_takes_it_back()
    {
        string inUse = Path.Combine(_folder.Path, "places.mmdb"), list = Write("list", "192.0.2.0/24,DE\n");
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "build", list, inUse)).Code);
        Write("list", "192.0.2.0/24,FR\n");
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "build", list, Output)).Code);
        var old = await File.ReadAllBytesAsync(inUse);
        Assert.Equal(ExitCode.NotFound, (await Spoken.ByAsync("geo", "revert", "--places", inUse)).Code);

        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "activate", Output, "--places", inUse, "--confirm", "--data", Nowhere)).Code);
        Assert.Equal(await File.ReadAllBytesAsync(Output), await File.ReadAllBytesAsync(inUse));
        Assert.Equal(old, await File.ReadAllBytesAsync($"{inUse}.previous"));

        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "revert", "--places", inUse)).Code);
        Assert.Equal(old, await File.ReadAllBytesAsync(inUse));
        Assert.Equal(await File.ReadAllBytesAsync(Output), await File.ReadAllBytesAsync($"{inUse}.previous"));
    }

    [Fact]
    public async Task The_first_file_of_places_is_activated_where_none_was()
    {
        string inUse = Path.Combine(_folder.Path, "first.mmdb"), list = Write("list", "192.0.2.0/24,DE\n");
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "build", list, Output)).Code);
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "activate", Output, "--places", inUse, "--confirm", "--data", Nowhere)).Code);
        Assert.Equal(await File.ReadAllBytesAsync(Output), await File.ReadAllBytesAsync(inUse));
        Assert.False(File.Exists($"{inUse}.previous"));
    }

    [Fact]
    public async Task Activate_refuses_what_no_edge_could_read()
    {
        string inUse = Write("places.mmdb", "old"), other = Write("other.mmdb", "no database");
        var spoken = await Spoken.ByAsync("geo", "activate", other, "--places", inUse, "--confirm", "--data", Nowhere);
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains(other, spoken.Error, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(inUse));
    }

    private string At(string address)
    {
        Assert.True(PlaceFile.TryRead(File.ReadAllBytes(Output), out var file, out var problem), problem);
        return file.Places.Find(ClientAddress.From(IPAddress.Parse(address)), out _).ToString();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
