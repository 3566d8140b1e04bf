using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Tests.Places;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class FileFeedTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTime Written = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);
    private static readonly long Version = new DateTimeOffset(Written).ToUnixTimeSeconds();

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CurrentSnapshot _current = new();
    private readonly Heard _heard = new();
    private readonly LoggerFactory _loggers = new();
    private readonly EdgeMetrics _metrics;
    private readonly string _configuration, _places;
    private Receiver? _receiver;
    private int _watched;

    public FileFeedTests()
    {
        _metrics = new EdgeMetrics(_time);
        _configuration = Path.Combine(_folder.Path, "configuration.json");
        _places = Path.Combine(_folder.Path, "places.mmdb");
    }

    public Task InitializeAsync()
    {
        _loggers.AddProvider(_heard);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _receiver?.StopAsync(CancellationToken.None) ?? Task.CompletedTask;

    public void Dispose()
    {
        _receiver?.Dispose();
        _metrics.Dispose();
        _loggers.Dispose();
        _heard.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_file_is_answered_from_with_all_endpoints_available()
    {
        Write(Sample.Document);
        await StartAsync();
        await _receiver!.Configured.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(Version, _current.Value!.Version);
        Assert.Equal([Standing.Available, Standing.Available], _current.Value.Standings.ToArray());
    }

    [Fact]
    public async Task A_changed_file_is_taken_even_if_it_was_written_earlier()
    {
        Write(Sample.Document);
        await StartAsync();
        await _heard.UntilAsync($"Took configuration version {Version}");
        Write(Sample.ByPlace, Written.AddDays(-3));
        await PassAsync();
        await _heard.UntilAsync($"Took configuration version {Version + 1}");
        Write(Sample.Document, Written.AddSeconds(90));
        await PassAsync();
        await _heard.UntilAsync($"Took configuration version {Version + 90}");
        Assert.Equal(0, _metrics.Refused);
    }

    [Fact]
    public async Task A_restart_with_the_same_file_keeps_its_version_and_with_an_older_one_takes_that()
    {
        Write(Sample.Document);
        await StartAsync();
        await _heard.UntilAsync($"Took configuration version {Version}");
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_folder.Path, "state", "configuration.json")));
        await _receiver!.StopAsync(CancellationToken.None);
        await StartAsync();
        await _heard.UntilAsync($"Took configuration version {Version}", 3); // and from disk
        Assert.Equal(1, _heard.Count($"Answering from the last known state: configuration version {Version}"));
        await _receiver!.StopAsync(CancellationToken.None);
        Write(Sample.ByPlace, Written.AddDays(-9));
        await StartAsync();
        await _heard.UntilAsync($"Took configuration version {Version + 1}");
        Assert.Equal(0, _metrics.Refused);
    }

    [Fact]
    public async Task Two_changes_within_a_second_are_two_versions()
    {
        Write(Sample.Document);
        await StartAsync();
        await _heard.UntilAsync($"Took configuration version {Version}");
        Write(Sample.ByPlace, Written.AddMilliseconds(300));
        await PassAsync();
        await _heard.UntilAsync($"Took configuration version {Version + 1}");
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("{\"colour\":1}", "colour")]
    [InlineData("null", "must not be null")]
    public async Task A_file_that_cannot_be_read_is_refused_and_taken_once_it_can(string content, string sentence)
    {
        Write(Sample.Document);
        await StartAsync();
        await _heard.UntilAsync("Took configuration version");
        await File.WriteAllTextAsync(_configuration, content);
        await PassAsync();
        await _heard.UntilAsync($"The configuration in {_configuration} was refused and what is held is kept: ");
        Assert.Contains(sentence, _heard.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(Version, _current.Value!.Version);
        Assert.Equal(1, _metrics.Refused);
        Write(Sample.ByPlace, Written.AddSeconds(10));
        await PassAsync();
        await _heard.UntilAsync($"Took configuration version {Version + 10}");
    }

    [Fact]
    public async Task A_file_that_is_not_valid_is_refused_and_one_that_is_absent_is_waited_for()
    {
        await StartAsync();
        await _heard.UntilAsync("was refused and what is held is kept: there is no such file");
        Assert.False(_receiver!.Configured.IsCompleted);
        Write(Sample.Document with { Regions = [] });
        await PassAsync();
        await _heard.UntilAsync("it is not valid: ");
        Write(Sample.Document, Written.AddSeconds(5));
        await PassAsync();
        await _heard.UntilAsync($"Took configuration version {Version + 5}");
    }

    [Fact]
    public async Task Places_of_a_file_decide_and_a_newer_file_decides_anew()
    {
        Write(Sample.ByPlace);
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        await StartAsync(_places);
        await _heard.UntilAsync("Took configuration version");
        Assert.Equal(["DE (EU)", "an unknown place"], PlacesOf("192.0.2.1", "198.51.100.1"));
        Assert.Equal(1_700_000_000, _metrics.PlacesBuilt);
        Assert.Equal(1, _heard.Count($"Took the places in {_places}: Test-Country of 2023-11-14, 4 blocks of addresses"));

        WritePlaces(("198.51.100.0/24", "FR", "EU"), ("192.0.2.0/24", "US", "NA"));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1", "198.51.100.1") is ["US (NA)", "FR (EU)"]);
        Assert.Equal(Version, _current.Value!.Version);
    }

    [Fact]
    public async Task A_damaged_file_of_places_changes_nothing()
    {
        Write(Sample.ByPlace);
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        await StartAsync(_places);
        await _heard.UntilAsync("Took configuration version");
        await File.WriteAllTextAsync(_places, "192.0.2.0/24,DE");
        await PassAsync();
        await _heard.UntilAsync($"The places in {_places} were refused and what is held is kept: it is no MaxMind DB file (.mmdb), or its end is missing");
        Assert.Equal(["DE (EU)"], PlacesOf("192.0.2.1"));
        Assert.Equal(1, _metrics.PlacesRefused);
    }

    [Fact]
    public async Task Without_its_file_of_places_an_edge_answers_and_takes_the_file_when_it_comes()
    {
        Write(Sample.ByPlace);
        await StartAsync(_places);
        await _heard.UntilAsync("Took configuration version");
        Assert.Equal(["an unknown place"], PlacesOf("192.0.2.1"));
        Assert.Equal(0, _metrics.PlacesBuilt);
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1") is ["DE (EU)"]);
    }

    [Fact]
    public async Task What_the_operator_wrote_wins_over_the_file_of_places()
    {
        Write(Sample.ByPlace with { Places = [new KnownPlace { Prefix = System.Net.IPNetwork.Parse("192.0.2.128/25"), Country = "JP" }] });
        WritePlaces(("192.0.2.0/24", "DE", "EU"), ("192.0.2.192/26", "FR", "EU"));
        await StartAsync(_places);
        await _heard.UntilAsync("Took configuration version");
        Assert.Equal(["DE (EU)", "JP (AS)", "JP (AS)"], PlacesOf("192.0.2.1", "192.0.2.129", "192.0.2.200"));
    }

    [Fact]
    public async Task Several_files_of_places_are_laid_over_one_another_and_each_is_taken_by_itself_when_it_is_another()
    {
        Write(Sample.ByPlace);
        var networks = Path.Combine(_folder.Path, "networks.mmdb");
        WritePlaces(("192.0.2.0/24", "DE", "EU"));
        WriteNetworks(("192.0.0.0/16", 64_500));
        await StartAsync(_places, networks);
        await _heard.UntilAsync("Took configuration version");
        Assert.Equal(["DE (EU) AS64500", "an unknown place"], PlacesOf("192.0.2.1", "198.51.100.1"));

        WriteNetworks(("192.0.2.0/24", 64_501), ("198.51.100.0/24", 64_502));
        await PassAsync();
        await Eventually.HoldsAsync(() => PlacesOf("192.0.2.1", "198.51.100.1") is ["DE (EU) AS64501", "AS64502"]);

        File.Delete(networks);
        await PassAsync();
        await _heard.UntilAsync($"The places in {networks} were refused and what is held is kept: there is no such file");
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
        [.. addresses.Select(address => _current.Value!.FindPlace(Dns.Messages.ClientAddress.From(System.Net.IPAddress.Parse(address)), out _).ToString())];

    private void Write(ConfigurationDocument document, DateTime? written = null)
    {
        File.WriteAllText(_configuration, ConfigurationJson.Write(document));
        File.SetLastWriteTimeUtc(_configuration, written ?? Written);
    }

    private void WritePlaces(params (string Prefix, string Country, string Continent)[] networks)
    {
        var writer = new MmdbWriter();
        foreach (var (prefix, country, continent) in networks) writer.Add(prefix, MmdbWriter.Record(country, continent));
        File.WriteAllBytes(_places, writer.Write());
    }

    private async Task StartAsync(params string[] places)
    {
        _receiver?.Dispose();
        _watched = 1 + places.Length;
        var options = new EdgeOptions { StateFolder = Path.Combine(_folder.Path, "state"), ConfigurationFile = _configuration, PlaceFiles = [.. places] };
        var feed = new FileFeed(options, _current, _time, _metrics, _loggers.CreateLogger<FileFeed>());
        _receiver = new Receiver(feed, _current, options, _time, _metrics, _loggers.CreateLogger<Receiver>());
        await _receiver.StartAsync(CancellationToken.None);
        await _receiver.Loaded;
    }

    // Once to see that it is another, once to see that it has settled.
    private async Task PassAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(() => _time.Waiting == _watched);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
