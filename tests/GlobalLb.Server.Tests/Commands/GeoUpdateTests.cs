using System.Text;
using GlobalLb.Server.Commands;
using GlobalLb.Server.Tests.Locating;

namespace GlobalLb.Server.Tests.Commands;

public sealed class GeoUpdateTests : IAsyncLifetime, IDisposable
{
    private const string City = "GeoLite2-City", Networks = "GeoLite2-ASN";

    private static readonly DateTimeOffset Tuesday = new(2026, 11, 17, 14, 30, 0, TimeSpan.Zero);

    private readonly PlacesInUse _places = new();
    private MaxMindStandIn _server = null!;

    private string KeyFile => _places.In("key");

    public async Task InitializeAsync()
    {
        _server = await MaxMindStandIn.StartAsync();
        await File.WriteAllTextAsync(KeyFile, $"{MaxMindStandIn.Key}\n");
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task A_newer_database_is_fetched_checked_and_put_in_use()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE", City);
        File.SetLastWriteTimeUtc(_places.InUse, Tuesday.UtcDateTime.AddDays(-3));
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        var spoken = await UpdateAsync();
        Assert.Equal((ExitCode.Done, ""), (spoken.Code, spoken.Error));
        Assert.Contains("100 % would be in another country, 0 % of what they ask would be answered from another pool", spoken.Output, StringComparison.Ordinal);
        Assert.Equal("FR", _places.CountryInUse());
        Assert.Equal(Tuesday.UtcDateTime, File.GetLastWriteTimeUtc(_places.InUse));
        Assert.Equal(["key", "places.mmdb", "places.mmdb.previous"], _places.Files);
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("geo", "revert", "--places", _places.InUse)).Code);
        Assert.Equal("DE", _places.CountryInUse());
    }

    [Fact]
    public async Task The_key_goes_to_the_server_and_to_nobody_else()
    {
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        var spoken = await UpdateAsync();
        Assert.Equal(ExitCode.Done, spoken.Code);
        Assert.Contains(("front", "GET", "/geoip/databases/GeoLite2-City/download?suffix=tar.gz.sha256", true), _server.Asked);
        Assert.Contains(("front", "GET", "/geoip/databases/GeoLite2-City/download?suffix=tar.gz", true), _server.Asked);
        Assert.Equal(2, _server.Asked.Count(request => request.Server == "storage"));
        Assert.DoesNotContain(_server.Asked, request => request is { Server: "storage", HasKey: true });
        Assert.DoesNotContain(MaxMindStandIn.Key, spoken.Output + spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_newer_is_not_fetched()
    {
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        Assert.Equal(ExitCode.Done, (await UpdateAsync()).Code);
        var spoken = await UpdateAsync();
        Assert.Equal((ExitCode.Done, $"GeoLite2-City: there is none newer than {_places.InUse}.\n"), (spoken.Code, spoken.Output));
        Assert.Equal(1, _server.Downloads);

        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 IT", City), Tuesday.AddSeconds(1));
        Assert.Equal(ExitCode.Done, (await UpdateAsync()).Code);
        Assert.Equal((2, "IT"), (_server.Downloads, _places.CountryInUse()));
    }

    [Fact]
    public async Task A_file_of_another_kind_does_not_keep_the_edition_out()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE", "Own");
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        Assert.Equal(ExitCode.Done, (await UpdateAsync()).Code);
        Assert.Equal("FR", _places.CountryInUse());
    }

    [Fact]
    public async Task Of_several_editions_all_are_put_in_use_or_none()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        string[] both = ["--edition", City, "--edition", Networks, "--places", _places.In("second.mmdb")];
        Assert.Equal(ExitCode.NotFound, (await UpdateAsync(both)).Code);
        Assert.Equal("DE", _places.CountryInUse());
        Assert.Equal(["key", "places.mmdb"], _places.Files);

        _server.Offer(Networks, PlacesInUse.Database("203.0.113.0/24 FR", Networks), Tuesday);
        Assert.Equal(ExitCode.Done, (await UpdateAsync(both)).Code);
        Assert.Equal(("FR", "FR"), (_places.CountryInUse(), _places.CountryInUse("second.mmdb")));
    }

    [Fact]
    public async Task What_breaks_an_expectation_is_not_put_in_use()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 US", City), Tuesday);
        Assert.Equal(ExitCode.DoesNotHold, (await UpdateAsync()).Code);
        Unchanged();
        Assert.Equal(ExitCode.Done, (await UpdateAsync("--confirm")).Code);
        Assert.Equal("US", _places.CountryInUse());
    }

    [Theory]
    [InlineData(401, ExitCode.Failed, "does not know account 123456 with this licence key (401)")]
    [InlineData(403, ExitCode.Failed, "account 123456 may not have it")]
    [InlineData(404, ExitCode.NotFound, "there is no edition 'GeoLite2-City'")]
    [InlineData(429, ExitCode.Failed, "as many downloads today as it may")]
    [InlineData(503, ExitCode.Failed, "answered with 503")]
    public async Task What_the_server_refuses_is_said(int status, int code, string sentence)
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE", City);
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        _server.Status = status;
        await RefusesAsync(code, sentence);
    }

    [Fact]
    public async Task A_wrong_key_and_an_unknown_edition_are_said()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        await RefusesAsync(ExitCode.NotFound, "there is no edition 'GeoLite2-City'");
        await File.WriteAllTextAsync(KeyFile, "another");
        await RefusesAsync(ExitCode.Failed, "(401)");
        await File.WriteAllTextAsync(KeyFile, "two words");
        Assert.DoesNotContain("two words", await RefusesAsync(ExitCode.NotFound, "holds no licence key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_breaks_off_changes_nothing()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        _server.Offer(City, PlacesInUse.Database("203.0.113.0/24 FR", City), Tuesday);
        _server.BreaksOffAfter = 100;
        await RefusesAsync(ExitCode.Failed, "the download broke off after 100 octets");
    }

    [Fact]
    public async Task What_is_not_what_its_checksum_is_of_changes_nothing()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        var archive = MaxMindStandIn.Archive(("a/GeoLite2-City.mmdb", PlacesInUse.Database("203.0.113.0/24 FR", City)));
        _server.OfferArchive(City, archive, Tuesday, new string('0', 64));
        await RefusesAsync(ExitCode.Failed, "what came is not what its checksum is of");
        _server.OfferArchive(City, archive, Tuesday, "<html>");
        await RefusesAsync(ExitCode.Failed, "has no SHA-256 of it");
    }

    [Fact]
    public async Task What_is_no_archive_of_a_database_changes_nothing()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        await RefusesAsync(Encoding.ASCII.GetBytes("no archive"), ExitCode.Failed, "this is no archive");
        var whole = MaxMindStandIn.Archive(("a/GeoLite2-City.mmdb", [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i >> 3))]));
        await RefusesAsync(whole[..(whole.Length / 2)], ExitCode.Failed, "this is no archive");
        await RefusesAsync(MaxMindStandIn.Archive(("a/GeoLite2-City.csv", [1, 2, 3])), ExitCode.Failed, "holds no file *.mmdb");
        await RefusesAsync(MaxMindStandIn.Archive([.. Enumerable.Range(0, 101).Select(i => ($"a/{i}.txt", Array.Empty<byte>()))]), ExitCode.Failed, "more than 100 files");
        await RefusesAsync(MaxMindStandIn.Archive(("a/GeoLite2-City.mmdb", Encoding.ASCII.GetBytes("no database"))), ExitCode.NotFound, "what came cannot be used");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said()
    {
        _places.Write("places.mmdb", "203.0.113.0/24 DE");
        await _server.DisposeAsync();
        await RefusesAsync(ExitCode.Failed, "cannot be asked");
    }

    [Theory]
    [InlineData("--url", "http://download.example.com/")]
    [InlineData("--edition", "../x")]
    [InlineData("--account", "anna")]
    public async Task A_wrong_command_line_asks_nobody(string option, string value)
    {
        string[] right = ["--account", "1", "--edition", City, "--url", _server.Url];
        var wrong = right.Select((word, i) => i > 0 && right[i - 1] == option ? value : word);
        var spoken = await Spoken.ByAsync(["geo", "update", "--licence-key-file", KeyFile, "--places", _places.InUse, .. wrong]);
        Assert.Equal(ExitCode.Failed, spoken.Code);
        Assert.Contains($"'{value}' is no ", spoken.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Asked);
    }

    private Task<Spoken> UpdateAsync(params string[] more) =>
        Spoken.ByAsync(["geo", "update", "--account", MaxMindStandIn.Account, "--licence-key-file", KeyFile, "--url", _server.Url, "--config", _places.Config, "--places", _places.InUse, .. more]);

    private async Task<string> RefusesAsync(int code, string sentence)
    {
        var spoken = await UpdateAsync();
        Assert.Equal(code, spoken.Code);
        Assert.Contains(sentence, spoken.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(MaxMindStandIn.Key, spoken.Error, StringComparison.Ordinal);
        Unchanged();
        return spoken.Error;
    }

    private Task<string> RefusesAsync(byte[] archive, int code, string sentence)
    {
        _server.OfferArchive(City, archive, Tuesday);
        return RefusesAsync(code, sentence);
    }

    private void Unchanged()
    {
        Assert.Equal("DE", _places.CountryInUse());
        Assert.Equal(["key", "places.mmdb"], _places.Files);
    }
}
