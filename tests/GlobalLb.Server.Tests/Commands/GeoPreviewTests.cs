using System.Text.Json;
using GlobalLb.Server.Commands;

namespace GlobalLb.Server.Tests.Commands;

public sealed class GeoPreviewTests : IDisposable
{
    private readonly PlacesInUse _places = new();

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task Preview_says_who_would_be_answered_from_another_pool_and_changes_nothing()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE; 198.18.0.0/24 US");
        var spoken = await _places.SayAsync("preview", _places.Write("new.mmdb", "203.0.113.0/24 DE; 198.18.0.0/25 FR; 198.18.0.128/25 US"));
        Assert.Equal((ExitCode.Done, ""), (spoken.Code, spoken.Error));
        Assert.Matches(@"(?m)^www\.example\.com +US → FR +us-east \(us-web\) +eu-west \(eu-web\) +25 % IPv4 +198\.18\.0\.0/25$", spoken.Output);
        Assert.Contains("Of the IPv4 addresses that are placed: 25 % would be in another country, 25 % of what they ask would be answered from another pool.", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 expectations would hold, 0 cannot be said (the configuration of the file).", spoken.Output, StringComparison.Ordinal);
        Assert.Equal(["new.mmdb", "places.mmdb"], _places.Files);
    }

    [Fact]
    public async Task Preview_says_the_same_as_JSON_and_weighs_by_what_was_observed()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE; 198.18.0.0/24 US");
        await File.WriteAllTextAsync(_places.In("traffic.csv"), "203.0.113.0/24,30\n198.18.0.0/24,10\n");
        var spoken = await _places.SayAsync("preview", _places.Write("new.mmdb", "203.0.113.0/24 DE; 198.18.0.0/24 FR"), "--traffic", _places.In("traffic.csv"), "--json");
        Assert.Equal((ExitCode.Done, ""), (spoken.Code, spoken.Error));
        using var report = JsonDocument.Parse(spoken.Output);
        var change = Assert.Single(report.RootElement.GetProperty("changes").EnumerateArray().ToList());
        Assert.Equal(("US", "FR", 0.25), (change.GetProperty("from").GetString(), change.GetProperty("to").GetString(), change.GetProperty("part").GetDouble()));
        Assert.True(report.RootElement.GetProperty("expectations")[0].GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Preview_ends_with_4_when_an_expectation_would_not_hold()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        var spoken = await _places.SayAsync("preview", _places.Write("new.mmdb", "203.0.113.0/24 US"));
        Assert.Equal(ExitCode.DoesNotHold, spoken.Code);
        Assert.Contains("expectations[0]: www.example.com: client 203.0.113.7 → eu-west: does not hold, the answer is us-east (us-web)", spoken.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nor does it now", spoken.Output, StringComparison.Ordinal);

        _places.Write("places.mmdb", "203.0.113.0/24 CA");
        Assert.Contains("nor does it now", (await _places.SayAsync("preview", _places.In("new.mmdb"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_new_file_stands_for_the_file_in_use_of_the_same_number()
    {
        string first = _places.Write("first.mmdb", "203.0.113.0/25 DE"), second = _places.Write("second.mmdb", "203.0.113.0/24 US");
        string[] inUse = ["--places", first, "--places", second, "--config", _places.Config];
        var spoken = await Spoken.ByAsync(["geo", "preview", _places.Write("new.mmdb", "203.0.113.128/25 DE"), .. inUse]);
        Assert.Equal(ExitCode.DoesNotHold, spoken.Code);
        Assert.Matches(@"(?m)DE → US .* 203\.0\.113\.0/25$", spoken.Output);
        Assert.Matches(@"(?m)US → DE .* 203\.0\.113\.128/25$", spoken.Output);
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync(["geo", "preview", _places.In("new.mmdb"), first, .. inUse])).Code);
    }

    [Fact]
    public async Task Without_a_configuration_preview_says_what_to_name()
    {
        var spoken = await Spoken.ByAsync("geo", "preview", _places.Write("new.mmdb", "203.0.113.0/24 US"), "--data", _places.In("nowhere"));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains("--config", spoken.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_places.In("nowhere")));
    }

    [Fact]
    public async Task Activate_refuses_what_breaks_an_expectation_until_it_is_confirmed()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        var candidate = _places.Write("new.mmdb", "203.0.113.0/24 US");
        var refused = await _places.SayAsync("activate", candidate);
        Assert.Equal(ExitCode.DoesNotHold, refused.Code);
        Assert.Contains("nothing is changed", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["new.mmdb", "places.mmdb"], _places.Files);
        Assert.Equal("DE", _places.CountryInUse());

        var done = await _places.SayAsync("activate", candidate, "--confirm");
        Assert.Equal((ExitCode.Done, ""), (done.Code, done.Error));
        Assert.Contains("DE → US", done.Output, StringComparison.Ordinal);
        Assert.Equal("US", _places.CountryInUse());
        Assert.Equal(["new.mmdb", "places.mmdb", "places.mmdb.previous"], _places.Files);

        // The one command back is the one that was said.
        Assert.Contains($"globallb geo revert --places {_places.InUse}", done.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "revert", "--places", _places.InUse)).Code);
        Assert.Equal("DE", _places.CountryInUse());
    }

    [Fact]
    public async Task Activate_takes_what_is_well_and_needs_a_configuration_or_a_word()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        var candidate = _places.Write("new.mmdb", "203.0.113.0/24 FR");
        var refused = await Spoken.ByAsync("geo", "activate", candidate, "--places", _places.InUse, "--data", _places.In("nowhere"));
        Assert.Equal(ExitCode.NotFound, refused.Code);
        Assert.Equal("DE", _places.CountryInUse());
        Assert.Equal(ExitCode.Done, (await _places.SayAsync("activate", candidate)).Code);
        Assert.Equal("FR", _places.CountryInUse());
    }

    [Fact]
    public async Task Of_several_files_all_are_put_in_use_or_none()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        var candidate = _places.Write("new.mmdb", "203.0.113.0/24 FR");
        var impossible = Path.Combine(candidate, "below-a-file.mmdb");
        var refused = await Spoken.ByAsync("geo", "activate", candidate, candidate, "--places", _places.InUse, "--places", impossible, "--config", _places.Config);
        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Equal("DE", _places.CountryInUse());
        Assert.Equal(["new.mmdb", "places.mmdb"], _places.Files);

        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "activate", candidate, candidate, "--places", _places.InUse, "--places", _places.In("other.mmdb"), "--config", _places.Config)).Code);
        Assert.Equal(("FR", "FR"), (_places.CountryInUse(), _places.CountryInUse("other.mmdb")));

        Assert.Equal(ExitCode.NotFound, (await _places.SayAsync("activate", candidate, candidate)).Code);
    }
}
